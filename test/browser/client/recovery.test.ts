/** How a page goes on when its circuit is over: with a new one, and with all that its user has. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LIMITS, openTestBrowser, type Fixture, type PageAnswer, type TestBrowser } from './fixture.ts'

let testBrowser: TestBrowser
beforeAll(async () => {
  testBrowser = await openTestBrowser()
})
afterAll(() => testBrowser[Symbol.asyncDispose]())

/** One page: its HTML, its templates and its content. */
interface Shown {
  readonly html: string
  readonly templates: object
  /** The first content as a shape. */
  readonly shape: unknown
  readonly again?: (count: number) => PageAnswer
  /** An attribute of the script element of the first response. */
  readonly attribute?: string
}

/** A page whose circuit is over: it has asked for a token and joins again. */
async function openLost(
  { html, templates, shape, again, attribute }: Shown,
  before: (fixture: Fixture) => Promise<void>,
) {
  const key = 'data-live-root="0" data-live-key="view"'
  const body = `<main ${key}>${html}</main>`
  const fixture = await testBrowser.open(body, {
    join: false,
    ...(attribute && { nonce: attribute }),
    ...(again && { again }),
  })
  await fixture.join([[0, 'shape', shape]], templates)
  await fixture.quiet()
  await fixture.page.waitForLoadState('networkidle')
  await before(fixture)
  await fixture.quiet()
  fixture.cut()
  expect((await fixture.heard())[0]).toBe('rejoin')
  fixture.say('refused', 'circuit-ended')
  return fixture
}

/** Answers the join with this content. */
async function joinAgain(fixture: Fixture, templates: object, content: unknown): Promise<void> {
  expect((await fixture.heard())[0]).toBe('join')
  const roots = [[0, 'values', content]]
  fixture.say('joined', { circuit: 'd', secret: 's', limits: LIMITS, templates, roots })
}

async function status(fixture: Fixture, wanted: string, code: string): Promise<void> {
  await fixture.page.waitForSelector(`html[data-live-status=${wanted}][data-live-code=${code}]`)
}

describe('what corresponds', () => {
  const shown: Shown = {
    html: '<p>one</p><input name="q" value=""><textarea></textarea>',
    templates: {
      1: ['h', '<p _></p><input name="q" _="2"><textarea></textarea>', ['s', '.value', '@input']],
    },
    shape: 1,
  }
  /** Ids of templates mean something else in another process. */
  const again = { 7: 'h' }

  it('keeps its nodes, the focus, the selection and what users typed, bound or not', async () => {
    await using fixture = await openLost(shown, async ({ page }) => {
      await page.evaluate('document.querySelector("p").mark = "kept"')
      await page.fill('textarea', 'unbound')
      await page.locator('input').focus()
      await page.evaluate('document.querySelector("textarea").setSelectionRange(1, 3)')
      await page.locator('textarea').focus()
    })
    await joinAgain(fixture, again, [7, 'two', '', 0])
    await fixture.quiet()
    expect(await fixture.page.innerText('p')).toBe('two')
    const state = `[document.querySelector('p').mark, document.activeElement.localName, document.activeElement.value,
      document.activeElement.selectionStart, document.activeElement.selectionEnd]`
    expect(await fixture.page.evaluate(state)).toEqual(['kept', 'textarea', 'unbound', 1, 3])
  })

  it('tells a handler once what its user typed and the new state does not know', async () => {
    await using fixture = await openLost(shown, async (open) => {
      await open.page.fill('input', 'ab')
    })
    await joinAgain(fixture, again, [7, 'two', '', 0])
    const heard = await fixture.quiet()
    expect(heard).toMatchObject([[0, 'input', [0, 2], { value: 'ab', recovered: true }]])
    expect(await fixture.page.inputValue('input')).toBe('ab')
    fixture.say([0, [0, 1, 'AB']], 1)
    await fixture.quiet()
    expect(await fixture.page.inputValue('input')).toBe('AB')
  })

  it('shows a value that is newer than what the user put there', async () => {
    await using fixture = await openLost(shown, async (open) => {
      await open.page.fill('input', 'ab')
      // The handler accepts it.
      open.say([0, [0, 1, 'ab']], 1)
    })
    await joinAgain(fixture, again, [7, 'two', 'from the database', 0])
    expect(await fixture.quiet()).toEqual([])
    expect(await fixture.page.inputValue('input')).toBe('from the database')
  })

  it('gives back what was accepted when the new state is what it was before', async () => {
    await using fixture = await openLost(shown, async (open) => {
      await open.page.fill('input', 'ab')
      open.say([0, [0, 1, 'ab']], 1)
    })
    await joinAgain(fixture, again, [7, 'two', '', 0])
    expect(await fixture.quiet()).toMatchObject([[0, 'input', [0, 2], { value: 'ab', recovered: true }]])
    expect(await fixture.page.inputValue('input')).toBe('ab')
  })

  it('tells nothing to handlers that do not want to hear it', async () => {
    await using fixture = await openLost(shown, async (open) => {
      open.say([0, [0, 2, { recover: 0 }]])
      await open.page.fill('input', 'ab')
    })
    await joinAgain(fixture, again, [7, 'two', '', { recover: 0 }])
    expect(await fixture.quiet()).toEqual([])
    expect(await fixture.page.inputValue('input')).toBe('ab')
  })

  it('has new handlers: what is done now goes to the new circuit', async () => {
    await using fixture = await openLost(shown, async () => {})
    await joinAgain(fixture, again, [7, 'two', '', 0])
    await fixture.page.fill('input', 'x')
    expect(await fixture.heard()).toMatchObject([0, 'input', [0, 2], { value: 'x' }])
  })
})

