/** What users type, on the wire: in which order it is sent, and which answers are shown. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestBrowser, type Fixture, type TestBrowser } from './fixture.ts'

let testBrowser: TestBrowser
beforeAll(async () => {
  testBrowser = await openTestBrowser()
})
afterAll(() => testBrowser[Symbol.asyncDispose]())

/** A page of one template, with these parts and their values. */
async function open(html: string, parts: Record<string, unknown>): Promise<Fixture> {
  const fixture = await testBrowser.open('<main data-live-root="0"></main>', { join: false })
  const template = ['h', html, Object.keys(parts).map((part) => part.trim())]
  await fixture.join([[0, 'values', [7, ...Object.values(parts)]]], { 7: template })
  await fixture.page.waitForFunction(() =>
    performance.getEntriesByType('resource').some(({ name }) => name.endsWith('/edits.js')),
  )
  await fixture.quiet()
  return fixture
}

/** The type of the next event and the value that it tells. */
async function next(fixture: Fixture): Promise<unknown> {
  const [, type, , payload] = await fixture.heard()
  return [type, (payload as { value?: string } | undefined)?.value]
}

const value = (fixture: Fixture) => fixture.page.inputValue('input')

describe('of a control', () => {
  test('one input event is under way, and the newest waits until it is over', async () => {
    await using fixture = await open('<input _=2>', { '.value': '', '@input': 0 })
    await fixture.page.fill('input', 'a')
    expect(await next(fixture)).toEqual(['input', 'a'])
    await fixture.page.fill('input', 'ab')
    await fixture.page.fill('input', 'abc')
    expect(await fixture.quiet()).toEqual([])
    fixture.say(0, 1)
    expect(await next(fixture)).toEqual(['input', 'abc'])
    expect(await fixture.quiet()).toEqual([])
  })

  test('every event is sent at once when its handler wants all of them', async () => {
    await using fixture = await open('<input _>', { '@input': { latest: 0 } })
    await fixture.page.fill('input', 'a')
    await fixture.page.fill('input', 'ab')
    expect([await next(fixture), await next(fixture)]).toEqual([
      ['input', 'a'],
      ['input', 'ab'],
    ])
  })

  test('what waits is sent before a click, and before a change', async () => {
    await using fixture = await open('<input _=2><button _>x</button>', {
      '@input': 0,
      '@change': 0,
      '@click': 0,
    })
    for (const text of ['a', 'ab']) await fixture.page.fill('input', text)
    await fixture.page.click('button')
    expect(await next(fixture)).toEqual(['input', 'a'])
    expect(await next(fixture)).toEqual(['input', 'ab'])
    expect(await next(fixture)).toEqual(['change', 'ab'])
    expect((await fixture.heard())[1]).toBe('click')
  })

  test('what waits is not sent before a key that types, but before Enter', async () => {
    await using fixture = await open('<input _=2>', { '@input': 0, '@keydown': 0 })
    await fixture.page.fill('input', 'a')
    await fixture.page.fill('input', 'ab')
    await fixture.page.press('input', 'ArrowLeft')
    expect(await next(fixture)).toEqual(['input', 'a'])
    expect(await next(fixture)).toEqual(['keydown', 'ab'])
    await fixture.page.press('input', 'Enter')
    expect(await next(fixture)).toEqual(['input', 'ab'])
    expect(await next(fixture)).toEqual(['keydown', 'ab'])
  })

  test('what waits is dropped when its handler goes, and the text stays', async () => {
    await using fixture = await open('<input _=2>', { '.value': '', '@input': 0 })
    await fixture.page.fill('input', 'a')
    await fixture.heard()
    await fixture.page.fill('input', 'ab')
    fixture.say([0, [0, 1, null]], 1)
    expect(await fixture.quiet()).toEqual([])
    expect(await value(fixture)).toBe('ab')
  })
})

