import { Component, component, html, LiveView, notFound, redirect, type AppOptions } from 'overwire'
import { describe, expect, test } from 'vitest'
import { createApp, type App } from '../../src/server/app.ts'
import { appWith, deferred, HeldPlatform, WireBrowser, settled } from '../circuit/wire-browser.ts'
import { createLog } from './log.ts'

/** What can be thrown, and cannot be looked at. */
const UNSPEAKABLE: readonly [string, () => unknown][] = [
  ['an object without a prototype', () => Object.create(null) as object],
  ['a revoked proxy', revokedProxy],
  ['an object whose toString throws', () => ({ toString: () => fail('toString') })],
  ['an error whose message throws', () => Object.defineProperty(new Error('x'), 'message', { get: fail })],
  ['undefined', () => undefined],
]

describe('a request that fails', () => {
  test.each(['mount', 'render', 'document'])('in %s has its page stopped', async (where) => {
    const ended: string[] = []
    class Part extends Component {
      held = this.live.signal.addEventListener('abort', () => ended.push('part'))
      render() {
        return html`<p></p>`
      }
    }
    class Failing extends LiveView {
      held = this.live.signal.addEventListener('abort', () => ended.push('view'))
      override mount() {
        if (where === 'mount') fail('mount')
      }
      render() {
        return html`<div>${component(Part)}${where === 'render' ? component(Broken) : null}</div>`
      }
    }
    class Broken extends Component {
      override render(): never {
        return fail('render')
      }
    }
    const { app } = appWith(Failing, {
      document: ({ body }) => (where === 'document' ? fail('document') : html`<body>${body}</body>`),
    })
    expect((await get(app))?.status).toBe(500)
    expect(ended).toContain('view')
  })

  test.each([
    ['its static id where it has no name', 'shop/row', 'An error in shop/row in shop/page: The stock fails.'],
    ['no name where it has none at all', undefined, 'An error in a class without a name in'],
  ])('names a class by %s', async (_, id, line) => {
    const rowOf = () =>
      class extends Component {
        static readonly id = id ?? ''
        stock = this.live.load(() => fail('stock'))
        render() {
          return html`<p>${this.stock.failed ? 'sold out' : ''}</p>`
        }
      }
    const Row = rowOf()
    const pageOf = () =>
      class extends LiveView {
        static readonly id = id === undefined ? '' : 'shop/page'
        render() {
          return html`<main>${component(Row)}</main>`
        }
      }
    const { app, reports } = appWith(pageOf())
    await get(app)
    expect(reports.join()).toContain(line)
  })

  test.each(UNSPEAKABLE)('with %s is answered and reported', async (_, thrown) => {
    for (const development of [true, false]) {
      class Failing extends LiveView {
        override mount() {
          throw thrown()
        }
        render() {
          return html`<p></p>`
        }
      }
      const { app, reports } = appWith(Failing, { development })
      expect((await get(app))?.status).toBe(500)
      expect(reports.join()).toContain('An error in the page of "/"')
    }
  })

  test('because its data could not be loaded is no empty page with status 200', async () => {
    class Unread extends LiveView {
      rows = this.live.load(() => Promise.reject<string[]>(new Error('no database')))
      render() {
        return html`<ul>${this.rows.value?.map((row) => html`<li>${row}</li>`)}</ul>`
      }
    }
    class Read extends Unread {
      override render() {
        return html`<p>${this.rows.failed ? 'Try later' : ''}</p>`
      }
    }
    expect((await get(appWith(Unread).app))?.status).toBe(500)
    const shown = await get(appWith(Read).app)
    expect([shown?.status, (await shown?.text())?.includes('Try later')]).toEqual([200, true])
  })

  test('is answered although the logger throws', async () => {
    const logger = { info: fail, warn: fail, error: fail }
    class Failing extends LiveView {
      override mount() {
        fail('mount')
      }
      render() {
        return html`<p></p>`
      }
    }
    expect((await get(appWith(Failing, { logger }).app))?.status).toBe(500)
  })
})