describe('rows', () => {
  const templates = {
    1: ['list', '<ul _></ul>', ['s']],
    2: ['row', '<li><b _></b><input _></li>', ['s', '.value']],
  }
  const row = (name: string): string => `<li><b>${name}</b><input value=""></li>`
  const shown = (keyed: boolean): Shown => ({
    html: `<ul>${row('a')}${row('b')}</ul>`,
    templates,
    shape: [1, 0, { r: keyed ? [1, [2, -1, 10], 1, [2, -1, 20]] : [2, 2] }],
  })
  const again = { 5: 'list', 6: 'row' }
  const values = (page: Fixture['page']) => page.$$eval('input', (inputs) => inputs.map(({ value }) => value))

  it('go to the row of the same key, wherever it stands now', async () => {
    await using fixture = await openLost(shown(true), async ({ page }) => {
      await page.locator('input').nth(1).fill('for b')
      await page.evaluate('document.querySelectorAll("li")[1].mark = "b"')
    })
    await joinAgain(fixture, again, [5, { i: [[6, ['c', '', 30], ['b', '', 20], ['a', '', 10]]] }])
    await fixture.quiet()
    expect(await fixture.page.innerText('ul')).toBe('c\nb\na')
    expect(await values(fixture.page)).toEqual(['', 'for b', ''])
    expect(await fixture.page.evaluate('document.querySelectorAll("li")[1].mark')).toBe('b')
    fixture.say([0, [0, 0, { u: [1, [0, 'B']], o: [[-1, 0]] }]])
    await fixture.quiet()
    expect(await fixture.page.innerText('ul')).toBe('B\na\nc')
  })

  it('without keys give what was typed to nobody', async () => {
    await using fixture = await openLost(shown(false), async ({ page }) => {
      await page.locator('input').nth(1).fill('for b')
    })
    await joinAgain(fixture, again, [5, { i: [[6, ['c', ''], ['a', '']]] }])
    await fixture.quiet()
    expect(await values(fixture.page)).toEqual(['', ''])
  })
})

describe('other content in the same place', () => {
  const form = (id: string) => `<form id="${id}"><input name="q"></form>`
  const shown = (id: string): Shown => ({ html: form(id), templates: { 1: ['a', form(id), []] }, shape: 1 })

  it.each([
    ['a form of the same id', 'f', 'typed'],
    ['another form', 'g', ''],
  ])('%s', async (_, id, value) => {
    await using fixture = await openLost(shown('f'), ({ page }) => page.fill('input', 'typed'))
    await joinAgain(fixture, { 1: ['b', `<h1></h1>${form(id)}`, []] }, [1])
    await fixture.quiet()
    expect(await fixture.page.inputValue('input')).toBe(value)
  })
})

describe('the document around what is made anew', () => {
  const shown = { html: '<b>1</b>', templates: { 1: ['h', '<b _></b>', ['s']] }, shape: 1 }
  const document = ({ page }: Fixture): Promise<unknown> =>
    page.evaluate('[document.title, document.documentElement.lang]')

  it('has its title and its language when it is shown, and not before', async () => {
    const head = '<html data-lang="x" lang="de"><title>Zwei &amp; drei</title>'
    await using fixture = await openLost({ ...shown, again: () => ({ head }) }, async () => {})
    expect((await fixture.heard())[0]).toBe('join')
    expect(await document(fixture)).toEqual(['Start', ''])
    const roots = [[0, 'values', [1, '2']]]
    fixture.say('joined', { circuit: 'd', secret: 's', limits: LIMITS, templates: { 1: 'h' }, roots })
    await fixture.quiet()
    expect(await document(fixture)).toEqual(['Zwei & drei', 'de'])
    // What the page is called later stays when the same circuit shows everything again.
    fixture.say(0, ['title', 'Vier'], ['epoch', [0, [1, '3']]])
    await fixture.quiet()
    expect(await document(fixture)).toEqual(['Vier', 'de'])
  })

  it('stays as it is where the new one says nothing of it', async () => {
    await using fixture = await openLost(
      { ...shown, again: () => ({ head: '', body: '<svg><title>a drawing</title></svg>' }) },
      async ({ page }) => {
        await page.evaluate(`document.documentElement.lang = 'fr'`)
      },
    )
    await joinAgain(fixture, { 1: 'h' }, [1, '2'])
    await fixture.quiet()
    expect(await document(fixture)).toEqual(['Start', 'fr'])
  })
})

