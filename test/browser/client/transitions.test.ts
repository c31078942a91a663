/** How a page takes the place of another one: in a transition, when its style sheets are there, and in order. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Page, Route } from 'playwright-core'
import { tap } from '../wire-tap.ts'
import { openTestBrowser, type Fixture, type TestBrowser } from './fixture.ts'
import { modulesStart } from './loaded-modules.ts'

let testBrowser: TestBrowser
beforeAll(async () => {
  testBrowser = await openTestBrowser()
})
afterAll(() => testBrowser[Symbol.asyncDispose]())

const FIRST = `<main data-live-prefetch="off"><h1>First</h1><a href="/b">b</a>
<a href="/b" data-live-transition="zoom slow">zoom</a><a href="/b" data-live-transition="off">off</a></main>`
const SECOND = '<main data-live-prefetch="off"><h1>Second</h1><a href="/c">c</a></main>'

/** What scripts of the tests see of the transitions of the page. */
interface Seen {
  readonly types: string[]
  last?: ViewTransition
}

/** No page that was left is seen before the server shows it again. */
const keepNothing = (page: Page): Promise<unknown> =>
  page.route('**/kept.js', (route) =>
    route.fulfill({ contentType: 'text/javascript', body: 'export function start() {}' }),
  )

/** A page with one root, which shows the first of two contents, and its transitions. */
async function open(
  nonce: string,
  prepare: (page: Page) => Promise<unknown> = keepNothing,
): Promise<Fixture> {
  const fixture = await testBrowser.open(`<div data-live-root="0">${FIRST}</div>`, {
    routes: true,
    join: false,
    nonce,
    prepare: async (page) => {
      await page.addInitScript(() => {
        const seen: Seen = { types: [] }
        const begin = Document.prototype.startViewTransition
        Document.prototype.startViewTransition = function (options) {
          // The client gives it all of them.
          const { types } = options as StartViewTransitionOptions
          seen.types.push([...(types ?? []), document.documentElement.dataset['liveDirection']].join(' '))
          return (seen.last = begin.call(this, options))
        }
        Object.assign(globalThis, { seen })
      })
      await prepare(page)
    },
  })
  await fixture.join([[0, 'shape', 1]], { 1: ['first', FIRST, []] })
  await fixture.page.waitForFunction(() => history.scrollRestoration === 'manual')
  return fixture
}

const ON = ' data-live-transition'

/** Resolves when transitions can be shown, and these other modules have started. */
const isReady = ({ page }: Fixture, ...others: string[]): Promise<void> =>
  modulesStart(page, ['transitions', ...others])

function show(fixture: Fixture, content: 1 | 2, ...page: unknown[]): void {
  fixture.say({ 2: ['second', SECOND, []] }, [0, [content]], ['page', ...page])
}

const shows = ({ page }: Fixture, heading: string): Promise<unknown> =>
  page.waitForFunction((text) => document.querySelector('h1')?.textContent === text, heading)
const types = ({ page }: Fixture): Promise<unknown> => page.evaluate('seen.types')

async function follow(fixture: Fixture, name: string, event: number): Promise<void> {
  await fixture.page.click(`text="${name}"`)
  await fixture.heard()
  show(fixture, 2, event, '/b', 'push', 1)
  await shows(fixture, 'Second')
}

async function go(fixture: Fixture, by: number, event: number): Promise<void> {
  await fixture.page.evaluate((steps) => history.go(steps), by)
  await fixture.heard()
  show(fixture, by < 0 ? 1 : 2, event, by < 0 ? '/' : '/b', 'replace', 1)
  await shows(fixture, by < 0 ? 'First' : 'Second')
}

