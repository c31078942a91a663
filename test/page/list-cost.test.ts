import { html, LiveView, repeat } from 'overwire'
import { afterEach, expect, test, vi } from 'vitest'
import { Page } from '../../src/page/page.ts'
import type { ChildDifference } from '../../src/protocol/differences.ts'
import { BrowserEncoder } from '../../src/template/output/browser-encoder.ts'
import { diffChild } from '../../src/template/output/diff.ts'
import { CONTEXT, FOLLOWER, pageServices, visitOf } from './page-services.ts'

const COUNT = 1_000

class View extends LiveView {
  items = Array.from({ length: COUNT }, (_, id) => id)
  render() {
    return html`<ul>
      ${repeat(
        this.items,
        (id) => id,
        (id) => html`<li>${id}</li>`,
      )}
    </ul>`
  }
}

afterEach(() => void vi.restoreAllMocks())

/** What a change of the items sends, and how many entries the render puts into maps and sets on its way. */
async function changed(
  change: (items: number[]) => number[],
): Promise<{ difference: ChildDifference | undefined; entries: number }> {
  const { services } = pageServices()
  const page = new Page(services, CONTEXT)
  await page.mountVisit(visitOf(View))
  page.follow(FOLLOWER)
  const view = page.instances[0]?.component as View
  const encoder = new BrowserEncoder(services.templates)
  view.items = change(view.items)
  view.update()
  const entries = [vi.spyOn(Map.prototype, 'set'), vi.spyOn(Set.prototype, 'add')]
  let difference: ChildDifference | undefined
  page.render((_, before, after) => (difference = diffChild(before, after, encoder)))
  return { difference, entries: entries.reduce((sum, { mock }) => sum + mock.calls.length, 0) }
}

test('a swap of two rows looks up those two', async () => {
  const { difference, entries } = await changed((items) => items.with(1, COUNT - 2).with(-2, 1))
  expect(difference).toMatchObject([0, 0, { o: [expect.anything(), expect.anything()] }])
  expect(entries).toBeLessThan(10)
})

test('the removal of rows here and there looks up none', async () => {
  const { difference, entries } = await changed((items) => items.filter((id) => id % 100 !== 4))
  expect(difference).toMatchObject([0, 0, { x: expect.arrayContaining([4, 104, 904]) as unknown }])
  expect(entries).toBeLessThan(10)
})

test('a row that is dragged from one end to the other is the only one looked up', async () => {
  const { difference, entries } = await changed((items) => [...items.slice(1, -1), 0, COUNT - 1])
  expect(difference).toEqual([0, 0, { o: [[COUNT - 1, 0]] }])
  expect(entries).toBeLessThan(10)
})

test('rows that come at both ends are looked up alone', async () => {
  const { difference, entries } = await changed((items) => [-1, ...items, COUNT])
  expect(difference).toMatchObject([0, 0, { o: [expect.anything(), expect.anything()] }])
  expect(entries).toBeLessThan(20)
})

test('of a long list of which few rows are left those few are looked up', async () => {
  const { difference, entries } = await changed((items) => items.filter((id) => id % 100 > 97))
  expect(difference).toMatchObject([0, 0, { x: expect.anything() as unknown }])
  expect(entries).toBeLessThan(100)
})
