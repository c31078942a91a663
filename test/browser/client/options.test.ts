/** Options of handlers and of actions, on the wire: what is sent, when, and what is left to the browser. */
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
  await modules(fixture)
  return fixture
}

/** Waits until the modules are there that events with options go through. */
async function modules(fixture: Fixture): Promise<void> {
  await fixture.page.waitForFunction(() =>
    ['options', 'edits'].every((module) =>
      performance.getEntriesByType('resource').some(({ name }) => name.endsWith(`/${module}.js`)),
    ),
  )
  await fixture.quiet()
}

/** What was sent: types of events with the values or the keys that they tell. */
async function sent(fixture: Fixture): Promise<string[]> {
  const frames = await fixture.quiet()
  return frames.map(([, type, , payload]) => {
    const { value, key } = (payload ?? {}) as { value?: string; key?: string }
    return [String(type), value, key].filter((each) => each !== undefined).join(' ')
  })
}

/** The field holds one text after the other in one task: a busy machine may take longer than the handler waits. */
async function typeAtOnce({ page }: Fixture, ...texts: readonly string[]): Promise<void> {
  await page.evaluate((all) => {
    const field = document.querySelector('input')
    for (const text of all) {
      if (field) field.value = text
      field?.dispatchEvent(new InputEvent('input', { bubbles: true }))
    }
  }, texts)
}

const LONG = 60_000

describe('a debounced handler', () => {
  const debounced = { latest: 1, x: { debounce: LONG } }

  test('sends the newest event when nothing has happened for so long', async () => {
    await using fixture = await open('<input _>', { '@input': { x: { debounce: 30 } } })
    await typeAtOnce(fixture, 'a', 'ab', 'abc')
    expect((await fixture.heard())[3]).toEqual({ value: 'abc' })
    expect(await sent(fixture)).toEqual([])
  })

  test('sends what waits before a click, once', async () => {
    await using fixture = await open('<input _=2><button _>x</button>', {
      '.value': '',
      '@input': debounced,
      '@click': 0,
    })
    await fixture.page.fill('input', 'a')
    await fixture.page.fill('input', 'ab')
    expect(await sent(fixture)).toEqual([])
    // Without a press of the pointer nothing loses the focus.
    await fixture.page.evaluate(() => document.querySelector('button')?.click())
    expect(await sent(fixture)).toEqual(['input ab', 'click'])
    await fixture.page.click('button')
    expect(await sent(fixture)).toEqual(['click'])
  })

  test('on a form sends the newest event of each control, and of one that loses the focus first', async () => {
    await using fixture = await open('<form _=2><input name="a"><input name="b"></form>', {
      '@input': debounced,
      '@submit': 0,
    })
    const { page } = fixture
    await page.fill('[name=a]', 'a1')
    await page.fill('[name=b]', 'b1')
    expect(await sent(fixture)).toEqual(['input a1'])
    await page.evaluate(() => {
      for (const [name, value] of [
        ['a', 'a2'],
        ['a', 'a3'],
        ['b', 'b2'],
      ] as const) {
        const control = document.querySelector<HTMLInputElement>(`[name=${name}]`)
        if (control) control.value = value
        control?.dispatchEvent(new Event('input', { bubbles: true }))
      }
    })
    expect(await sent(fixture)).toEqual([])
    fixture.say(0, 1)
    // While the first event of a control is under way, its next one would wait for it.
    await fixture.quiet()
    await page.evaluate(() => document.querySelector('form')?.requestSubmit())
    expect(await sent(fixture)).toEqual(['input a3', 'input b2', 'submit'])
  })

  test.each(['popstate', 'pagehide', 'visibilitychange'])('sends what waits at a %s', async (type) => {
    await using fixture = await open('<input _>', { '@input': debounced })
    await fixture.page.fill('input', 'a')
    await fixture.page.evaluate((name) => dispatchEvent(new Event(name)), type)
    expect(await sent(fixture)).toEqual(expect.arrayContaining(['input a']))
  })

  test('withholds what is rendered while the text waits, and shows what its event made of it', async () => {
    await using fixture = await open('<input _=2><button _>x</button>', {
      '.value': '',
      '@input': { x: { debounce: LONG } },
      '@click': 0,
    })
    await fixture.page.evaluate(() => document.querySelector('button')?.click())
    await fixture.page.fill('input', 'a')
    fixture.say([0, [0, 0, 'of the click']], 1)
    await fixture.quiet()
    expect(await fixture.page.inputValue('input')).toBe('a')
    await fixture.page.evaluate(() => document.querySelector('button')?.click())
    fixture.say([0, [0, 0, 'A']], 2)
    await fixture.quiet()
    expect(await fixture.page.inputValue('input')).toBe('A')
  })

  test('sends nothing when it has gone', async () => {
    await using fixture = await open('<input _=2><button _>x</button>', {
      '.value': '',
      '@input': debounced,
      '@click': 0,
    })
    await fixture.page.fill('input', 'a')
    fixture.say([0, [0, 1, null]])
    await fixture.quiet()
    await fixture.page.evaluate(() => document.querySelector('button')?.click())
    expect(await sent(fixture)).toEqual(['click'])
  })
})