describe('a page that is not there', () => {
  const shown = { html: '<b>1</b>', templates: { 1: ['h', '<b _></b>', ['s']] }, shape: 1 }

  it.each<[string, PageAnswer, string]>([
    ['leads elsewhere', { status: 302, headers: { location: '/login' } }, 'denied'],
    ['is gone', { status: 404 }, 'denied'],
    ['has no token', { script: 'src="/other.js"' }, 'denied'],
    ['comes from a cache', { script: 'src="/client.js" data-live-token="t"' }, 'denied'],
    ['is too much for the server now', { status: 503, headers: { 'retry-after': '7' } }, 'busy'],
  ])('leaves the page as it is: it %s', async (_, answer, code) => {
    await using fixture = await openLost({ ...shown, again: () => answer }, async () => {})
    await status(fixture, 'refused', code)
    expect(await fixture.page.innerText('main')).toBe('1')
  })

  it('is asked for again when the server is ill', async () => {
    const again = (count: number): PageAnswer => (count < 2 ? { status: 500 } : {})
    await using fixture = await openLost({ ...shown, again }, async () => {})
    await joinAgain(fixture, { 1: 'h' }, [1, '2'])
    await fixture.quiet()
    expect(await fixture.page.innerText('main')).toBe('2')
  })
})

describe('a page that somebody else is logged in to', () => {
  const login = (value?: string): string => (value ? ` data-live-login="${value}"` : '')
  const script = (token: string, value?: string): string =>
    `src="/client.js" data-live-token="${token}"${login(value)}`
  const shown = {
    html: '<input value="">',
    templates: { 1: ['h', '<input _="2">', ['.value', '@input']] },
    shape: 1,
  }

  it.each([
    ['keeps what the same user typed, and tells it', ['some', 'same'], 'typed', 1],
    ['keeps what nobody typed who is somebody now, and tells nothing', [undefined, 'some'], 'typed', 0],
    ['keeps nothing of another user', ['some', 'some'], '', 0],
  ] as const)('%s', async (_, [before, after], value, count) => {
    await using fixture = await openLost(
      { ...shown, attribute: login(before), again: () => ({ script: script('t1', after) }) },
      async (open) => {
        await open.page.fill('input', 'typed')
      },
    )
    await joinAgain(fixture, { 1: 'h' }, [1, '', 0])
    expect((await fixture.quiet()).length).toBe(count)
    expect(await fixture.page.inputValue('input')).toBe(value)
  })
})

describe('a root that an action has mounted', () => {
  it('stays, and its events lead nowhere, whatever root gets its number in the new circuit', async () => {
    await using fixture = await testBrowser.open('<main></main><aside></aside>')
    const templates = { 1: ['h', '<button _>Old</button>', ['@click']] }
    fixture.say(templates, 0, ['mount', 'main', 0, [1, 0]])
    await fixture.quiet()
    await fixture.page.evaluate(`window.outcomes = []
      document.addEventListener('live:outcome', ({ detail }) => window.outcomes.push([detail.outcome, detail.code]))`)
    fixture.cut()
    await fixture.heard()
    fixture.say('refused', 'circuit-ended')
    await fixture.join([], {})
    fixture.say({ 5: ['n', '<b _></b>', ['@click']] }, 0, ['mount', 'aside', 0, [5, 0]])
    await fixture.quiet()
    await fixture.page.click('main button')
    expect(await fixture.quiet()).toEqual([])
    expect(await fixture.page.evaluate('window.outcomes')).toEqual([['refused', 'expired']])
  })
})

describe('a page that a process made again before it was ever live', () => {
  it('keeps what was typed into rows with keys that show the same, and tells it once', async () => {
    const row = (name: string): string => `<li><b>${name}</b><input value=""></li>`
    const body = `<main data-live-root="0"><ul>${row('a')}${row('b')}</ul></main>`
    await using fixture = await testBrowser.open(body, { join: false })
    await fixture.page.locator('input').nth(1).fill('early')
    const templates = {
      1: ['list', '<ul _></ul>', ['s']],
      2: ['row', '<li><b _></b><input _="2"></li>', ['s', '.value', '@input']],
    }
    await fixture.join([[0, 'values', [1, { i: [[2, ['a', '', 0, 10], ['b', '', 0, 20]]] }]]], templates)
    expect(await fixture.heard()).toMatchObject([0, 'input', [0, 0, 1, 2], { value: 'early' }])
    fixture.say(0, 1)
    expect(await fixture.quiet()).toEqual([])
  })

  it('gives it to no row where several show the same', async () => {
    const row = '<li><input value=""></li>'
    await using fixture = await testBrowser.open(`<main data-live-root="0"><ul>${row}${row}</ul></main>`, {
      join: false,
    })
    await fixture.page.locator('input').nth(1).fill('early')
    const templates = {
      1: ['list', '<ul _></ul>', ['s']],
      2: ['row', '<li><input _="2"></li>', ['.value', '@input']],
    }
    await fixture.join([[0, 'values', [1, { i: [[2, ['', 0, 10], ['', 0, 20]]] }]]], templates)
    expect(await fixture.quiet()).toEqual([])
    expect(await fixture.page.$$eval('input', (all) => all.map(({ value }) => value))).toEqual(['', ''])
  })
})