describe('a handler', () => {
  test.each(UNSPEAKABLE)('that throws %s fails, and the page goes on', async (_, thrown) => {
    class Failing extends LiveView {
      count = 0
      fails() {
        this.count++
        throw thrown()
      }
      render() {
        return html`<button @click=${this.fails}>${this.count}</button>`
      }
    }
    const { app } = appWith(Failing)
    const browser = await WireBrowser.open(app)
    await browser.click([0, 0])
    await browser.click([0, 0])
    expect(browser.effects).toEqual([
      ['failed', 1],
      ['failed', 2],
    ])
  })

  test('whose abort listeners throw at its time limit ends no process', async () => {
    class Long extends LiveView {
      override start() {
        this.live.signal.addEventListener('abort', () => fail('listener of the view'))
      }
      async wait(event: { readonly signal: AbortSignal }) {
        event.signal.addEventListener('abort', () => fail('listener of the event'))
        event.signal.addEventListener('abort', { handleEvent: () => fail('listener object') })
        event.signal.onabort = () => fail('onabort')
        await new Promise(() => {})
      }
      render() {
        return html`<button @click=${(event: { readonly signal: AbortSignal }) => this.wait(event)}>x</button>`
      }
    }
    const { app, platform, reports } = appWith(Long)
    const browser = await WireBrowser.open(app)
    await browser.click([0, 0])
    await platform.pass(31_000)
    expect(browser.effects.at(-1)).toEqual(['failed', 1])
    await browser.send({ kind: 'leave' })
    const text = reports.join()
    for (const each of ['of the event', 'object', 'onabort', 'of the view']) expect(text).toContain(each)
  })

  test('may take its abort listeners away again', async () => {
    const heard: string[] = []
    class Long extends LiveView {
      async wait({ signal }: { readonly signal: AbortSignal }) {
        const listener = (): void => void heard.push('removed')
        signal.addEventListener('abort', listener)
        signal.removeEventListener('abort', listener)
        signal.addEventListener('abort', () => heard.push('kept'), { once: true })
        await new Promise(() => {})
      }
      render() {
        return html`<button @click=${(event: { readonly signal: AbortSignal }) => this.wait(event)}>x</button>`
      }
    }
    const { app, platform } = appWith(Long)
    const browser = await WireBrowser.open(app)
    await browser.click([0, 0])
    await platform.pass(31_000)
    expect(heard).toEqual(['kept'])
  })
})

describe('redirect() and notFound()', () => {
  test('in an action load another page', async () => {
    const { app } = appWith(Empty)
    app.action('out', () => redirect('/login'))
    app.action('none', async () => {
      await Promise.resolve()
      notFound()
    })
    const browser = await WireBrowser.open(app)
    browser.sendEvent('out')
    browser.sendEvent('none')
    await settled()
    expect(browser.effects).toContainEqual(['load', '/login'])
    expect(browser.effects).toContainEqual(['load', ''])
    expect(browser.effects).not.toContainEqual(['failed', 1])
  })
})

describe('code of the application that does not end', () => {
  test.each([
    ['createApp({ context })', { context: () => new Promise<never>(() => {}) }, '/'],
    ['The handler of app.page(…)', {}, '/document'],
  ] satisfies [string, AppOptions, string][])('in %s ends its request', async (what, options, path) => {
    const { app, platform, reports } = appWith(Empty, options)
    app.page('/document', () => new Promise<never>(() => {}))
    const response = get(app, path)
    await settled()
    await platform.pass(31_000)
    expect((await response)?.status).toBe(500)
    expect(reports.join()).toContain(`${what} had not settled after 30000 ms`)
  })

  test('in middleware ends its event', async () => {
    const { app, platform } = appWith(Empty)
    app.use(() => new Promise(() => {}))
    const browser = await WireBrowser.open(app)
    browser.sendEvent('anything')
    await settled()
    await platform.pass(31_000)
    expect(browser.effects).toEqual([['failed', 1]])
  })
})

describe('a join', () => {
  test('whose mount takes more than ten seconds is not cut off', async () => {
    const gate = deferred()
    let mounts = 0
    class Slow extends LiveView {
      override mount() {
        return mounts++ === 0 ? undefined : gate.promise
      }
      render() {
        return html`<p>${mounts}</p>`
      }
    }
    const { app, platform } = appWith(Slow)
    const browser = await WireBrowser.load(app)
    await platform.pass(31_000)
    const joining = browser.join()
    await settled()
    await platform.pass(25_000)
    expect(browser.closed).toBeUndefined()
    gate.resolve()
    await joining
    for (let turn = 0; turn < 20 && !browser.joined; turn++) await settled()
    expect(browser.joined.kind).toBe('joined')
  })
})

describe('the clock of the machine', () => {
  test('may be set back or on without closing a socket', async () => {
    const time = new HeldPlatform()
    let wall = 1_800_000_000_000
    const clock = { ...time.clock, wall: () => wall }
    const app = createApp({ logger: createLog(), secret: 's'.repeat(32) }, { ...time, clock })
    app.live('/', Empty)
    const browser = await WireBrowser.open(app)
    for (const change of [-3_600_000, 7_200_000]) {
      wall += change
      await time.pass(15_000)
      await browser.send({ kind: 'beat' })
    }
    expect(browser.closed).toBeUndefined()
  })
})

class Empty extends LiveView {
  render() {
    return html`<p></p>`
  }
}

async function get(app: App, path: string = '/'): Promise<Response | null> {
  return app.handler.fetch(new Request(`http://localhost${path}`))
}

function fail(what?: unknown): never {
  throw new Error(`The ${String(what)} fails.`)
}

function revokedProxy(): object {
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  return proxy
}
