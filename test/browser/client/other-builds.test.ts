/** A page whose server has another build of the client is loaded again, unless something of the user would be lost. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { expectEventually } from '../expect-eventually.ts'
import { openTestBrowser, type Fixture, type TestBrowser } from './fixture.ts'
import { openShown } from './shown.ts'

let testBrowser: TestBrowser
beforeAll(async () => {
  testBrowser = await openTestBrowser()
})
afterAll(() => testBrowser[Symbol.asyncDispose]())

/** `isSoon`: the second time that the page is asked for it is of the build that its browser has. */
const open = (content: string, isSoon = false): Promise<Fixture> =>
  openShown(testBrowser, {
    // Time passes as the test says.
    shared: false,
    html: `<b>1</b>${content}`,
    templates: { 1: ['h', `<b _></b>${content}`, ['s']] },
    shape: 1,
    again: (count) => (isSoon && count > 1 ? {} : { script: `src="/other.js" data-live-token="n${count}"` }),
  })

/** The server has another build of the client. */
async function deploy(fixture: Fixture): Promise<void> {
  fixture.cut()
  expect((await fixture.heard())[0]).toBe('rejoin')
  fixture.say('refused', 'version')
}

const FIELDS = `<textarea id="text"></textarea><input name="alone">
  <form id="f"><select name="s"><option>a</option><option>b</option></select>
    <input type="checkbox" name="c" value="1"><input type="checkbox" name="c" value="2">
    <input type="radio" name="r" value="1" checked><input type="radio" name="r" value="2">
    <input type="password" name="p"></form>
  <p id="editable" contenteditable></p>`

it('keeps all that users typed and chose over a reload for another build, but no secrets', async () => {
  await using fixture = await open(FIELDS, true)
  const { page } = fixture
  await page.fill('#text', 'long text')
  await page.fill('[name=alone]', 'alone')
  await page.selectOption('select', 'b')
  await page.check('[value="2"][name=c]')
  await page.check('[value="2"][name=r]')
  await page.fill('[type=password]', 'secret')
  await page.click('#editable')
  await page.keyboard.type('edited')
  const loaded = page.waitForEvent('framenavigated')
  await deploy(fixture)
  await loaded
  const shown = (): Promise<unknown> =>
    page.evaluate(() => [
      ...[...document.querySelectorAll<HTMLInputElement>('textarea,input,select')].map((field) =>
        /checkbox|radio/.test(field.type) ? field.checked : field.value,
      ),
      document.querySelector('#editable')?.innerHTML,
    ])
  await expect
    .poll(shown, { timeout: 10_000 })
    .toEqual(['long text', 'alone', 'b', false, true, false, true, '', 'edited'])
})

for (const [what, content] of [
  ['has no name', '<textarea></textarea>'],
  ['has a name that stands twice', '<textarea name="t"></textarea><textarea name="t"></textarea>'],
] as const)
  it(`loads no page again in which a text is typed that ${what}, and says so until it may`, async () => {
    await using fixture = await open(content)
    const { page } = fixture
    let loads = 0
    page.on('framenavigated', () => loads++)
    await page.clock.install()
    await page.fill('textarea >> nth=0', 'typed')
    await deploy(fixture)
    await page.waitForSelector('html[data-live-status=refused][data-live-code=version]')
    expect([loads, await page.inputValue('textarea >> nth=0')]).toEqual([0, 'typed'])
    await page.fill('textarea >> nth=0', '')
    await expectEventually(async () => {
      // The page that asks may be gone by then.
      await page.clock.runFor(5_000).catch(() => {})
      return loads
    }).toBe(1)
  })
