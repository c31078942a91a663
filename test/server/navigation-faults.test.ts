import { Component, gate, html, LiveView, route, type App, type LayoutProps, type ViewClass } from 'overwire'
import { describe, expect, test } from 'vitest'
import { CLOSE_CODES } from '../../src/protocol/messages.ts'
import { Browser, type Line } from './browser.ts'
import { Missing } from './site-views.ts'
import { startSite, type Site } from './site.ts'

/** The layout of all pages: its button counts, so that it is seen whether it stays. */
class Shell extends Component<LayoutProps> {
  count = 0
  render() {
    return html`<button @click=${() => this.count++}>${this.count}</button><main>${this.props.content}</main>`
  }
}

class Plain extends LiveView {
  render() {
    return html`<h1>${this.live.context.url.pathname}</h1>`
  }
}

class Broken extends LiveView {
  render() {
    return html`<h1>${'Broken'}</h1>`
  }
}

function fail(): never {
  throw new Error('it breaks')
}

/** Views that throw, each at another step on the way to a page or from it. */
const breaking: Readonly<Record<string, ViewClass>> = {
  '/constructor': class extends Plain {
    broken: unknown = fail()
  },
  '/mount': class extends Plain {
    override mount() {
      fail()
    }
  },
  '/load': class extends Plain {
    data = this.live.load(() => Promise.reject(new Error('it breaks')))
  },
  '/head': class extends Plain {
    override mount() {
      const endless: { self?: object } = {}
      endless.self = endless
      this.live.head = { jsonLd: endless }
    }
  },
  '/render': class extends LiveView {
    render() {
      return fail()
    }
  },
  '/start': class extends Plain {
    override start() {
      fail()
    }
  },
  '/navigated': class extends Plain {
    override navigated() {
      fail()
    }
  },
  '/stop': class extends Plain {
    override stop() {
      fail()
    }
  },
}

const guarded = route('/gate', { gate: gate((): object => fail()) })
const hanging = route('/hang', { gate: gate(() => new Promise<void>(() => {})) })

/** A site of these pages and of plain ones. A page whose gates hang fails soon. */
function start(add: (app: App) => unknown = () => {}): Promise<Site> {
  return startSite(
    (app) => {
      app.group({ layout: Shell, notFound: Missing, failed: Broken }, (group) => {
        group.live('/', Plain).live('/plain', Plain).live(guarded, Plain).live(hanging, Plain)
        for (const [path, view] of Object.entries(breaking)) group.live(path, view)
      })
      add(app)
    },
    { limits: { handlerTime: 200 } },
  )
}

/** By what a circuit is taken up again. */
interface CircuitName {
  readonly circuit: string
  readonly secret: string
}

/** A page that is open in a browser, and what was sent to it. */
class Tab implements AsyncDisposable {
  readonly #browser: Browser
  readonly #url: string
  #line: Line
  readonly #circuit: CircuitName
  #attempt = 1
  seen = 0

  private constructor(
    browser: Browser,
    opened: { readonly url: string; readonly line: Line; readonly circuit: CircuitName },
  ) {
    this.#browser = browser
    this.#url = opened.url
    this.#line = opened.line
    this.#circuit = opened.circuit
  }

  static async open(url: string): Promise<Tab> {
    const browser = new Browser()
    const { token } = await browser.load(url)
    const line = await browser.connect(url)
    line.join(token)
    const { circuit, secret } = await line.next('joined')
    return new Tab(browser, { url, line, circuit: { circuit, secret } })
  }

  get line(): Line {
    return this.#line
  }

  /** Clicks the button of the layout. */
  async count(): Promise<void> {
    this.#line.event([0, 0], {}, 'click', this.seen)
    await this.outcome()
  }

  follow(href: string): void {
    this.#line.event(href, { data: { how: 'push' } }, 'navigate', this.seen)
  }

  /** Sends a text as it is. */
  sendText(text: string): void {
    this.#line.socket.send(text)
  }

  /** Follows a link and waits for what comes of it. */
  async go(href: string): Promise<Awaited<ReturnType<Tab['outcome']>>> {
    this.follow(href)
    return this.outcome()
  }

