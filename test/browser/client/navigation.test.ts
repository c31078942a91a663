/** Links, Back and Forward on a page of an application with routes: what is sent, and what is written into the history. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LIMITS, openTestBrowser, type Fixture, type StageOptions, type TestBrowser } from './fixture.ts'

let testBrowser: TestBrowser
beforeAll(async () => {
  testBrowser = await openTestBrowser()
})
afterAll(() => testBrowser[Symbol.asyncDispose]())

const BODY = `<div data-live-prefetch="off"><a href="/a">a</a> <a href="/b">b</a> <a href="/c#end">c</a></div> <p style="height:3000px" id="here">tall</p>`

const open = (body: string = BODY, options: StageOptions = {}): Promise<Fixture> =>
  testBrowser.open(body, { routes: true, ...options })

/** Answers the navigation of this number. */
async function show(fixture: Fixture, event: number, href: string, how: string = 'push'): Promise<void> {
  fixture.say(0, ['page', event, href, how, 1], event)
  await fixture.quiet()
}

/** What of a navigation was heard: its address, and what it tells. */
async function heard(fixture: Fixture): Promise<unknown[]> {
  const [, type, ...rest] = await fixture.heard()
  expect(type).toBe('navigate')
  return rest
}

const push = { data: { how: 'push' } }
const at = (fixture: Fixture): Promise<string> =>
  fixture.page.evaluate(() => location.pathname + location.search + location.hash)
const entries = (fixture: Fixture): Promise<number> => fixture.page.evaluate(() => history.length)
const go = (fixture: Fixture, by: number): Promise<void> =>
  fixture.page.evaluate((steps) => history.go(steps), by)
const click = (fixture: Fixture, text: string): Promise<void> => fixture.page.click(`text="${text}"`)

it('asks for the page of a link, and adds an entry when it comes', async () => {
  await using fixture = await open()
  const before = await entries(fixture)
  await click(fixture, 'a')
  expect(await heard(fixture)).toEqual(['/a', push])
  expect([await at(fixture), await entries(fixture)]).toEqual(['/', before])
  await show(fixture, 1, '/a')
  expect([await at(fixture), await entries(fixture)]).toEqual(['/a', before + 1])
  expect(fixture.requests).toEqual([])
})

it('asks for the page of an entry that the user went to before the script for it was there', async () => {
  await using fixture = await open(BODY, { shared: false })
  await click(fixture, 'a')
  await heard(fixture)
  await show(fixture, 1, '/a')
  let release = (): void => {}
  const released = new Promise<void>((resolve) => (release = resolve))
  await fixture.page.route('**/navigation.js', (route) => released.then(() => route.continue()))
  await fixture.page.reload()
  await go(fixture, -1)
  await fixture.page.waitForURL(/\/$/)
  release()
  let frame: unknown[]
  do frame = await fixture.heard()
  while (frame[0] !== 'join')
  fixture.say('joined', { circuit: 'd', secret: 's', limits: LIMITS, templates: {}, roots: [] })
  expect(await heard(fixture)).toEqual(['/', { data: { how: 'traverse' } }])
  await show(fixture, 1, '/', 'replace')
  expect(await at(fixture)).toBe('/')
})

it('asks once for a link that is clicked five times', async () => {
  await using fixture = await open()
  for (let clicks = 0; clicks < 5; clicks++) await click(fixture, 'a')
  await heard(fixture)
  expect(await fixture.quiet()).toEqual([])
})

it('adds the hash of a link to the address of its page', async () => {
  await using fixture = await open()
  await click(fixture, 'c')
  expect(await heard(fixture)).toEqual(['/c', push])
  await show(fixture, 1, '/c')
  expect(await at(fixture)).toBe('/c#end')
})

it('replaces the entry for a link to the address that is shown, without its hash', async () => {
  await using fixture = await open(`${BODY}<a href="#here">here</a><a href="/">home</a>`)
  await click(fixture, 'here')
  const before = await entries(fixture)
  await click(fixture, 'home')
  expect(await heard(fixture)).toEqual(['/', { data: { how: 'replace' } }])
  await show(fixture, 1, '/')
  expect([await at(fixture), await entries(fixture)]).toEqual(['/', before])
})

it('gives no entry to a page that comes when the user wants another one', async () => {
  await using fixture = await open()
  const before = await entries(fixture)
  await click(fixture, 'a')
  await click(fixture, 'b')
  await show(fixture, 1, '/a')
  expect([await at(fixture), await entries(fixture)]).toEqual(['/', before])
  await show(fixture, 2, '/b')
  expect([await at(fixture), await entries(fixture)]).toEqual(['/b', before + 1])
  await go(fixture, -1)
  await fixture.page.waitForURL(/\/$/)
})