test('a throttled handler sends at once, and then the newest', async () => {
  await using fixture = await open('<input _>', { '@input': { latest: 0, x: { throttle: 300 } } })
  await typeAtOnce(fixture, 'a', 'ab', 'abc')
  expect((await fixture.heard())[3]).toEqual({ value: 'a' })
  expect((await fixture.heard())[3]).toEqual({ value: 'abc' })
  expect(await sent(fixture)).toEqual([])
})

describe('shortcuts', () => {
  test('fire at once after a dialog is closed that had the focus in a text', async () => {
    await using fixture = await open('<p _><b><input></b></p>', {
      '@keydown': { x: { shortcuts: [['', '/']] } },
    })
    await fixture.page.evaluate(() => {
      const [field, around] = [document.querySelector('input'), document.querySelector('b')]
      const press = (): unknown =>
        document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: '/', bubbles: true }))
      field?.focus()
      press()
      // As a dialog does that is closed. Nothing is rendered in between, so the field has the focus still.
      if (around) around.hidden = true
      press()
    })
    expect(await sent(fixture)).toEqual(['keydown /'])
  })

  test('fire for their combination alone, and not while the user types elsewhere', async () => {
    await using fixture = await open(
      '<div _ tabindex="0"><textarea></textarea><input type="checkbox"></div>',
      {
        '@keydown': {
          prevent: 1,
          x: {
            shortcuts: [
              ['c', 'k'],
              ['', 'j'],
            ],
          },
        },
      },
    )
    const { page } = fixture
    await page.focus('textarea')
    for (const key of ['Control+k', 'j', 'Control+Shift+K', 'k']) await page.keyboard.press(key)
    expect(await sent(fixture)).toEqual(['keydown k'])
    expect(await page.inputValue('textarea')).toBe('jk')
    await page.focus('[type=checkbox]')
    await page.keyboard.press('j')
    await page.focus('[tabindex]')
    await page.keyboard.press('j')
    expect(await sent(fixture)).toEqual(['keydown on j', 'keydown j'])
  })

  test('fire once while the keys are held, and on the control that the handler stands on', async () => {
    await using fixture = await open('<input _>', { '@keydown': { x: { shortcuts: [['', 'a']] } } })
    await fixture.page.focus('input')
    await fixture.page.keyboard.down('a')
    await fixture.page.keyboard.down('a')
    await fixture.page.keyboard.up('a')
    expect(await sent(fixture)).toEqual(['keydown a'])
    expect(await fixture.page.inputValue('input')).toBe('aa')
  })

  test('and keys are passed by when an input method makes text of them, or an event has none', async () => {
    await using fixture = await open('<p _ tabindex="0"></p><p _ tabindex="0"></p>', {
      '@keydown': { x: { shortcuts: [['', 'Enter']] } },
      '@keydown ': { keys: ['Enter'] },
    })
    await fixture.page.evaluate(() => {
      for (const place of document.querySelectorAll('p')) {
        const press = (init: KeyboardEventInit & { keyCode?: number }) =>
          place.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, ...init }))
        press({ isComposing: true })
        press({ keyCode: 229 })
        place.dispatchEvent(new Event('keydown', { bubbles: true }))
      }
    })
    expect(await sent(fixture)).toEqual([])
  })
})

