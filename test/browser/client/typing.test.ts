/** What users type, on the wire: in which order it is sent, and which answers are shown. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTheatre, type Stage, type Theatre } from './stage.ts'

let theatre: Theatre
beforeAll(async () => {
  theatre = await openTheatre()
})
afterAll(() => theatre[Symbol.asyncDispose]())

/** A page of one template, with these parts and their values. */
async function open(html: string, parts: Record<string, unknown>): Promise<Stage> {
  const stage = await theatre.open('<main data-live-root="0"></main>', { join: false })
  const template = ['h', html, Object.keys(parts).map((part) => part.trim())]
  await stage.join([[0, 'values', [7, ...Object.values(parts)]]], { 7: template })
  await stage.page.waitForFunction(() =>
    performance.getEntriesByType('resource').some(({ name }) => name.endsWith('/edits.js')),
  )
  await stage.quiet()
  return stage
}

/** The type of the next event and the value that it tells. */
async function next(stage: Stage): Promise<unknown> {
  const [, type, , payload] = await stage.heard()
  return [type, (payload as { value?: string } | undefined)?.value]
}

const value = (stage: Stage) => stage.page.inputValue('input')

describe('of a control', () => {
  test('one input event is under way, and the newest waits until it is over', async () => {
    await using stage = await open('<input _=2>', { '.value': '', '@input': 0 })
    await stage.page.fill('input', 'a')
    expect(await next(stage)).toEqual(['input', 'a'])
    await stage.page.fill('input', 'ab')
    await stage.page.fill('input', 'abc')
    expect(await stage.quiet()).toEqual([])
    stage.say(0, 1)
    expect(await next(stage)).toEqual(['input', 'abc'])
    expect(await stage.quiet()).toEqual([])
  })

  test('every event is sent at once when its handler wants all of them', async () => {
    await using stage = await open('<input _>', { '@input': { latest: 0 } })
    await stage.page.fill('input', 'a')
    await stage.page.fill('input', 'ab')
    expect([await next(stage), await next(stage)]).toEqual([
      ['input', 'a'],
      ['input', 'ab'],
    ])
  })

  test('what waits is sent before a click, and before a change', async () => {
    await using stage = await open('<input _=2><button _>x</button>', {
      '@input': 0,
      '@change': 0,
      '@click': 0,
    })
    for (const text of ['a', 'ab']) await stage.page.fill('input', text)
    await stage.page.click('button')
    expect(await next(stage)).toEqual(['input', 'a'])
    expect(await next(stage)).toEqual(['input', 'ab'])
    expect(await next(stage)).toEqual(['change', 'ab'])
    expect((await stage.heard())[1]).toBe('click')
  })

  test('what waits is not sent before a key that types, but before Enter', async () => {
    await using stage = await open('<input _=2>', { '@input': 0, '@keydown': 0 })
    await stage.page.fill('input', 'a')
    await stage.page.fill('input', 'ab')
    await stage.page.press('input', 'ArrowLeft')
    expect(await next(stage)).toEqual(['input', 'a'])
    expect(await next(stage)).toEqual(['keydown', 'ab'])
    await stage.page.press('input', 'Enter')
    expect(await next(stage)).toEqual(['input', 'ab'])
    expect(await next(stage)).toEqual(['keydown', 'ab'])
  })

  test('what waits is dropped when its handler goes, and the text stays', async () => {
    await using stage = await open('<input _=2>', { '.value': '', '@input': 0 })
    await stage.page.fill('input', 'a')
    await stage.heard()
    await stage.page.fill('input', 'ab')
    stage.say([0, [0, 1, null]], 1)
    expect(await stage.quiet()).toEqual([])
    expect(await value(stage)).toBe('ab')
  })
})

