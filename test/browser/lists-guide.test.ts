/** The examples of the guide to lists, run as they stand there, in a browser. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectEventually } from './expect-eventually.ts'
import { openGuide, type GuideViews } from './guide-views.ts'
import { isSettled } from './wire-tap.ts'

let guide: GuideViews

beforeAll(async () => {
  guide = await openGuide('docs/guides/lists.md')
})
afterAll(() => guide[Symbol.asyncDispose]())

const rows = (list = ''): Promise<(string | undefined)[]> =>
  guide.page.locator(`${list} li`).evaluateAll((all) => all.map((each) => each.dataset['key']))

const said = (): Promise<string | null> => guide.page.locator('[aria-live=assertive]').textContent()

async function press(handle: string, ...keys: readonly string[]): Promise<void> {
  await guide.page.getByRole('button', { name: handle }).focus()
  for (const key of keys) await guide.page.keyboard.press(key)
  await isSettled(guide.page)
}

test('tasks are put in another order by the keyboard and by a mouse', async () => {
  const { page } = guide
  await guide.open('tasks')
  await press('Move Milk', 'Space', 'ArrowDown', 'Space')
  await expectEventually(rows).toEqual(['Bread', 'Milk', 'Tea'])
  const handle = await page.getByRole('button', { name: 'Move Tea' }).boundingBox()
  const first = await page.locator('li').first().boundingBox()
  if (!handle || !first) throw new Error('Rows are seen.')
  await page.mouse.move(handle.x + 2, handle.y + 2)
  await page.mouse.down()
  await page.mouse.move(handle.x + 2, first.y - 2, { steps: 4 })
  await page.mouse.up()
  await isSettled(page)
  await expectEventually(rows).toEqual(['Tea', 'Bread', 'Milk'])
})

test('a player that scores glides to where it stands now', async () => {
  const { page } = guide
  await guide.open('scores')
  await page.evaluate(() => {
    const { animate } = Element.prototype
    Element.prototype.animate = function (...given) {
      document.title = `${this.textContent.trim()} glides`
      return animate.apply(this, given)
    }
  })
  const goal = (name: string): Promise<void> => page.getByRole('button', { name: `Goal for ${name}` }).click()
  await goal('Cleo')
  await expectEventually(() => page.locator('li').first().textContent()).toContain('Cleo 4')
  // What animates them may still be on its way.
  await expectEventually(async () => {
    for (const name of ['Ada', 'Bea', 'Cleo']) await goal(name)
    return page.title()
  }).toContain('glides')
})

test('an errand goes to the list of what is done, and keeps the focus', async () => {
  await guide.open('errands')
  await press('Move Bank', 'Space', 'ArrowRight', 'Space')
  expect(await said()).toBe('Bank is dropped, at 1 of 2.')
  await expectEventually(() => rows('ul[aria-label=done]')).toEqual(['1', '3'])
  await expectEventually(() =>
    guide.page.evaluate(() => document.activeElement?.getAttribute('aria-label')),
  ).toBe('Move Bank')
})

test('screen readers are told in the language of the page', async () => {
  await guide.open('einkauf')
  await press('Milch bewegen', 'Space')
  expect(await said()).toBe('Milch, Platz 1 von 2. Pfeiltasten bewegen.')
  await press('Milch bewegen', 'ArrowDown', 'Space')
  expect(await said()).toBe('Milch liegt auf Platz 2.')
})

test('every example of it was opened', () => {
  expect(guide.unopened()).toEqual([])
})