it('asks for the page of an entry on Back and Forward, and adds none', async () => {
  await using fixture = await open()
  await click(fixture, 'a')
  await heard(fixture)
  await show(fixture, 1, '/a')
  const before = await entries(fixture)
  await go(fixture, -1)
  expect(await heard(fixture)).toEqual(['/', { data: { how: 'traverse' } }])
  await show(fixture, 2, '/', 'replace')
  expect([await at(fixture), await entries(fixture)]).toEqual(['/', before])
  await go(fixture, 1)
  expect(await heard(fixture)).toEqual(['/a', { data: { how: 'traverse' } }])
  await show(fixture, 3, '/a', 'replace')
  expect([await at(fixture), await entries(fixture)]).toEqual(['/a', before])
  expect(fixture.requests).toEqual([])
})

it('says of an entry whether its visit is the one that is shown', async () => {
  await using fixture = await open()
  fixture.say(0, ['address', '/?page=2', 'push'])
  await fixture.quiet()
  expect(await at(fixture)).toBe('/?page=2')
  await go(fixture, -1)
  expect(await heard(fixture)).toEqual(['/', { data: { how: 'traverse', shown: '1' } }])
})

it('tells the server of Back and Forward that lead home again', async () => {
  await using fixture = await open()
  await click(fixture, 'a')
  await heard(fixture)
  await show(fixture, 1, '/a')
  await go(fixture, -1)
  expect((await heard(fixture))[0]).toBe('/')
  await go(fixture, 1)
  expect(await heard(fixture)).toEqual(['/a', { data: { how: 'traverse', shown: '1' } }])
  await show(fixture, 2, '/', 'replace')
  expect(await at(fixture)).toBe('/a')
})