describe('a value that the server renders', () => {
  test('is shown when its cause was sent after what was typed, and withheld otherwise', async () => {
    await using fixture = await open('<input _><button _>x</button>', { '.value': '', '@click': 0 })
    await fixture.page.fill('input', 'typed')
    fixture.say([0, [0, 0, 'from elsewhere']])
    await fixture.quiet()
    expect(await value(fixture)).toBe('typed')
    expect(await fixture.page.locator('[data-live-behind]').count()).toBe(1)
    await fixture.page.click('button')
    await fixture.page.fill('input', 'typed on')
    fixture.say([0, [0, 0, 'of the first click']], ['cause', 1])
    await fixture.quiet()
    expect(await value(fixture)).toBe('typed on')
    await fixture.page.click('button')
    fixture.say([0, [0, 0, 'of the second click']], ['cause', 2])
    await fixture.quiet()
    expect(await value(fixture)).toBe('of the second click')
    expect(await fixture.page.locator('[data-live-behind]').count()).toBe(0)
  })

  test('may refer to what an event under way told', async () => {
    await using fixture = await open('<input _=2><input _ id="other">', {
      '.value': '',
      '@input': 0,
      '.value ': '',
    })
    await fixture.page.fill('input', 'long text')
    fixture.say([0, [0, 0, [1], 2, [1]]], ['cause', 1])
    await fixture.quiet()
    expect(await fixture.page.inputValue('#other')).toBe('long text')
    fixture.say([0, [0, 2, [9]]])
    expect((await fixture.heard()).slice(0, 1)).toEqual(['mismatch'])
  })

  test('replaces what its own handler was told, when that is done', async () => {
    await using fixture = await open('<input _=2>', { '.value': 'a', '@input': 0 })
    await fixture.page.fill('input', 'refused')
    fixture.say(0, 1)
    await fixture.quiet()
    expect(await value(fixture)).toBe('a')
    await fixture.page.fill('input', 'failed')
    fixture.say(0, ['failed', 2])
    await fixture.quiet()
    expect(await value(fixture)).toBe('failed')
  })

  test('does not replace what is typed, when the handler of change has the last word', async () => {
    await using fixture = await open('<input _=3>', { '.value': 'a', '@input': 0, '@change': 0 })
    await fixture.page.fill('input', 'typed')
    fixture.say(0, 1)
    await fixture.quiet()
    expect(await value(fixture)).toBe('typed')
    await fixture.page.locator('input').blur()
    fixture.say(0, 2)
    await fixture.quiet()
    expect(await value(fixture)).toBe('a')
  })

  test('does not replace what is typed, when the handler stands around the control', async () => {
    await using fixture = await open('<form _><input _></form>', { '@input': 0, '.value': 'a' })
    await fixture.page.fill('input', 'typed')
    fixture.say(0, 1)
    await fixture.quiet()
    expect(await value(fixture)).toBe('typed')
  })

  test('is not shown by an outcome while everything is to come anew', async () => {
    await using fixture = await open('<input _=2>', { '.value': 'a', '@input': 0 })
    await fixture.page.fill('input', 'typed')
    fixture.say([0, [0, 9, 'no such part']])
    fixture.say(0, 1)
    await fixture.page.waitForSelector('input:not([data-live-pending])')
    expect(await value(fixture)).toBe('typed')
  })

  test('comes back with the reset of a handler, but not over what was typed since', async () => {
    await using fixture = await open('<form _><input _><button>x</button></form>', {
      '@submit': 0,
      '.value': '',
    })
    await fixture.page.fill('input', 'sent')
    await fixture.page.click('button')
    fixture.say(0, ['reset', 1])
    await fixture.quiet()
    expect(await value(fixture)).toBe('')
    await fixture.page.fill('input', 'sent')
    await fixture.page.click('button')
    await fixture.page.fill('input', 'typed since')
    fixture.say(0, ['reset', 2], ['reset', 1, 'input'])
    await fixture.quiet()
    expect(await value(fixture)).toBe('typed since')
  })
})

test('a box is changed before its click is sent', async () => {
  await using fixture = await open('<input type="checkbox" _=2>', { '.checked': 0, '@click': 0 })
  await fixture.page.click('input')
  fixture.say([0, [0, 0, 1]], ['cause', 1])
  fixture.say([0, [0, 0, 0]])
  await fixture.quiet()
  expect(await fixture.page.isChecked('input')).toBe(false)
})

test('a search whose query is slower than its user never loses a letter', async () => {
  await using fixture = await open('<input _=2><p _></p>', { '.value': '', '@input': 0, s: '' })
  let isOver = false
  const server = (async () => {
    for (let event = 1; !isOver; event++) {
      const [, told] = (await next(fixture)) as [string, string]
      await new Promise((resolve) => setTimeout(resolve, 150))
      fixture.say([0, [0, 0, told, 2, told]], event)
      isOver = told === 'overwire'
    }
  })()
  await fixture.page.evaluate(() => {
    const seen: string[] = []
    document.querySelector('input')?.addEventListener('input', ({ target }) => {
      if (target instanceof HTMLInputElement) seen.push(target.value)
    })
    Object.assign(window, { seen })
  })
  await fixture.page.locator('input').pressSequentially('overwire', { delay: 60 })
  await server
  await fixture.quiet()
  expect(await value(fixture)).toBe('overwire')
  const seen = await fixture.page.evaluate(() => (window as unknown as { seen: string[] }).seen)
  expect(seen).toEqual(Array.from('overwire', (_, index) => 'overwire'.slice(0, index + 1)))
})

