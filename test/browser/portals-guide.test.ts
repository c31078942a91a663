/** The example of the guide to portals, run as it stands there, in a browser. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createApp, type App, type ViewClass } from 'overwire'
import { visit } from 'overwire/testing'
import { serve, type Served } from 'overwire/node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { root } from '../../scripts/root.ts'
import { createLog } from '../server/log.ts'
import { filesOf } from '../project/markdown.ts'
import { openBrowser, type TestBrowser } from './chromium.ts'
import { expectEventually } from './expect-eventually.ts'
import { isLive } from './wire-tap.ts'

const folder = join(root, '.cache/portals-guide')
const { 'rename.ts': example = '' } = filesOf('docs/guides/portals.md')

let testBrowser: TestBrowser
let served: Served
let app: App

beforeAll(async () => {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, 'rename.ts')
  writeFileSync(file, example)
  // It exports one view.
  const module = (await import(pathToFileURL(file).href)) as { readonly Files: ViewClass }
  app = createApp({ logger: createLog() }).live('/', module.Files)
  served = await serve(app, { port: 0 })
  testBrowser = await openBrowser()
})
afterAll(async () => {
  await testBrowser[Symbol.asyncDispose]()
  await served.close()
  rmSync(folder, { recursive: true })
})

test('a file is renamed in a dialog that stands elsewhere, whose clicks the list hears', async () => {
  await using taken = await testBrowser.pages.shared()
  const { page } = taken
  await page.goto(`http://localhost:${served.port}/`)
  await isLive(page)
  await page.getByRole('button', { name: 'Rename' }).first().click()
  await page.locator('#modals').getByLabel('Name', { exact: true }).fill('note')
  await page.locator('#modals').getByRole('button', { name: 'Save' }).click()
  await expectEventually(() => page.locator('li').allInnerTexts()).toEqual(['note Rename', 'photo Rename'])
  expect(await page.locator('#modals').innerText()).toBe('')
  // One for the button in the list, and one for that in the dialog: a click in a field is one, too.
  await expectEventually(() => page.locator('p').innerText()).toMatch(/[2-3] clicks/)
})

test('the testing kit finds what stands elsewhere, and uses it as any other', async () => {
  await using user = await visit(app, '/')
  await user.click('li:first-of-type button')
  await user.type('Name', 'note', { replace: true })
  await user.click('Save')
  expect(user.text('li')).toContain('note')
  expect(user.text('#modals')).toBe('')
})
