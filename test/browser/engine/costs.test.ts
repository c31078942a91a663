/** What large pages cost, in operations: it grows with what there is, and not with its square. */
import { expect, test } from 'vitest'
import { unsafeHTML } from '../../../src/template/directives.ts'
import { html } from '../../../src/template/html.ts'
import { engineForFile, LivePage } from './open-engine.ts'

const browser = await engineForFile()

test('options whose choice is bound are each looked at a few times when their select is bound', async () => {
  const options = Array.from({ length: 500 }, (_, index) => index)
  const view = (chosen: number) =>
    html`<select>${options.map((each) => html`<option value=${each} .selected=${each === chosen}>${each}</option>`)}</select>` // prettier-ignore
  await using live = await LivePage.show(browser, view(3))
  const counts = await live.page.evaluate((joined) => {
    const counted = { reads: 0, copies: 0 }
    const { cloneNode } = Node.prototype
    Node.prototype.cloneNode = function (deep): Node {
      counted.copies++
      return cloneNode.call(this, deep)
    }
    const selected = Object.getOwnPropertyDescriptor(HTMLOptionElement.prototype, 'selected') ?? {}
    Object.defineProperty(HTMLOptionElement.prototype, 'selected', {
      ...selected,
      get(): unknown {
        counted.reads++
        return selected.get?.call(this) as unknown
      },
    })
    engine.hydrate(joined)
    return counted
  }, JSON.stringify(live.rendering.shape()))
  expect(counts.copies).toBeLessThanOrEqual(1)
  expect(counts.reads).toBeLessThanOrEqual(4 * options.length)
})

test('rows that come to show another template are each replaced without a look at the others', async () => {
  const rows = Array.from({ length: 5_000 }, (_, index) => index)
  const view = (isOther: boolean) =>
    html`<ul>${rows.map((row) => (isOther ? html`<li><b>${row}</b></li>` : html`<li>${row}</li>`))}</ul>`
  await using live = await LivePage.open(browser, view(false))
  const changed = JSON.stringify(live.rendering.change(view(true)))
  const copied = await live.page.evaluate((change) => {
    let members = 0
    // Called with the array that it copies.
    const { slice } = Array.prototype
    // oxlint-disable-next-line no-extend-native -- the page is this test's own, and is thrown away
    Array.prototype.slice = function (this: unknown[], ...args): unknown[] {
      const copy = slice.apply(this, args)
      members += copy.length
      return copy
    }
    engine.apply(change)
    return members
  }, changed)
  expect(await live.page.locator('li b').count()).toBe(rows.length)
  expect(copied).toBeLessThanOrEqual(10 * rows.length)
})

test('raw markup may have more nodes than a call can have arguments', async () => {
  const view = (count: number) => html`<div>${unsafeHTML('<i></i>'.repeat(count))}</div>`
  await using live = await LivePage.open(browser, view(1))
  await live.change(view(150_000))
  expect(await live.page.evaluate(() => engine.find('div > div').childElementCount)).toBe(150_000)
})