test('while the module of edits is on its way everything else is shown, and nothing that is typed is lost', async () => {
  await using fixture = await testBrowser.open('<main data-live-root="0"></main>', {
    join: false,
    shared: false,
  })
  let release = (): void => {}
  const isReleased = new Promise<void>((resolve) => (release = resolve))
  await fixture.page.route('**/edits.js', async (route) => {
    await isReleased
    await route.continue()
  })
  await fixture.page.evaluate(() => {
    const main = document.querySelector('main')
    if (main) main.innerHTML = '<input value="a"><p>old</p>'
  })
  const templates = { 7: ['h', '<input _=2><p _></p>', ['.value', '@input', 's']] }
  await fixture.join([[0, 'shape', 7]], templates)
  await fixture.page.waitForSelector('[data-live-status=live]')
  await fixture.page.fill('input', 'typed')
  expect(await next(fixture)).toEqual(['input', 'typed'])
  fixture.say([0, [0, 0, 'b', 2, 'new']])
  await expect.poll(() => fixture.page.innerText('p')).toBe('new')
  expect(await value(fixture)).toBe('typed')
  release()
  await fixture.page.waitForSelector('[data-live-behind]')
  expect(await value(fixture)).toBe('typed')
  // The module follows the event that was sent before it was there.
  fixture.say(0, 1)
  await expect.poll(() => value(fixture)).toBe('b')
  await fixture.page.fill('input', 'typed on')
  expect(await next(fixture)).toEqual(['input', 'typed on'])
  fixture.say([0, [0, 0, 'c']], 2)
  await fixture.quiet()
  expect(await value(fixture)).toBe('c')
})

test('a form is reset by the handler around it, without what was typed after the event, when the module comes late', async () => {
  await using fixture = await testBrowser.open(
    '<main data-live-root="0"><div><form><input id="sent"><input id="later"><button>Send</button></form></div></main>',
    { join: false, modules: 'held' },
  )
  const html = '<div _><form><input id="sent"><input id="later"><button>Send</button></form></div>'
  await fixture.join([[0, 'shape', 7]], { 7: ['h', html, ['@submit']] })
  await fixture.page.waitForSelector('[data-live-status=live]')
  await fixture.page.fill('#sent', 'sent')
  await fixture.page.press('#sent', 'Enter')
  expect((await fixture.heard())[1]).toBe('submit')
  await fixture.page.fill('#later', 'later')
  fixture.say(0, ['reset', 1], 1)
  fixture.release()
  await expect.poll(() => fixture.page.inputValue('#sent')).toBe('')
  expect(await fixture.page.inputValue('#later')).toBe('later')
})

test('what is rendered for a control is shown when its module does not come, and that is reported', async () => {
  await using fixture = await testBrowser.open('<main data-live-root="0"><input value="a"></main>', {
    join: false,
    modules: 'missing',
  })
  await fixture.join([[0, 'shape', 7]], { 7: ['h', '<input _>', ['.value']] })
  fixture.say([0, [0, 0, 'b']])
  expect((await fixture.heard()).slice(0, 2)).toEqual(['problem', 'command-failed'])
  expect(await fixture.page.inputValue('input')).toBe('b')
})

test('what was typed is sent before a link leaves the page, also when nothing handles its click', async () => {
  await using fixture = await testBrowser.open(
    '<main data-live-root="0"><input><a href="#there">There</a></main>',
    { join: false },
  )
  const html = '<input _=2><a href="#there">There</a>'
  await fixture.join([[0, 'shape', 7]], { 7: ['h', html, ['.value', '@input']] })
  await fixture.page.waitForSelector('[data-live-status=live]')
  await fixture.page.waitForFunction(() =>
    performance.getEntriesByType('resource').some(({ name }) => name.endsWith('/edits.js')),
  )
  await fixture.page.fill('input', 'a')
  expect(await next(fixture)).toEqual(['input', 'a'])
  await fixture.page.fill('input', 'ab')
  await fixture.page.click('a')
  expect(await next(fixture)).toEqual(['input', 'ab'])
})
