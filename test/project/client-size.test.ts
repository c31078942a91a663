import { expect, test } from 'vitest'
import { bundleClient } from '../../scripts/client-script.ts'
import { clientTooLarge, pageTooLarge } from '../../scripts/client-size.ts'

test('the client script keeps its budget of bytes, and so does a page with all that it loads', async () => {
  const scripts = await bundleClient()
  expect(clientTooLarge(scripts.client)).toBeNull()
  expect(pageTooLarge(scripts)).toBeNull()
})

test('lazy modules are single files: they import nothing', async () => {
  const { modules } = await bundleClient()
  for (const source of Object.values(modules)) expect(source).not.toMatch(/\bimport\b/)
})
