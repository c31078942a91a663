/** Options of actions, as attributes of the elements that name them. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestBrowser, type Fixture, type TestBrowser } from './fixture.ts'

let testBrowser: TestBrowser
beforeAll(async () => {
  testBrowser = await openTestBrowser()
})
afterAll(() => testBrowser[Symbol.asyncDispose]())

/** A page on which events with options have been handled, so that the module for them is there. */
async function open(body: string): Promise<Fixture> {
  const fixture = await testBrowser.open(
    `${body}<i live-mousedown="none" live-self live-confirm="x"><b></b></i>`,
  )
  await fixture.page.evaluate(() => {
    document.querySelector('i > b')?.dispatchEvent(new Event('mousedown', { bubbles: true }))
  })
  await fixture.page.waitForFunction(() =>
    ['options', 'edits'].every((module) =>
      performance.getEntriesByType('resource').some(({ name }) => name.endsWith(`/${module}.js`)),
    ),
  )
  await fixture.quiet()
  return fixture
}

/** The actions that were asked for, with the keys that they tell. */
async function asked(fixture: Fixture): Promise<string[]> {
  const frames = await fixture.quiet()
  return frames.map(([, , action, payload]) => {
    const { key, modifiers } = (payload ?? {}) as { key?: string; modifiers?: string }
    return [String(action), key, modifiers].filter((each) => each !== undefined).join(' ')
  })
}

describe('a keyboard map', () => {
  const MAP = `{"ctrl+p":"print","ctrl+shift+p":"commands","esc":"close","o":"open"}`

  test('on all of the page asks for the action of exactly these keys, prevents them, and tells them', async () => {
    await using fixture = await open('<input>')
    const { page } = fixture
    await page.evaluate((map) => document.body.setAttribute('live-keydown', map), MAP)
    await page.evaluate(() => {
      addEventListener('keydown', ({ defaultPrevented }) => (document.title += defaultPrevented ? '!' : '.'))
      document.title = ''
    })
    for (const key of ['Control+p', 'Control+Shift+p', 'p', 'Escape']) await page.keyboard.press(key)
    expect(await asked(fixture)).toEqual(['print p c', 'commands p cs', 'close Escape'])
    // Those of the modifiers are not meant.
    expect(await page.title()).toBe('.!..!.!')
  })

  test('leaves what is typed in fields, and what an input method makes of keys', async () => {
    await using fixture = await open(`<div live-keydown='${MAP}'><input></div>`)
    const { page } = fixture
    await page.focus('input')
    await page.keyboard.type('wow')
    expect(await page.inputValue('input')).toBe('wow')
    await page.evaluate(() =>
      document
        .querySelector('div')
        ?.dispatchEvent(new KeyboardEvent('keydown', { key: 'o', isComposing: true, bubbles: true })),
    )
    expect(await asked(fixture)).toEqual([])
  })

  test('within another one decides alone', async () => {
    await using fixture = await open(
      `<div live-keydown='${MAP}'><div tabindex="0" live-keydown='{"esc":"inner"}'>x</div></div>`,
    )
    await fixture.page.focus('[tabindex]')
    for (const key of ['Escape', 'o']) await fixture.page.keyboard.press(key)
    expect(await asked(fixture)).toEqual(['inner Escape', 'open o'])
  })

  test('with keys that cannot be pressed is reported, once, and its other keys work', async () => {
    await using fixture = await open(`<p tabindex="0" live-keydown='{"crtl+k":"a","o":"open"}'>x</p>`)
    await fixture.page.focus('p')
    for (const key of ['o', 'o']) await fixture.page.keyboard.press(key)
    const heard = await fixture.quiet()
    expect(heard.map(([, word, detail]) => [word, detail])).toEqual([
      ['command-failed', 'keys: crtl+k: unknown-modifier'],
      ['keydown', 'open'],
      ['keydown', 'open'],
    ])
  })
})

test('keys may be listed for one action', async () => {
  await using fixture = await open('<input live-keydown="find" live-keys="ctrl+k, / enter">')
  await fixture.page.focus('input')
  for (const key of ['k', 'Control+k', '/', 'Enter']) await fixture.page.keyboard.press(key)
  expect(await asked(fixture)).toEqual(['find k c', 'find /', 'find Enter'])
  expect(await fixture.page.inputValue('input')).toBe('k/')
})

test('a debounced action is sent before another one, with what the field shows then', async () => {
  await using fixture = await open(
    '<input live-input="search" data-live-debounce="60000"><button live-click="save">x</button>',
  )
  for (const text of ['a', 'ab']) await fixture.page.fill('input', text)
  expect(await fixture.quiet()).toEqual([])
  await fixture.page.evaluate(() => document.querySelector('button')?.click())
  const [search, save] = await fixture.quiet()
  expect(search?.slice(2)).toEqual(['search', { value: 'ab' }])
  expect(save?.[2]).toBe('save')
})

test('prevent, stop, once and self are attributes, also where no action is named', async () => {
  await using fixture = await open(`
    <div live-click="outer"><button id="stop" live-click="stopped" live-stop>a</button></div>
    <button id="once" live-click="first" live-once>b</button>
    <p live-click="own" live-self><b id="in">c</b></p>
    <div id="zone" live-dragover="" live-prevent>d</div><input type="checkbox" live-click="" live-prevent>`)
  const { page } = fixture
  for (const id of ['stop', 'once', 'once', 'in']) await page.click(`#${id}`)
  expect(await asked(fixture)).toEqual(['stopped', 'first'])
  await page.click('[type=checkbox]')
  expect(await page.isChecked('[type=checkbox]')).toBe(false)
  const isDropped = await page.evaluate(() =>
    document
      .querySelector('#zone')
      ?.dispatchEvent(new DragEvent('dragover', { bubbles: true, cancelable: true })),
  )
  expect(isDropped).toBe(false)
  expect(await fixture.quiet()).toEqual([])
})

test('a question stands before an action of a button, behind what the browser finds wrong with its form', async () => {
  await using fixture = await open(
    '<form><input name="a" required><button live-click="delete" live-confirm="Sure?">Delete</button></form>',
  )
  const { page } = fixture
  const questions: string[] = []
  page.on('dialog', (dialog) => {
    questions.push(dialog.message())
    void (questions.length > 1 ? dialog.accept() : dialog.dismiss())
  })
  await page.click('text=Delete')
  expect(questions).toEqual([])
  await page.fill('input', 'x')
  await page.click('text=Delete')
  expect(await fixture.quiet()).toEqual([])
  await page.click('text=Delete')
  expect(await asked(fixture)).toEqual(['delete'])
  expect(questions).toEqual(['Sure?', 'Sure?'])
  expect(fixture.requests).toEqual(['GET /options.js'])
})

test('an action with options is handled when their module comes late', async () => {
  await using fixture = await testBrowser.open(
    '<button live-click="delete" live-confirm="Sure?">Delete</button>',
    { modules: 'held', which: /options/ },
  )
  const { page } = fixture
  page.on('dialog', (dialog) => void dialog.accept())
  await page.click('text=Delete')
  expect(await fixture.quiet()).toEqual([])
  fixture.release()
  expect((await fixture.heard())[2]).toBe('delete')
})