describe('a transition', () => {
  it('knows where the user goes, and Back plays again what led there', async () => {
    await using fixture = await open('')
    await isReady(fixture)
    await follow(fixture, 'zoom', 1)
    await go(fixture, -1, 2)
    await go(fixture, 1, 3)
    expect(await types(fixture)).toEqual([
      'zoom slow forward forward',
      'zoom slow back back',
      'zoom slow forward forward',
    ])
    await fixture.page.waitForFunction(() => !document.documentElement.hasAttribute('data-live-direction'))
    await go(fixture, -1, 4)
    await follow(fixture, 'b', 5)
    await go(fixture, -1, 6)
    expect(await types(fixture)).toHaveLength(4)
  })

  it('is that of all pages where the application has them, but for links without one', async () => {
    await using fixture = await open(ON)
    await isReady(fixture)
    await follow(fixture, 'b', 1)
    await go(fixture, -1, 2)
    await follow(fixture, 'off', 3)
    await go(fixture, -1, 4)
    expect(await types(fixture)).toEqual(['forward forward', 'back back'])
    // The same page with another search.
    await fixture.page.click('text="b"')
    await fixture.heard()
    show(fixture, 2, 5, '/b', 'push', 0)
    await shows(fixture, 'Second')
    expect(await types(fixture)).toHaveLength(2)
  })

  it('is none for a page that was kept, which is seen already, but for links on that', async () => {
    await using fixture = await open(ON, () => Promise.resolve())
    const { page } = fixture
    await isReady(fixture, 'edits', 'kept', 'recovery')
    await follow(fixture, 'b', 1)
    await page.evaluate(() => history.back())
    await fixture.heard()
    expect(await page.innerText('[data-live-stale] h1')).toBe('First')
    show(fixture, 1, 2, '/', 'replace', 1)
    await fixture.quiet()
    expect([await page.locator('[data-live-stale]').count(), await types(fixture)]).toEqual([
      0,
      ['forward forward'],
    ])
    await page.evaluate(() => history.forward())
    await fixture.heard()
    await page.click('[data-live-stale] >> text="c"')
    await fixture.heard()
    show(fixture, 1, 4, '/c', 'push', 1)
    await shows(fixture, 'First')
    expect(await types(fixture)).toEqual(['forward forward', 'forward forward'])
  })

  it('is none for users who prefer reduced motion', async () => {
    await using fixture = await open(ON)
    await isReady(fixture)
    await fixture.page.emulateMedia({ reducedMotion: 'reduce' })
    await follow(fixture, 'b', 1)
    expect(await types(fixture)).toEqual([])
  })

  it('leaves the focus in the new page, without a box around its heading, and its title is announced', async () => {
    await using fixture = await open(ON)
    const { page } = fixture
    await isReady(fixture)
    await page.press('text="b"', 'Enter')
    await fixture.heard()
    fixture.say({ 2: ['second', SECOND, []] }, [0, [2]], ['page', 1, '/b', 'push', 1], ['title', 'Two'])
    await page.waitForSelector('[aria-live=polite]:text-is("Two")', { state: 'attached' })
    expect(
      await page.evaluate(() => {
        const element = document.activeElement ?? document.body
        return [
          element.textContent,
          element.matches(':focus-visible'),
          getComputedStyle(element).outlineStyle,
        ]
      }),
    ).toEqual(['Second', true, 'none'])
    expect(await types(fixture)).toEqual(['forward forward'])
  })

  it('lets through what is clicked meanwhile', async () => {
    await using fixture = await open(ON)
    const { page } = fixture
    await isReady(fixture)
    await page.addStyleTag({ content: '::view-transition-group(root){animation-duration:60s}' })
    await follow(fixture, 'b', 1)
    await page.evaluate(() => (globalThis as unknown as { seen: Seen }).seen.last?.ready)
    const box = await page.locator('text="c"').boundingBox()
    await page.mouse.click((box?.x ?? 0) + 3, (box?.y ?? 0) + 3)
    expect((await fixture.heard()).slice(1, 3)).toEqual(['navigate', '/c'])
  })

  it('makes no click of a press on one thing and a release on another', async () => {
    await using fixture = await open(ON)
    const { page } = fixture
    await isReady(fixture)
    await page.addStyleTag({ content: '::view-transition-group(root){animation-duration:60s}' })
    await follow(fixture, 'b', 1)
    await page.evaluate(() => (globalThis as unknown as { seen: Seen }).seen.last?.ready)
    const box = await page.locator('text="c"').boundingBox()
    await page.mouse.move(300, 300)
    await page.mouse.down()
    await page.mouse.move((box?.x ?? 0) + 3, (box?.y ?? 0) + 3)
    await page.mouse.up()
    expect(await fixture.quiet()).toEqual([])
  })

  it('is no error when it is skipped: by the next page, by the browser, or by a browser that does not draw', async () => {
    await using fixture = await open(ON)
    const { page } = fixture
    const { complaints } = tap(page)
    await isReady(fixture)
    await page.click('text="b"')
    await fixture.heard()
    show(fixture, 2, 1, '/b', 'push', 1)
    show(fixture, 1, 0, '/a', 'push', 1)
    show(fixture, 2, 0, '/b', 'push', 1)
    fixture.say(0, ['title', 'one'])
    await page.waitForFunction(() => document.title === 'one')
    await shows(fixture, 'Second')
    await page.setViewportSize({ width: 500, height: 500 })
    await page.evaluate(() => {
      Document.prototype.startViewTransition = () => {
        const skipped = (): Promise<never> => Promise.reject(new DOMException('skipped', 'AbortError'))
        // The client uses no more of it.
        return {
          ready: skipped(),
          updateCallbackDone: skipped(),
          finished: skipped(),
          skipTransition() {},
        } as unknown as ViewTransition
      }
    })
    show(fixture, 1, 0, '/a', 'push', 1)
    fixture.say(0, ['title', 'two'])
    await page.waitForFunction(() => document.title === 'two')
    await shows(fixture, 'First')
    expect(complaints).toEqual([])
  })
})