  /** The effects until the next outcome, and what was shown. */
  async outcome(): Promise<{ readonly effects: readonly unknown[]; readonly shown: string }> {
    const effects: unknown[] = []
    let shown = ''
    for (;;) {
      const frame = await this.#line.next('frame')
      this.seen++
      effects.push(...frame.effects)
      shown += JSON.stringify(frame.difference)
      if (frame.effects.some(isOutcome)) return { effects, shown }
    }
  }

  /** The effects of the next frame. */
  async next(): Promise<readonly unknown[]> {
    const { effects } = await this.#line.next('frame')
    this.seen++
    return effects
  }

  /** The socket is lost, and the browser comes back on another. */
  async cut(): Promise<void> {
    this.#line.socket.terminate()
    this.#line = await this.#browser.connect(this.#url)
    const request = { ...this.#circuit, received: this.seen, attempt: ++this.#attempt }
    this.#line.send({ kind: 'rejoin', version: 1, ...request })
    await this.#line.next('rejoined')
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#line[Symbol.asyncDispose]()
  }
}

function isOutcome(effect: unknown): boolean {
  return (
    typeof effect === 'number' || (Array.isArray(effect) && ['failed', 'refused'].includes(String(effect[0])))
  )
}

/** The pages that are shown: rank, address, and how the history is written. */
function pagesIn(effects: readonly unknown[]): unknown[] {
  return effects.flatMap((effect) =>
    Array.isArray(effect) && effect[0] === 'page' ? [effect.slice(1, 4)] : [],
  )
}

describe('a page that throws', () => {
  test.each([
    ['/constructor', 'Broken'],
    ['/mount', 'Broken'],
    ['/load', 'Broken'],
    ['/head', 'Broken'],
    ['/render', 'Broken'],
    ['/gate', 'Broken'],
    ['/hang', 'Broken'],
    ['/start', '/start'],
    ['/navigated', '/navigated'],
    ['/stop', '/stop'],
  ])('at %s is reported, and the layout and the connection go on', async (path, shown) => {
    await using site = await start()
    await using tab = await Tab.open(site.url)
    await tab.count()
    const there = await tab.go(path)
    expect(pagesIn(there.effects)).toEqual([[2, path, 'push']])
    expect(there.shown).toContain(shown)
    const again = await tab.go(`${path}?again`)
    expect(pagesIn(again.effects)).toHaveLength(1)
    const back = await tab.go('/')
    expect(pagesIn(back.effects)).toEqual([[4, '/', 'push']])
    // Not made anew: only its count is sent.
    tab.line.event([0, 0], {}, 'click', tab.seen)
    expect((await tab.outcome()).shown).toBe('[0,[0,1,2]]')
    // The same error again is not logged again.
    expect(site.log.lines).toEqual([expect.stringMatching(/^error: /)])
  })
})

test.each([
  ['with an error page', Broken],
  ['without one', undefined],
])('a gate that throws for a new search leaves the page as it is, in a group %s', async (_, failed) => {
  let state: 'well' | 'broken' = 'well'
  const guardedSearch = route('/search', { gate: gate(() => (state === 'broken' ? fail() : undefined)) })
  class Search extends LiveView<typeof guardedSearch> {
    next = 1
    override navigated() {
      this.next++
    }
    render() {
      const { search } = this.live.context.url
      return html`<button @click=${() => this.live.setSearch({ page: this.next })}>${search}</button>`
    }
  }
  await using site = await startSite((app) => {
    app.group({ ...(failed && { failed }) }, (group) => group.live(guardedSearch, Search))
  })
  await using tab = await Tab.open(`${site.url}/search`)
  const click = async (): Promise<unknown> => {
    tab.line.event([0, 0], {}, 'click', tab.seen)
    return (await tab.outcome()).effects
  }
  const address = (page: number): unknown => ['address', `/search?page=${page}`, 'replace']
  expect(await click()).toEqual([1])
  expect(await tab.next()).toEqual([address(1)])
  state = 'broken'
  expect(await click()).toEqual([2])
  await expect.poll(() => site.log.lines).toEqual([expect.stringContaining('the gates or the search')])
  state = 'well'
  // Nothing came between: no page of errors, and no load.
  expect(await click()).toEqual([3])
  expect(await tab.next()).toEqual([address(2)])
})

describe('what no honest browser sends', () => {
  test.each([
    ['an address of another host', '[0,"navigate","//evil.example/x"]', ['load', '/evil.example/x']],
    ['one with a backslash', '[0,"navigate","/\\\\evil.example/x"]', ['load', '/evil.example/x']],
    ['one that leads there by steps', '[0,"navigate","/plain/..//evil.example"]', ['load', '/evil.example']],
    ['one that leads nowhere', '[0,"navigate","/nowhere?a#b"]', ['load', '/nowhere?a#b']],
    ['one with a zero character', '[0,"navigate","/x\\u0000y"]', ['load', '/x%00y']],
    ['one that is no text of an encoding', '[0,"navigate","/%E0%A4%A"]', ['load', '/%E0%A4%A']],
    ['one that is too long', `[0,"navigate","/${'x'.repeat(40_000)}"]`, ['refused', 1, 'invalid']],
    [
      'an address in place of a path',
      '[0,"navigate","javascript:alert(1)"]',
      ['refused', 1, 'unknown-action'],
    ],
    [
      'a kind of step that there is none of',
      '[0,"navigate","/plain",{"data":{"how":"__proto__","shown":"x"}}]',
      ['page', 1, '/plain', 'push', 1, expect.any(String)],
    ],
    [
      'names of prototypes in a search',
      '[0,"navigate","/plain?__proto__=x&constructor=y"]',
      ['page', 1, '/plain?__proto__=x&constructor=y', 'push', 1, expect.any(String)],
    ],
  ])('%s changes nothing else, and the page goes on', async (_, text, effect) => {
    await using site = await start()
    await using tab = await Tab.open(site.url)
    tab.sendText(text)
    const { effects } = await tab.outcome()
    expect(effects.map((each) => (Array.isArray(each) ? each.slice(0, effect.length) : each))).toContainEqual(
      effect,
    )
    expect(pagesIn((await tab.go('/')).effects)).toHaveLength(1)
    expect(Object.keys(Object.prototype)).toEqual([])
  })

  test.each([
    ['a click on an address', '[0,"click","/plain"]'],
    ['a page of another host to be prepared', '["prefetch","https://evil.example/"]'],
    ['an address to be prepared that is too long', `["prefetch","/${'x'.repeat(40_000)}"]`],
  ])('%s ends its socket, and the page goes on with the next one', async (_, text) => {
    await using site = await start()
    await using tab = await Tab.open(site.url)
    tab.sendText(text)
    expect(await tab.line.closed).toBe(CLOSE_CODES.malformed)
    await tab.cut()
    expect((await tab.go('/plain')).shown).toContain('/plain')
  })

  test('more pages to be prepared than it can look at hold three, and the page goes on', async () => {
    let [mounted, aborted] = [0, 0]
    class Counted extends Plain {
      override mount() {
        mounted++
        this.live.signal.addEventListener('abort', () => aborted++)
      }
    }
    await using site = await start((app) => app.live('/of/:id', Counted))
    await using tab = await Tab.open(site.url)
    for (let id = 0; id < 90; id++) tab.line.send({ kind: 'prefetch', href: `/of/${id}` })
    expect((await tab.go('/of/0')).shown).toContain('/of/0')
    expect(mounted - aborted).toBeLessThanOrEqual(4)
    expect(mounted).toBeLessThan(90)
  })
})

describe('a socket that is lost', () => {
  test.each(['its gate', 'its mount', 'its frame'])(
    'while a page is at %s loses no page, and shows none twice',
    async (moment) => {
      let [reached, goOn] = [false, (): void => {}]
      const wait = (): Promise<void> => {
        reached = true
        return new Promise((resolve) => (goOn = resolve))
      }
      const slow = route('/slow', { gate: gate(() => (moment === 'its gate' ? wait() : undefined)) })
      class Slow extends LiveView {
        override async mount() {
          if (moment === 'its mount') await wait()
        }
        override start() {
          reached = true
        }
        render() {
          return html`<h1>${'slow'}</h1>`
        }
      }
      await using site = await start((app) => app.live(slow, Slow))
      await using tab = await Tab.open(site.url)
      tab.follow('/slow')
      await expect.poll(() => reached).toBe(true)
      await tab.cut()
      goOn()
      const { effects, shown } = await tab.outcome()
      expect([pagesIn(effects).length, effects.at(-1), shown.match(/slow/g)?.length]).toEqual([1, 1, 1])
      expect((await tab.go('/plain')).effects.at(-1)).toBe(2)
    },
  )
})
