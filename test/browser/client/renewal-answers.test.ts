/** What a page does with unusual answers when it asks for itself again, and with what it keeps over a reload. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectEventually } from '../expect-eventually.ts'
import { LIMITS, openTestBrowser, type Fixture, type PageAnswer, type TestBrowser } from './fixture.ts'
import { joinAgain, loseCircuit, openShown, type Shown } from './shown.ts'

let testBrowser: TestBrowser
beforeAll(async () => {
  testBrowser = await openTestBrowser()
})
afterAll(() => testBrowser[Symbol.asyncDispose]())

const form = '<form id="f"><input name="q" value=""></form>'
const shown: Shown = { html: form, templates: { 1: ['h', form, []] }, shape: 1 }
/** Attributes of the script of a page for somebody. */
const script = (login: 'some' | 'same', file = 'client'): string =>
  `src="/${file}.js" data-live-token="t1" data-live-login="${login}"`
const someone = ' data-live-login="some"'

/** How often the page was asked for. */
const renewals = ({ requests }: Fixture): number => requests.filter((each) => each === 'GET /').length

describe('a page that asks for itself again', () => {
  it('asks without its token when its header is too large for the server, and is taken for that of another login', async () => {
    const asked: string[] = []
    await using fixture = await openShown(testBrowser, {
      ...shown,
      attribute: `${someone} data-live-token="long"`,
      again: (count): PageAnswer => (count === 1 ? { status: 431 } : { script: script('some') }),
    })
    const { page } = fixture
    page.on('request', (request) => {
      const token = request.headers()['live-renewal']
      if (token !== undefined) asked.push(token)
    })
    await page.fill('input', 'typed')
    await loseCircuit(fixture)
    await joinAgain(fixture, { 1: 'h' }, [1])
    await fixture.quiet()
    expect(asked).toEqual(['long', ''])
    expect(await page.inputValue('input')).toBe('')
    expect(await page.getAttribute('html', 'data-live-status')).toBe('live')
  })

  it('asks once when the server has it wait longer than any timer can', async () => {
    const monthsLater = { status: 503, headers: { 'retry-after': '3000000' } }
    await using fixture = await openShown(testBrowser, { ...shown, again: () => monthsLater })
    // A timer takes what is left of such a number as 32 bits, which is below 0 here, and then it does not wait at all.
    await fixture.page.evaluate('Math.random = () => 0')
    await loseCircuit(fixture)
    await fixture.page.waitForSelector('html[data-live-code=busy]')
    await fixture.page.waitForTimeout(500)
    expect(renewals(fixture)).toBe(1)
  })
})

/** Its module of recovery is that of another build. */
async function openWithoutModule(login: 'some' | 'same'): Promise<Fixture> {
  let loads = 0
  const fixture = await testBrowser.open(`<main data-live-root="0" data-live-key="view">${form}</main>`, {
    join: false,
    nonce: someone,
    again: (count) => (count === 1 ? { script: script(login) } : {}),
    prepare: async (page) => {
      page.on('request', (request) => void (request.isNavigationRequest() && loads++))
      await page.route('**/recovery.js*', (route) =>
        loads < 2
          ? route.fulfill({ contentType: 'text/javascript', body: testBrowser.scripts.otherBuild })
          : route.continue(),
      )
    },
  })
  await fixture.join([[0, 'shape', 1]], shown.templates)
  await fixture.quiet()
  await fixture.page.fill('input', 'typed')
  return fixture
}

/** What would send a relative address to another server. */
const ELSEWHERE = [
  ['whose address begins with two slashes', "history.replaceState(null, '', `${origin}//elsewhere.test/x`)"],
  ['with a base', 'document.head.innerHTML = \'<base href="http://elsewhere.test/">\''],
] as const

/** The server that gets the token of the page next. */
async function renewedBy({ page }: Fixture, prepare: string, lose: () => unknown): Promise<string> {
  const own = new URL(page.url()).origin
  await page.route('http://elsewhere.test/**', (route) => route.fulfill({ body: '' }))
  await page.evaluate(prepare)
  const asking = page.waitForRequest((request) => 'live-renewal' in request.headers())
  await lose()
  const { origin } = new URL((await asking).url())
  return origin === own ? 'its own server' : origin
}

describe.each(ELSEWHERE)('a page %s', (_, prepare) => {
  it('is asked for from its own server', async () => {
    await using fixture = await openShown(testBrowser, { ...shown, attribute: someone, shared: false })
    expect(await renewedBy(fixture, prepare, () => loseCircuit(fixture))).toBe('its own server')
  })

  it('is asked for from its own server when that has another build', async () => {
    await using fixture = await openWithoutModule('same')
    expect(await renewedBy(fixture, prepare, () => fixture.cut())).toBe('its own server')
  })
})