it('asks nobody about entries with another hash', async () => {
  await using fixture = await open(`${BODY}<a href="#here">here</a>`)
  await click(fixture, 'here')
  await click(fixture, 'here')
  await go(fixture, -1)
  await fixture.page.waitForURL(/\/$/)
  await go(fixture, 1)
  await fixture.page.waitForURL(/#here$/)
  expect([await fixture.quiet(), fixture.requests]).toEqual([[], []])
})

it('takes the entries of another script for those of its page, also when their state is wiped', async () => {
  await using fixture = await open()
  await fixture.page.evaluate(() => history.pushState({ tab: 1 }, '', '/?tab=1'))
  await go(fixture, -1)
  await fixture.page.waitForURL(/\/$/)
  await go(fixture, 1)
  await fixture.page.waitForURL(/tab=1$/)
  await fixture.page.evaluate(() => history.replaceState(null, ''))
  expect(await fixture.quiet()).toEqual([])
  await click(fixture, 'a')
  await heard(fixture)
  await show(fixture, 1, '/a')
  await go(fixture, -1)
  expect(await heard(fixture)).toEqual(['/?tab=1', { data: { how: 'traverse' } }])
})

it('writes no address while the user is on the way back', async () => {
  await using fixture = await open()
  await click(fixture, 'a')
  await heard(fixture)
  await show(fixture, 1, '/a')
  await go(fixture, -1)
  await heard(fixture)
  fixture.say(0, ['address', '/a?page=2', 'replace'])
  await fixture.quiet()
  expect(await at(fixture)).toBe('/')
})

it('shows a page of a later handler as the server says, and one of an earlier one not at all', async () => {
  await using fixture = await open()
  const before = await entries(fixture)
  await click(fixture, 'a')
  await heard(fixture)
  await show(fixture, 0, '/expired')
  expect(await at(fixture)).toBe('/')
  await show(fixture, 2, '/b', 'replace')
  expect([await at(fixture), await entries(fixture)]).toEqual(['/b', before])
})

it('has the new address before what the page brings starts', async () => {
  await using fixture = await open('<div data-live-root="0"><p>old</p></div>', {
    join: false,
    prepare: (page) =>
      page.addInitScript(() => {
        class Place extends HTMLElement {
          connectedCallback(): void {
            this.title = location.pathname
          }
        }
        customElements.define('x-place', Place)
      }),
  })
  await fixture.join([[0, 'shape', 1]], { 1: ['one', '<p>old</p>', []] })
  // No frame waits for the module that writes addresses.
  await fixture.quiet()
  fixture.say({ 2: ['two', '<x-place></x-place>', []] }, [0, [2]], ['page', 0, '/new', 'push', 1])
  await fixture.quiet()
  expect(await fixture.page.getAttribute('x-place', 'title')).toBe('/new')
})

it('loads what is no page of the application, as a link or as a step would', async () => {
  await using fixture = await open()
  await click(fixture, 'a')
  await heard(fixture)
  const before = await entries(fixture)
  fixture.say(0, ['event', 1], ['load', '/a'], 1)
  await fixture.page.waitForURL(/\/a$/)
  expect(await fixture.heard()).toEqual(['leave'])
  await fixture.join()
  expect([fixture.requests, await entries(fixture)]).toEqual([expect.arrayContaining(['GET /a']), before + 1])
})

it('loads a step again in its place', async () => {
  await using fixture = await open()
  await click(fixture, 'a')
  await heard(fixture)
  await show(fixture, 1, '/a')
  const before = await entries(fixture)
  await go(fixture, -1)
  await heard(fixture)
  fixture.say(0, ['event', 2], ['load', '/elsewhere'], 2)
  await fixture.page.waitForURL(/\/elsewhere$/)
  expect(await entries(fixture)).toBe(before)
  await go(fixture, 1)
  await fixture.page.waitForURL(/\/a$/)
})

it('waits with a load for what was sent before', async () => {
  await using fixture = await open(`${BODY}<button live-click="save">Save</button>`)
  await fixture.page.click('button')
  await fixture.heard()
  await click(fixture, 'a')
  await heard(fixture)
  fixture.say(0, ['event', 2], ['load', '/a'], 2)
  await fixture.quiet()
  expect(fixture.requests).toEqual([])
  fixture.say(0, 1)
  await fixture.page.waitForURL(/\/a$/)
})

it('asks the next circuit for what the one before did not answer', async () => {
  await using fixture = await open()
  await click(fixture, 'b')
  await heard(fixture)
  fixture.say('refused', 'gone')
  const join = await fixture.heard()
  expect(join[1]).toMatchObject({ token: 't1', location: '/b' })
  fixture.say('joined', {
    circuit: 'd',
    secret: 's',
    limits: [50, 100, 262_144, 1_048_576, 524_288, 30_000],
    templates: {},
    roots: [],
  })
  fixture.say(0, ['page', 0, '/b', 'push', 1])
  expect(await fixture.quiet()).toEqual([])
  expect(await at(fixture)).toBe('/b')
  expect(fixture.requests).toEqual(['GET /'])
})

it('leaves nothing pending when what the circuit before did not answer is a download', async () => {
  await using fixture = await open(BODY, { shared: false })
  const { page } = fixture
  await page.route('**/b', (route) => route.fulfill({ status: 204 }))
  await click(fixture, 'b')
  await heard(fixture)
  expect(await page.locator('[data-live-pending]').count()).toBe(1)
  fixture.say('refused', 'gone')
  await fixture.join()
  fixture.say(0, ['load', '/b'])
  await expect.poll(() => page.locator('[data-live-pending]').count()).toBe(0)
})

it('asks again for the page that is shown, wherever the user stands', async () => {
  await using fixture = await open()
  await click(fixture, 'a')
  await heard(fixture)
  await show(fixture, 1, '/a')
  await go(fixture, -1)
  await heard(fixture)
  fixture.say('refused', 'gone')
  // The answer of the test is that of any page.
  await expect.poll(() => fixture.requests).toEqual(['GET /a'])
})

describe('leaves to the browser', () => {
  it.each([
    ['a click with a modifier key', '<a href="/a">go</a>', { ctrlKey: true }],
    ['a click with another button', '<a href="/a">go</a>', { button: 1 }],
    ['a link to another place', '<a href="/a" target="_blank">go</a>', {}],
    ['a link where the document says so', '<base target="_blank"><a href="/a">go</a>', {}],
    ['a download', '<a href="/a" download>go</a>', {}],
    ['a hash of the page', '<a href="#here">go</a>', {}],
    ['an empty hash', '<a href="#">go</a>', {}],
    ['another origin', '<a href="https://example.com/a">go</a>', {}],
    ['a script', '<a href="javascript:void 0">go</a>', {}],
    ['an address that is none', '<a href="http://[">go</a>', {}],
    ['a link that opts out', '<a href="/a" data-live-native>go</a>', {}],
    ['links in what opts out', '<nav data-live-native><a href="/a">go</a></nav>', {}],
    ['a link that is edited', '<div contenteditable><a href="/a">go</a></div>', {}],
    ['a link in a drawing', '<svg><a href="/a"><text y="9">go</text></a></svg>', {}],
    ['a link that a script takes', '<a href="/a" onclick="event.preventDefault()">go</a>', {}],
  ])('%s', async (_, link, init) => {
    await using fixture = await open(link)
    await fixture.page.evaluate((click) => {
      addEventListener('click', (event) => event.preventDefault())
      const target = document.querySelector('a')?.lastElementChild ?? document.querySelector('a')
      target?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, ...click }))
    }, init)
    expect(await fixture.quiet()).toEqual([])
  })

  it.each([
    ['a form that posts', '<form method="post" action="/a">', '<button>go</button>'],
    ['a form for another place', '<form action="/a" target="_blank">', '<button>go</button>'],
    ['a button that posts', '<form action="/a">', '<button formmethod="post">go</button>'],
    ['a form for another origin', '<form action="https://example.com/">', '<button>go</button>'],
  ])('%s', async (_, form, button) => {
    await using fixture = await open(`${form}${button}</form>`)
    await fixture.page.evaluate(() => addEventListener('submit', (event) => event.preventDefault()))
    await fixture.page.click('button')
    expect(await fixture.quiet()).toEqual([])
  })
})

