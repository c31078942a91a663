import { expect, test } from 'vitest'
import { pageServices } from '../../test/page/page-services.ts'
import { HeldReports } from './held-reports.ts'

test('a page that nobody asks for holds the first of what fails in it, however often it fails', () => {
  const { services, reports } = pageServices()
  const held = new HeldReports(services)
  for (let count = 0; count < 10_000; count++) held.services.report(new Error(`failure ${count}`), 'a timer')
  expect(reports).toEqual([])
  held.release()
  expect(reports).toHaveLength(20)
  expect(reports[0]).toContain('failure 0')
  held.services.report(new Error('afterwards'), 'a timer')
  expect(reports[20]).toContain('afterwards')
})