describe('a page that another build of the client was made for', () => {
  /** A page in which something was typed, and that the server of another build does not take. */
  async function openOutdated(login: 'some' | 'same', prepare: () => void = () => {}): Promise<Fixture> {
    const fixture = await testBrowser.open(`<main data-live-root="0" data-live-key="view">${form}</main>`, {
      join: false,
      nonce: someone,
      again: (count) => (count === 1 ? { script: script(login, 'newer') } : {}),
      prepare: (page) => page.addInitScript(prepare),
    })
    await fixture.join([[0, 'shape', 1]], shown.templates)
    await fixture.quiet()
    await fixture.page.waitForLoadState('networkidle')
    await fixture.page.fill('input', 'typed')
    fixture.cut()
    expect((await fixture.heard())[0]).toBe('rejoin')
    fixture.say('refused', 'version')
    return fixture
  }

  it.each([
    ['the same user has what was typed', 'same', 'typed'],
    ['another user has nothing of it', 'some', ''],
  ] as const)('is loaded again, and %s', async (_, login, value) => {
    await using fixture = await openOutdated(login)
    const { page } = fixture
    await joinsAgain(fixture)
    await page.waitForLoadState('networkidle')
    if (value) await expectEventually(() => page.inputValue('input')).toBe(value)
    else await page.waitForTimeout(300)
    expect(await page.inputValue('input')).toBe(value)
    expect(await page.evaluate(() => sessionStorage.getItem('overwire-reload'))).toBe(null)
    expect(renewals(fixture)).toBe(2)
  })

  it.each([
    ['denied', denyStorage],
    ['full', fillStorage],
  ])(
    'is not loaded again where the storage is %s: what was typed stays, and the page says why',
    async (_, prepare) => {
      await using fixture = await openOutdated('same', prepare)
      const { page } = fixture
      await page.waitForSelector('html[data-live-status=refused][data-live-code=version]')
      expect([await page.inputValue('input'), renewals(fixture)]).toEqual(['typed', 1])
    },
  )
})

/** The page was loaded again, and joins. */
async function joinsAgain(fixture: Fixture): Promise<void> {
  // Behind the last message of the page that goes.
  await expectEventually(async () => (await fixture.heard())[0]).toBe('join')
  fixture.say('joined', {
    circuit: 'd',
    secret: 's',
    limits: LIMITS,
    templates: shown.templates,
    roots: [[0, 'shape', 1]],
  })
  await fixture.page.waitForSelector('html[data-live-status=live]')
  await fixture.quiet()
}

function denyStorage(): void {
  Object.defineProperty(window, 'sessionStorage', {
    get() {
      throw new DOMException('The operation is insecure.', 'SecurityError')
    },
  })
}

function fillStorage(): void {
  for (let length = 2 ** 22; length >= 1; length /= 2) {
    try {
      for (let part = 0; part < 4; part++) sessionStorage.setItem(`${length}.${part}`, 'x'.repeat(length))
    } catch {
      // It is filled with smaller pieces, to the last character.
    }
  }
}

describe('a page that a server has no module of recovery for', () => {
  it.each([
    ['the same user has what was typed', 'same', 'typed'],
    ['another user has nothing of it', 'some', ''],
  ] as const)('is loaded again, and %s', async (_, login, value) => {
    await using fixture = await openWithoutModule(login)
    fixture.cut()
    const { page } = fixture
    await joinsAgain(fixture)
    if (value) await expectEventually(() => page.inputValue('input')).toBe(value)
    else await page.waitForLoadState('networkidle')
    expect(await page.inputValue('input')).toBe(value)
    expect(renewals(fixture)).toBe(2)
  })
})

it('islands, and what widgets put into a page, go when somebody else is logged in', async () => {
  const island = (root: number, key: string, content: string): string =>
    `<div data-live-root="${root}" data-live-key="${key}">${content}</div>`
  const view = '<div data-live-foreign></div>'
  await using fixture = await testBrowser.open(
    [island(0, 'view', view), island(1, 'cart', '<b>3</b>'), island(2, 'never', '<i>of Alice</i>')].join(''),
    { join: false, nonce: someone, again: () => ({ body: island(0, 'view', view), script: script('some') }) },
  )
  const templates = { 1: ['h', '<div _></div>', ['!']], 2: ['i', '<b _></b>', ['s']] }
  await fixture.join([[0, 'shape', 1], [1, 'shape', 2]], templates) // prettier-ignore
  await fixture.quiet()
  const { page } = fixture
  await page.waitForLoadState('networkidle')
  await page.evaluate(() => document.querySelector('[data-live-foreign]')?.append('map of Alice'))
  await loseCircuit(fixture)
  await joinAgain(fixture, { 1: 'h' }, [1])
  await fixture.quiet()
  // All that is left says why.
  expect(await page.innerText('body')).toBe('The login of this page has ended, so it was loaded again. ×')
})