it('follows a form with method GET as a link', async () => {
  await using fixture = await open(
    '<form action="/search?old=1"><input name="q" value="a b"><input name="method" value="post"><button name="by" value="1">go</button></form>',
  )
  await fixture.page.click('button')
  expect(await heard(fixture)).toEqual(['/search?q=a+b&method=post&by=1', push])
})

it('sends what was typed before it follows a link', async () => {
  await using fixture = await open(`${BODY}<input live-input="type">`)
  await fixture.page.focus('input')
  await fixture.page.keyboard.type('ab')
  await fixture.heard()
  await click(fixture, 'a')
  expect((await fixture.heard()).slice(1)).toEqual([
    'input',
    'type',
    expect.objectContaining({ value: 'ab' }),
  ])
  expect((await heard(fixture))[0]).toBe('/a')
})

it('is plain HTML before it is live', async () => {
  await using fixture = await open(BODY, { join: false })
  await click(fixture, 'a')
  await fixture.page.waitForURL(/\/a$/)
  expect(fixture.requests).toContain('GET /a')
})

it('is plain HTML until its module is there, which then writes the address of the page that came meanwhile', async () => {
  await using fixture = await open(BODY, { modules: 'held', which: /navigation/ })
  expect(
    await fixture.page.evaluate(() => {
      addEventListener('click', (event) => event.preventDefault(), { once: true })
      return document
        .querySelector('a')
        ?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }))
    }),
  ).toBe(false)
  fixture.say(0, ['page', 0, '/late', 'push', 1])
  expect(await fixture.quiet()).toEqual([])
  expect(await at(fixture)).toBe('/')
  fixture.release()
  await expect.poll(() => at(fixture)).toBe('/late')
})

describe('in a browser without the Navigation API', () => {
  const without: StageOptions = {
    prepare: (page) => page.addInitScript(() => Reflect.deleteProperty(globalThis, 'navigation')),
  }

  it('takes links over, and loads the page of an entry on Back', async () => {
    await using fixture = await open(BODY, without)
    expect(await fixture.page.evaluate(() => 'navigation' in globalThis)).toBe(false)
    await click(fixture, 'a')
    expect(await heard(fixture)).toEqual(['/a', push])
    await show(fixture, 1, '/a')
    expect([await at(fixture), fixture.requests]).toEqual(['/a', []])
    await go(fixture, -1)
    await fixture.page.waitForURL(/\/$/)
    await expect.poll(() => fixture.requests).toContain('GET /')
  })

  it('asks nobody about entries with another hash', async () => {
    await using fixture = await open(`${BODY}<a href="#here">here</a>`, without)
    await click(fixture, 'here')
    await go(fixture, -1)
    await fixture.page.waitForURL(/\/$/)
    expect([await fixture.quiet(), fixture.requests]).toEqual([[], []])
  })
})

it('has pages prepared whose links are pointed at for a moment, each once, unless the author objects', async () => {
  await using fixture = await open(
    '<a href="/a#end">a</a> <a href="/b" data-live-prefetch="off">b</a> <a href="https://example.com/">c</a>',
  )
  for (let turn = 0; turn < 2; turn++)
    for (const text of ['b', 'c', 'a']) await fixture.page.hover(`text="${text}"`)
  expect(await fixture.heard()).toEqual(['prefetch', '/a'])
  expect(await fixture.quiet()).toEqual([])
})

it('shows that a page is awaited for long, until it comes', async () => {
  await using fixture = await open()
  await click(fixture, 'a')
  await fixture.page.waitForSelector('[data-live-progress]')
  expect(
    await fixture.page.evaluate(() => getComputedStyle(document.body.lastElementChild as Element).position),
  ).toBe('fixed')
  await heard(fixture)
  await show(fixture, 1, '/a')
  await fixture.page.waitForSelector('[data-live-progress]', { state: 'detached' })
})
