/** What is pasted and dropped before the module is there that reads it: it is told without it, and never with a guess. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestBrowser, type Fixture, type TestBrowser } from './fixture.ts'
import { modulesStart } from './loaded-modules.ts'

let testBrowser: TestBrowser
beforeAll(async () => {
  testBrowser = await openTestBrowser()
})
afterAll(() => testBrowser[Symbol.asyncDispose]())

const HTML = '<div data-live-prevent-drop _=2>x</div><p _></p>'
const TEMPLATES = { 7: ['h', HTML, ['@paste', '@drop', '#Observers']] }
const BINDINGS = [{ x: {} }, { prevent: 1, x: {} }, [['window', 'paste'], { x: {} }]]
const SHAPE = [7, ...BINDINGS.flatMap((v, part) => [part, { v }])]

async function open(which: RegExp): Promise<Fixture> {
  return testBrowser.open(`<main data-live-root="0">${HTML.replaceAll(/ _(=2)?/g, '')}</main>`, {
    join: false,
    modules: 'held',
    which,
  })
}

/** Pastes and drops a text. Returns whether the browser was kept from dropping it. */
function transfer({ page }: Fixture): Promise<boolean> {
  return page.evaluate(() => {
    const place = document.querySelector('main div')
    const data = new DataTransfer()
    data.setData('text/plain', 'text')
    place?.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, clipboardData: data }))
    const drop = new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: data })
    return place?.dispatchEvent(drop) === false
  })
}

async function told(fixture: Fixture): Promise<unknown[]> {
  return (await fixture.quiet()).map(([, type, path, payload]) => [type, path, payload ?? {}])
}

test('what is dropped before the page is live is told as what nobody has read', async () => {
  await using fixture = await open(/options/)
  expect(await transfer(fixture)).toBe(true)
  await fixture.join([[0, 'shape', SHAPE]], TEMPLATES)
  await modulesStart(fixture.page, ['observers', 'edits'])
  const before = await told(fixture)
  fixture.release()
  const heard = [...before]
  await expect.poll(async () => heard.push(...(await told(fixture)))).toBe(3)
  expect(heard).toEqual([
    ['paste', [0, 0], {}],
    ['drop', [0, 1], {}],
    ['paste', [0, 2], {}],
  ])
})

test('what is pasted while its module is on its way is not told as an empty text', async () => {
  await using fixture = await open(/options/)
  await fixture.join([[0, 'shape', SHAPE]], TEMPLATES)
  await modulesStart(fixture.page, ['observers', 'edits'])
  await fixture.quiet()
  await transfer(fixture)
  fixture.release()
  const heard: unknown[] = []
  await expect.poll(async () => heard.push(...(await told(fixture)))).toBe(3)
  expect(heard).toEqual([
    ['paste', [0, 0], {}],
    ['drop', [0, 1], {}],
    ['paste', [0, 2], {}],
  ])
})

test('what the window hears of a paste is told whole, also while another event of it is under way', async () => {
  await using fixture = await open(/^$/)
  await fixture.join([[0, 'shape', SHAPE]], TEMPLATES)
  await modulesStart(fixture.page, ['observers', 'edits', 'options'])
  await fixture.quiet()
  const paste = { transfer: ['text', ''] }
  for (let again = 0; again < 2; again++) {
    await transfer(fixture)
    expect(await told(fixture)).toEqual([
      ['paste', [0, 0], paste],
      ['paste', [0, 2], paste],
      ['drop', [0, 1], paste],
    ])
  }
})

test('a paste that a script has made without anything is told as nothing', async () => {
  await using fixture = await open(/^$/)
  await fixture.join([[0, 'shape', SHAPE]], TEMPLATES)
  await modulesStart(fixture.page, ['observers', 'edits', 'options'])
  await fixture.quiet()
  await fixture.page.evaluate(() =>
    document.querySelector('main div')?.dispatchEvent(new Event('drop', { bubbles: true })),
  )
  expect(await told(fixture)).toEqual([['drop', [0, 1], { transfer: ['', ''] }]])
})
