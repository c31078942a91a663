/** What users do before those that listen to the window and the document are there: they hear it late, and once. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestBrowser, type Fixture, type TestBrowser } from './fixture.ts'
import { modulesStart } from './loaded-modules.ts'

let testBrowser: TestBrowser
beforeAll(async () => {
  testBrowser = await openTestBrowser()
})
afterAll(() => testBrowser[Symbol.asyncDispose]())

const HTML = '<p _></p><div _><input></div><section _></section>'
const TEMPLATES = {
  1: ['listening', HTML, ['#Observers', '@keydown', 's']],
  2: ['added', '<b _></b>', ['#Observers']],
  3: ['quiet', HTML, ['=title', '=title', 's']],
  4: ['asking', '<b _></b>', ['@ping']],
}
const BODY = '<main data-live-root="0"><p></p><div><input></div><section></section></main>'

/** A page before its join, some of whose modules come when they are released. */
function open(which: RegExp = /^$/): Promise<Fixture> {
  return testBrowser.open(BODY, { join: false, modules: 'held', which })
}

interface Bound {
  readonly target?: 'window' | 'document'
  readonly options?: object
  /** Of the handler of an element around the input. */
  readonly around?: object
}

/** The page becomes live. */
function join(fixture: Fixture, { target = 'window', options, around = { keys: ['F9'] } }: Bound = {}) {
  const directive = { v: [[target, 'keydown'], options ?? 0] }
  return fixture.join([[0, 'shape', [1, 0, directive, 1, { v: around }]]], TEMPLATES)
}

/** Another element comes that listens to the window. */
function add(fixture: Fixture): void {
  fixture.say([0, [0, 2, [2, [['window', 'keydown'], 0]]]])
}

/** The keys that are told, each with the part in the first instance whose handler hears it. */
async function told(fixture: Fixture): Promise<unknown[][]> {
  await modulesStart(fixture.page, ['observers', 'edits'])
  return keysOf(await fixture.quiet())
}

function keysOf(heard: readonly unknown[][]): unknown[][] {
  return heard.map(([, , path, payload]) => [(path as number[])[1], (payload as { key: string }).key])
}

const LISTENER = 0
const AROUND = 1
const ADDED = 2

test.each(['window', 'document'] as const)('keys before the join are told once to the %s', async (target) => {
  await using fixture = await open()
  const { page } = fixture
  await page.keyboard.press('a')
  await page.focus('input')
  await page.keyboard.press('b')
  await join(fixture, { target })
  expect(await told(fixture)).toEqual([
    [LISTENER, 'a'],
    [LISTENER, 'b'],
  ])
  await page.keyboard.press('c')
  expect(await told(fixture)).toEqual([[LISTENER, 'c']])
})

test('keys are told once though the module that listens to the window comes late', async () => {
  await using fixture = await open(/observers/)
  const { page } = fixture
  await page.keyboard.press('a')
  await join(fixture)
  await fixture.quiet()
  await page.keyboard.press('b')
  fixture.release()
  expect(await told(fixture)).toEqual([
    [LISTENER, 'a'],
    [LISTENER, 'b'],
  ])
  await page.keyboard.press('c')
  expect(await told(fixture)).toEqual([[LISTENER, 'c']])
})

test.each([
  ['there', undefined],
  ['held', /observers/],
])('a key is not told to what comes after it, with the module %s', async (_, which) => {
  await using fixture = await open(which)
  const { page } = fixture
  await page.keyboard.press('a')
  await join(fixture)
  await page.keyboard.press('b')
  if (!which) await modulesStart(page, ['observers', 'edits'])
  const before = keysOf(await fixture.quiet())
  add(fixture)
  before.push(...keysOf(await fixture.quiet()))
  await page.keyboard.press('c')
  fixture.release()
  expect([...before, ...(await told(fixture))]).toEqual([
    [LISTENER, 'a'],
    [LISTENER, 'b'],
    [LISTENER, 'c'],
    [ADDED, 'c'],
  ])
})