describe('a value that the server renders', () => {
  test('is shown when its cause was sent after what was typed, and withheld otherwise', async () => {
    await using stage = await open('<input _><button _>x</button>', { '.value': '', '@click': 0 })
    await stage.page.fill('input', 'typed')
    stage.say([0, [0, 0, 'from elsewhere']])
    await stage.quiet()
    expect(await value(stage)).toBe('typed')
    expect(await stage.page.locator('[data-live-behind]').count()).toBe(1)
    await stage.page.click('button')
    await stage.page.fill('input', 'typed on')
    stage.say([0, [0, 0, 'of the first click']], ['cause', 1])
    await stage.quiet()
    expect(await value(stage)).toBe('typed on')
    await stage.page.click('button')
    stage.say([0, [0, 0, 'of the second click']], ['cause', 2])
    await stage.quiet()
    expect(await value(stage)).toBe('of the second click')
    expect(await stage.page.locator('[data-live-behind]').count()).toBe(0)
  })

  test('may refer to what an event under way told', async () => {
    await using stage = await open('<input _=2><input _ id="other">', {
      '.value': '',
      '@input': 0,
      '.value ': '',
    })
    await stage.page.fill('input', 'long text')
    stage.say([0, [0, 0, [1], 2, [1]]], ['cause', 1])
    await stage.quiet()
    expect(await stage.page.inputValue('#other')).toBe('long text')
    stage.say([0, [0, 2, [9]]])
    expect((await stage.heard()).slice(0, 1)).toEqual(['mismatch'])
  })

  test('replaces what its own handler was told, when that is done', async () => {
    await using stage = await open('<input _=2>', { '.value': 'a', '@input': 0 })
    await stage.page.fill('input', 'refused')
    stage.say(0, 1)
    await stage.quiet()
    expect(await value(stage)).toBe('a')
    await stage.page.fill('input', 'failed')
    stage.say(0, ['failed', 2])
    await stage.quiet()
    expect(await value(stage)).toBe('failed')
  })

  test('does not replace what is typed, when the handler of change has the last word', async () => {
    await using stage = await open('<input _=3>', { '.value': 'a', '@input': 0, '@change': 0 })
    await stage.page.fill('input', 'typed')
    stage.say(0, 1)
    await stage.quiet()
    expect(await value(stage)).toBe('typed')
    await stage.page.locator('input').blur()
    stage.say(0, 2)
    await stage.quiet()
    expect(await value(stage)).toBe('a')
  })

  test('does not replace what is typed, when the handler stands around the control', async () => {
    await using stage = await open('<form _><input _></form>', { '@input': 0, '.value': 'a' })
    await stage.page.fill('input', 'typed')
    stage.say(0, 1)
    await stage.quiet()
    expect(await value(stage)).toBe('typed')
  })

  test('is not shown by an outcome while everything is to come anew', async () => {
    await using stage = await open('<input _=2>', { '.value': 'a', '@input': 0 })
    await stage.page.fill('input', 'typed')
    stage.say([0, [0, 9, 'no such part']])
    stage.say(0, 1)
    await stage.quiet()
    expect(await value(stage)).toBe('typed')
  })

  test('comes back with the reset of a handler, but not over what was typed since', async () => {
    await using stage = await open('<form _><input _><button>x</button></form>', {
      '@submit': 0,
      '.value': '',
    })
    await stage.page.fill('input', 'sent')
    await stage.page.click('button')
    stage.say(0, ['reset', 1])
    await stage.quiet()
    expect(await value(stage)).toBe('')
    await stage.page.fill('input', 'sent')
    await stage.page.click('button')
    await stage.page.fill('input', 'typed since')
    stage.say(0, ['reset', 2], ['reset', 1, 'input'])
    await stage.quiet()
    expect(await value(stage)).toBe('typed since')
  })
})

test('a box is changed before its click is sent', async () => {
  await using stage = await open('<input type="checkbox" _=2>', { '.checked': 0, '@click': 0 })
  await stage.page.click('input')
  stage.say([0, [0, 0, 1]], ['cause', 1])
  stage.say([0, [0, 0, 0]])
  await stage.quiet()
  expect(await stage.page.isChecked('input')).toBe(false)
})

test('a search whose query is slower than its user never loses a letter', async () => {
  await using stage = await open('<input _=2><p _></p>', { '.value': '', '@input': 0, s: '' })
  let isOver = false
  const server = (async () => {
    for (let event = 1; !isOver; event++) {
      const [, told] = (await next(stage)) as [string, string]
      await new Promise((resolve) => setTimeout(resolve, 150))
      stage.say([0, [0, 0, told, 2, told]], event)
      isOver = told === 'overwire'
    }
  })()
  await stage.page.evaluate(() => {
    const seen: string[] = []
    document.querySelector('input')?.addEventListener('input', ({ target }) => {
      if (target instanceof HTMLInputElement) seen.push(target.value)
    })
    Object.assign(window, { seen })
  })
  await stage.page.locator('input').pressSequentially('overwire', { delay: 60 })
  await server
  await stage.quiet()
  expect(await value(stage)).toBe('overwire')
  const seen = await stage.page.evaluate(() => (window as unknown as { seen: string[] }).seen)
  expect(seen).toEqual(Array.from('overwire', (_, index) => 'overwire'.slice(0, index + 1)))
})

test('while the module of edits is on its way everything else is shown, and nothing that is typed is lost', async () => {
  await using stage = await theatre.open('<main data-live-root="0"></main>', { join: false })
  let release = (): void => {}
  const isReleased = new Promise<void>((resolve) => (release = resolve))
  await stage.page.route('**/edits.js', async (route) => {
    await isReleased
    await route.continue()
  })
  await stage.page.evaluate(() => {
    const main = document.querySelector('main')
    if (main) main.innerHTML = '<input value="a"><p>old</p>'
  })
  const templates = { 7: ['h', '<input _=2><p _></p>', ['.value', '@input', 's']] }
  await stage.join([[0, 'shape', 7]], templates)
  await stage.page.waitForSelector('[data-live-status=live]')
  await stage.page.fill('input', 'typed')
  expect(await next(stage)).toEqual(['input', 'typed'])
  stage.say([0, [0, 0, 'b', 2, 'new']])
  await expect.poll(() => stage.page.innerText('p')).toBe('new')
  expect(await value(stage)).toBe('typed')
  release()
  await stage.page.waitForSelector('[data-live-behind]')
  expect(await value(stage)).toBe('typed')
  await stage.page.fill('input', 'typed on')
  expect(await next(stage)).toEqual(['input', 'typed on'])
  stage.say([0, [0, 0, 'c']], 2)
  await stage.quiet()
  expect(await value(stage)).toBe('c')
})