describe('a question', () => {
  const asking = { x: { confirm: 'Sure?' } }

  test('that is refused leaves everything as it was', async () => {
    await using fixture = await open(
      '<form _=2><input type="checkbox" _><input type="radio" name="r" checked><input type="radio" name="r" id="r"><select _><option>a<option>b</select><a href="#there">x</a><button _>x</button></form>',
      {
        '@change': asking,
        '@click': { prevent: 0, ...asking },
        '@click ': asking,
        '@change ': asking,
        '@click  ': asking,
      },
    )
    const { page } = fixture
    const asked: string[] = []
    page.on('dialog', (dialog) => {
      asked.push(dialog.message())
      void dialog.dismiss()
    })
    await page.click('[type=checkbox]')
    await page.click('#r')
    await page.focus('select')
    await page.keyboard.press('ArrowDown')
    await page.click('a')
    await page.click('button')
    expect(await sent(fixture)).toEqual([])
    expect(await page.isChecked('[type=checkbox]')).toBe(false)
    expect(await page.isChecked('#r')).toBe(false)
    expect(await page.inputValue('select')).toBe('a')
    expect(page.url()).not.toContain('#there')
    expect(new Set(asked)).toEqual(new Set(['Sure?']))
  })

  test('that is agreed to changes nothing else', async () => {
    await using fixture = await open('<select _><option>a<option>b</select><a href="#there" _>x</a>', {
      '@change': asking,
      '@click': { prevent: 0, local: 1, ...asking },
    })
    const { page } = fixture
    page.on('dialog', (dialog) => void dialog.accept())
    await page.focus('select')
    await page.keyboard.press('ArrowDown')
    expect(await sent(fixture)).toEqual(['change b'])
    await page.click('a')
    expect(page.url()).toContain('#there')
    expect(await sent(fixture)).toEqual([])
  })
})

test('a handler that captures comes before those of what is inside, and can stop the event', async () => {
  await using fixture = await open('<div _><p _><button _>x</button></p></div>', {
    '@click': { x: { capture: 1 } },
    '@click ': 0,
    '@click  ': 0,
  })
  await fixture.page.click('button')
  expect((await fixture.quiet()).map(([, , path]) => path)).toEqual([
    [0, 0],
    [0, 2],
    [0, 1],
  ])
  fixture.say([0, [0, 0, { stop: 1, x: { capture: 1 } }]], 1, 2, 3)
  await fixture.quiet()
  await fixture.page.click('button')
  expect((await fixture.quiet()).map(([, , path]) => path)).toEqual([[0, 0]])
})

test('what is pasted and dropped is told: text, markup, and files by their names', async () => {
  await using fixture = await open('<div _=3>x</div>', {
    '@paste': { x: {} },
    '@dragover': { prevent: 1, local: 1 },
    '@drop': { prevent: 1, x: {} },
  })
  const prevented = await fixture.page.evaluate(() => {
    const place = document.querySelector('main div')
    const data = new DataTransfer()
    data.setData('text/plain', 'a'.repeat(70_000))
    data.setData('text/html', '<b>a</b>')
    place?.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, clipboardData: data }))
    const dropped = new DataTransfer()
    dropped.items.add(new File(['abc'], 'a.txt', { type: 'text/plain' }))
    const events = ['dragover', 'drop'].map(
      (type) => new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: dropped }),
    )
    return events.map((event) => place?.dispatchEvent(event))
  })
  expect(prevented).toEqual([false, false])
  const [paste, drop, ...others] = await fixture.quiet()
  expect(paste?.[3]).toEqual({ transfer: ['a'.repeat(65_536), '<b>a</b>'] })
  expect(drop?.slice(1)).toEqual(['drop', [0, 2], { transfer: ['', '', ['a.txt', 'text/plain', 3]] }])
  expect(others).toEqual([])
})
