/** The example of the guide to portals, run as it stands there, in a browser. */
import { visit } from 'overwire/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectEventually } from './expect-eventually.ts'
import { openGuide, type GuideViews } from './guide-views.ts'
import { innerTexts } from './inner-texts.ts'

let guide: GuideViews

beforeAll(async () => {
  guide = await openGuide('docs/guides/portals.md')
})
afterAll(() => guide[Symbol.asyncDispose]())

test('a file is renamed in a dialog that stands elsewhere, whose clicks the list hears', async () => {
  const { page } = guide
  await guide.open('rename')
  await page.getByRole('button', { name: 'Rename' }).first().click()
  await page.locator('#modals').getByLabel('Name', { exact: true }).fill('note')
  await page.locator('#modals').getByRole('button', { name: 'Save' }).click()
  await expectEventually(() => innerTexts(page, 'li')).toEqual(['note Rename', 'photo Rename'])
  expect(await page.locator('#modals').innerText()).toBe('')
  // One for the button in the list, and one for that in the dialog: a click in a field is one, too.
  await expectEventually(() => page.locator('p').innerText()).toMatch(/[2-3] clicks/)
})

test('the testing kit finds what stands elsewhere, and uses it as any other', async () => {
  await using user = await visit(guide.app, '/rename')
  await user.click('li:first-of-type button')
  await user.type('Name', 'note', { replace: true })
  await user.click('Save')
  expect(user.text('li')).toContain('note')
  expect(user.text('#modals')).toBe('')
})

test('every example of it was opened', () => {
  expect(guide.unopened()).toEqual([])
})