/** What is in the place of `startViewTransition`, each with a fault of its own. */
const FAULTS: Readonly<Record<string, () => void>> = {
  throws() {
    Document.prototype.startViewTransition = () => {
      throw new DOMException('no', 'InvalidStateError')
    }
  },
  'is a script that shows pages at once and promises nothing'() {
    Reflect.deleteProperty(globalThis, 'ViewTransition')
    Document.prototype.startViewTransition = (update) => {
      if (typeof update === 'function') void update()
      // The fault is that there is no more of it.
      return {} as ViewTransition
    }
  },
  'never draws, and throws when it is to skip that'() {
    Document.prototype.startViewTransition = () =>
      // The client uses no more of it.
      ({
        ready: Promise.resolve(),
        updateCallbackDone: Promise.resolve(),
        finished: new Promise(() => {}),
        skipTransition() {
          throw new DOMException('no', 'InvalidStateError')
        },
      }) as unknown as ViewTransition
  },
}

it.each(Object.keys(FAULTS))('pages are shown in a browser whose transition %s', async (fault) => {
  await using fixture = await open(ON)
  const { page } = fixture
  const { complaints } = tap(page)
  await isReady(fixture)
  await page.evaluate(`(${String(FAULTS[fault]).replace(/^[^(]*/, 'function ')})()`)
  await follow(fixture, 'b', 1)
  fixture.say(0, ['title', 'behind'])
  await page.waitForFunction(() => document.title === 'behind')
  await go(fixture, -1, 2)
  // The engine has found nothing that does not fit.
  expect([await fixture.quiet(), complaints]).toEqual([[], []])
})