test('a key is told to what came just before it, though it is the first that needs the module', async () => {
  await using fixture = await open(/observers/)
  const { page } = fixture
  await fixture.join([[0, 'shape', 3]], TEMPLATES)
  add(fixture)
  await fixture.quiet()
  await page.keyboard.press('a')
  fixture.release()
  expect(await told(fixture)).toEqual([[ADDED, 'a']])
})

test.each([
  ['there', undefined],
  ['held', /observers|options/],
])('of early keys a shortcut hears its own alone, with its modules %s', async (_, which) => {
  await using fixture = await open(which)
  const { page } = fixture
  await page.keyboard.press('a')
  await page.keyboard.press('Control+b')
  await page.focus('input')
  await page.keyboard.press('b')
  await join(fixture, { options: { x: { shortcuts: [['c', 'b']] } } })
  await fixture.quiet()
  await page.keyboard.press('Control+b')
  fixture.release()
  await modulesStart(page, ['options'])
  expect(await told(fixture)).toEqual([
    [LISTENER, 'b'],
    [LISTENER, 'b'],
  ])
})

test('an early key that an element has for itself is kept from the window', async () => {
  await using fixture = await open()
  const { page } = fixture
  await page.focus('input')
  await page.keyboard.press('a')
  await page.keyboard.press('b')
  await join(fixture, { around: { stop: 1, keys: ['a'] } })
  expect(await told(fixture)).toEqual([
    [AROUND, 'a'],
    [LISTENER, 'b'],
  ])
})

test.each([
  ['before the join', /options/, true],
  ['after the join', /options/, false],
  ['with the window', /options|observers/, false],
])('a key that an element lets pass is told once to the window, pressed %s', async (_, which, isEarly) => {
  await using fixture = await open(which)
  const { page } = fixture
  const press = async (): Promise<void> => {
    await page.focus('input')
    await page.keyboard.press('a')
    await page.keyboard.press('Control+b')
  }
  if (isEarly) await press()
  await join(fixture, { around: { stop: 1, x: { shortcuts: [['c', 'b']] } } })
  await fixture.quiet()
  if (!which.test('observers')) await modulesStart(page, ['observers'])
  if (!isEarly) await press()
  expect(await fixture.quiet()).toEqual([])
  fixture.release()
  await modulesStart(page, ['options'])
  const keys = await told(fixture)
  // Whether it hears Control too, before the letter, is nothing that matters here.
  expect(keys.filter(([, key]) => key !== 'Control')).toEqual([
    [LISTENER, 'a'],
    [AROUND, 'b'],
  ])
})

test('an event that the document has heard is not told to it again when an element lets it pass', async () => {
  await using fixture = await open(/options/)
  const { page } = fixture
  page.on('dialog', (dialog) => void dialog.accept())
  const directive = { v: [['document', 'ping'], 0] }
  await fixture.join([[0, 'shape', [1, 0, directive, 1, { v: 0 }]]], TEMPLATES)
  await modulesStart(page, ['observers', 'edits'])
  // The listener of the document is there before that of the element.
  fixture.say([0, [0, 2, [4, { x: { confirm: 'Sure?' } }]]])
  await fixture.quiet()
  await page.evaluate(() => document.querySelector('b')?.dispatchEvent(new Event('ping', { bubbles: true })))
  const paths = async (): Promise<unknown[]> => (await fixture.quiet()).map(([, , path]) => path)
  expect(await paths()).toEqual([[0, LISTENER]])
  fixture.release()
  await modulesStart(page, ['options'])
  expect(await paths()).toEqual([[0, ADDED, 0]])
})

test('what was meant for a page that another process made is told to no window', async () => {
  await using fixture = await open()
  await fixture.page.keyboard.press('a')
  const values = [1, [['window', 'keydown'], 0], 0, null]
  await fixture.join([[0, 'values', values]], TEMPLATES)
  expect(await told(fixture)).toEqual([])
  await fixture.page.keyboard.press('b')
  expect(await told(fixture)).toEqual([[LISTENER, 'b']])
})