describe('a page with a style sheet of its own', () => {
  const HEAD = '<link rel="stylesheet" href="/b.css" data-live-tag="stylesheet /b.css">'
  const BODY = '<link rel="stylesheet" href="/b.css">'

  it.each([
    ['its head', SECOND, ['head', [], HEAD]],
    ['its template', BODY + SECOND, ['title', 'Two']],
  ])('is shown when the sheet of %s has loaded, and what comes behind it then', async (_, markup, effect) => {
    const held: Route[] = []
    const sheet = { contentType: 'text/css', body: 'h1{color:rgb(1,2,3)}' }
    const answer = (route: Route): unknown => (held[0] ? route.fulfill(sheet) : held.push(route))
    await using fixture = await open('', (page) => page.route('**/b.css', answer))
    const { page } = fixture
    await page.evaluate(() => {
      const follow = (): void => {
        const heading = document.querySelector('h1')
        if (heading?.textContent !== 'Second') return
        observer.disconnect()
        Object.assign(globalThis, { colour: getComputedStyle(heading).color })
      }
      const observer = new MutationObserver(follow)
      observer.observe(document.body, { childList: true, subtree: true })
    })
    const requested = page.waitForRequest('**/b.css')
    fixture.say({ 2: ['second', markup, []] }, [0, [2]], ['page', 0, '/b', 'push', 1], effect)
    fixture.say(0, ['title', 'behind'])
    await requested
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)))
    expect(await page.evaluate('[document.querySelector("h1").textContent, document.title]')).toEqual([
      'First',
      'Start',
    ])
    await held[0]?.fulfill(sheet)
    await page.waitForFunction(() => document.title === 'behind')
    expect(await page.evaluate('colour')).toBe('rgb(1, 2, 3)')
    // Nothing stands in for the link of a template once that has loaded.
    await page.waitForFunction(() => document.querySelectorAll('link[rel=stylesheet]').length === 1)
    expect(await page.locator('link[rel=stylesheet]').getAttribute('media')).toBeNull()
  })
})

describe('a page whose style sheet has an address in a hole', () => {
  it('is shown at once, as that is not known before, and gets its looks when the sheet has loaded', async () => {
    const held: Route[] = []
    await using fixture = await open('', (page) => page.route('**/hole.css', (route) => held.push(route)))
    const { page } = fixture
    const markup = `<link rel="stylesheet" _>${SECOND}`
    const requested = page.waitForRequest('**/hole.css')
    fixture.say({ 9: ['with-hole', markup, ['=href']] }, [0, [9, '/hole.css']], ['page', 0, '/b', 'push', 1])
    await requested
    await shows(fixture, 'Second')
    await held[0]?.fulfill({ contentType: 'text/css', body: 'h1{color:rgb(4,5,6)}' })
    await page.waitForFunction(() => document.styleSheets.length > 0)
    expect(await page.evaluate('getComputedStyle(document.querySelector("h1")).color')).toBe('rgb(4, 5, 6)')
  })
})

describe('a page with an autofocus', () => {
  it('has the focus there and nowhere else, when it comes in a transition', async () => {
    await using fixture = await open(ON)
    const { page } = fixture
    await isReady(fixture)
    await page.press('text="b"', 'Enter')
    await fixture.heard()
    const markup = `${SECOND}<form><input id="before"><input id="focused" autofocus></form>`
    fixture.say({ 8: ['with-autofocus', markup, []] }, [0, [8]], ['page', 1, '/b', 'push', 1])
    await page.waitForFunction(() => document.activeElement?.id === 'focused')
    await page.evaluate('seen.last?.finished')
    expect(
      await page.evaluate('[document.activeElement.id, document.querySelectorAll("h1[tabindex]").length]'),
    ).toEqual(['focused', 0])
    expect(await types(fixture)).toEqual(['forward forward'])
    await page.keyboard.type('typed at once')
    expect(await page.inputValue('#focused')).toBe('typed at once')
  })
})

it('has the pages of some links in view prepared, where their author wants that', async () => {
  const links = [
    '/1',
    '/1',
    '/2" data-live-prefetch="off',
    '/3" download="',
    '/4" data-live-native="',
    '/5',
    '/6',
    '/7',
  ]
  await using fixture = await testBrowser.open(
    `<nav data-live-prefetch="visible">${links.map((href) => `<a href="${href}">link</a> `).join('')}</nav>
    <p style="height:3000px"></p><a href="/8" data-live-prefetch="visible">link</a><a href="/9">link</a>`,
    { routes: true },
  )
  const heard = [await fixture.heard(), await fixture.heard(), await fixture.heard()]
  expect(heard).toEqual(['/1', '/5', '/6'].map((href) => ['prefetch', href]))
  expect(await fixture.quiet()).toEqual([])
})
