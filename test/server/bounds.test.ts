import { html, LiveView, type App, type AppOptions } from 'overwire'
import { describe, expect, test } from 'vitest'
import { decodeDown, encodeUp } from '../../src/protocol/codec.ts'
import type { UpMessage } from '../../src/protocol/messages.ts'
import { createApp } from '../../src/server/app.ts'
import { HeldPlatform, settled } from '../circuit/wire-browser.ts'
import { createLog } from './log.ts'

/** Shows a large text, and another one after each message. */
class Feed extends LiveView {
  text = ''
  override mount(): void {
    this.live.subscribe('feed', (text: string) => (this.text = text))
  }
  render() {
    return html`<pre>${this.text}</pre>`
  }
}

describe('a browser that does not read', () => {
  test('is sent a bounded number of bytes, however much it acknowledges', async () => {
    const { app } = start(Feed)
    const tabs = await Promise.all(Array.from({ length: 10 }, () => Tab.join(app, { reads: false })))
    for (let n = 0; n < 400; n++) {
      await app.publish('feed', String(n).padStart(50_000, '.'))
      await Promise.resolve()
      for (const tab of tabs) tab.send({ kind: 'ack', seen: tab.frames })
    }
    for (const tab of tabs) expect(tab.bufferedAmount).toBeLessThan(1_300_000)
  }, 60_000)

  test('gets the newest when it reads again', async () => {
    const { app, time } = start(Feed)
    const tab = await Tab.join(app, { reads: false })
    for (let n = 0; n < 100; n++) {
      await app.publish('feed', String(n).padStart(50_000, '.'))
      await Promise.resolve()
      tab.send({ kind: 'ack', seen: tab.frames })
    }
    const before = tab.frames
    tab.read()
    await time.pass(1000)
    expect(tab.frames).toBe(before + 1)
    expect(tab.last).toContain('..99')
  })

  test('is closed in the end, although it sends heartbeats', async () => {
    const { app, time } = start(Feed)
    const [silent, reading] = [await Tab.join(app, { reads: false }), await Tab.join(app, { reads: true })]
    for (let passed = 0; passed < 100; passed += 5) {
      for (const tab of [silent, reading]) tab.send({ kind: 'beat' })
      await time.pass(5_000)
    }
    expect([silent.closed, reading.closed]).toEqual([4503, null])
  })
})

describe('sockets that have not joined', () => {
  test.each([
    ['is answered when it is as large as a join may be', 65_000, 4403],
    ['is not read when it is larger than any join', 66_000, 4400],
  ])('send a first message, which %s', async (_, size, code) => {
    const { app } = start(Feed)
    const tab = Tab.open(app, {})
    tab?.send({ kind: 'rejoin', version: 1, circuit: 'x'.repeat(size), secret: '', received: 0, attempt: 1 })
    await settled()
    expect(tab?.closed).toBe(code)
  })

  test('are closed in time, although they send heartbeats', async () => {
    const { app, time } = start(Feed)
    const tab = Tab.open(app, {})
    for (let passed = 0; passed < 20; passed += 5) {
      tab?.send({ kind: 'beat' })
      await time.pass(5_000)
    }
    expect(tab?.closed).toBe(4403)
  })

  test('are bounded for each visitor', () => {
    const { app } = start(Feed)
    const open = Array.from({ length: 25 }, () => Tab.open(app, { cookie: `live_visitor=${'a'.repeat(22)}` }))
    expect(open.filter((tab) => tab !== null)).toHaveLength(20)
    expect(Tab.open(app, { cookie: `live_visitor=${'b'.repeat(22)}` })).not.toBeNull()
  })

  test('are bounded for each address, whatever cookies they invent', () => {
    const { app } = start(Feed)
    const invented = (n: number): string => `live_visitor=${String(n).padStart(22, 'c')}`
    const open = Array.from({ length: 1_100 }, (_, n) =>
      Tab.open(app, { ip: '10.0.0.1', cookie: invented(n) }),
    )
    expect(open.filter((tab) => tab !== null)).toHaveLength(1_000)
    expect(Tab.open(app, { ip: '10.0.0.2', cookie: invented(0) })).not.toBeNull()
  })

  test('are not counted together where their address is not known', () => {
    const { app } = start(Feed)
    const open = Array.from({ length: 1_100 }, () => Tab.open(app, {}))
    expect(open.filter((tab) => tab !== null)).toHaveLength(1_100)
  })

  test('are bounded in total', () => {
    const { app } = start(Feed)
    const open = Array.from({ length: 10_100 }, (_, n) => Tab.open(app, { ip: `10.0.${n >> 8}.${n & 255}` }))
    expect(open.filter((tab) => tab !== null)).toHaveLength(10_000)
  })

  test('leave room again when they have joined or closed', async () => {
    const { app } = start(Feed)
    for (let n = 0; n < 15; n++)
      await Tab.join(app, { reads: true, cookie: `live_visitor=${'a'.repeat(22)}` })
    for (let n = 0; n < 100; n++) {
      const tab = Tab.open(app, { cookie: `live_visitor=${'a'.repeat(22)}` })
      expect(tab).not.toBeNull()
      tab?.leave()
    }
  })
})

describe('a join', () => {
  test('beyond the circuits of a visitor costs no work of the application', async () => {
    let asked = 0
    const { app } = start(Feed, {
      context: () => {
        asked++
        return {}
      },
    })
    const cookie = `live_visitor=${'a'.repeat(22)}`
    for (let n = 0; n < 20; n++) await Tab.join(app, { reads: true, cookie })
    const page = await app.handler.fetch(new Request('http://localhost/', { headers: { cookie } }))
    const token = /data-live-token="([^"]+)"/.exec((await page?.text()) ?? '')?.[1] ?? ''
    asked = 0
    const tab = Tab.open(app, { cookie })
    await tab?.ask({ token })
    expect([tab?.last, asked]).toEqual(['["refused","circuit-limit"]', 0])
  })

  test('beyond the circuits of an address is refused, whatever cookies its visitors invent', async () => {
    const { app } = start(Feed, { limits: { circuitsPerAddress: 30 } })
    for (let n = 0; n < 30; n++) await Tab.join(app, { ip: '10.0.0.1', reads: true })
    const [refused, other] = [
      await Tab.join(app, { ip: '10.0.0.1' }),
      await Tab.join(app, { ip: '10.0.0.2' }),
    ]
    expect(refused.last).toBe('["refused","circuit-limit"]')
    expect(other.first).toContain('"joined"')
  })

  test('has few of the templates kept that it names', async () => {
    const { app } = start(Feed)
    const first = await Tab.join(app, { reads: true })
    const [hash = ''] = /"[\w-]{11}"/.exec(first.first) ?? []
    const known = [hash.slice(1, -1)]
    const few = await Tab.join(app, { reads: true, templates: known })
    expect(few.first).toContain(`:${hash}`)
    const invented = Array.from({ length: 4000 }, (_, n) => `t${n}`.padEnd(11, '_'))
    const many = await Tab.join(app, { reads: true, templates: [...invented, ...known] })
    expect(many.first).toContain(`:[${hash}`)
  })
})

describe('the rate of a socket', () => {
  test('counts the bytes of events apart from their number', async () => {
    const { app } = start(Feed, { limits: { byteBurst: 200_000 } })
    const tab = await Tab.join(app, { reads: true })
    const payload = { value: 'x'.repeat(60_000) }
    for (let n = 0; n < 5; n++) tab.send({ kind: 'event', seen: 0, type: 'click', target: 'none', payload })
    await settled()
    const codes = [1, 2, 3, 4, 5].map(
      (n) => RegExp(`\\["refused",${n},"([\\w-]+)"`).exec(tab.texts.join())?.[1],
    )
    expect(codes).toEqual([...Array<string>(3).fill('unknown-action'), 'limited', 'limited'])
  })

  const wide = { detail: Array.from({ length: 50_000 }, () => ({ a: {} })) }
  const flood: readonly UpMessage[] = [
    { kind: 'event', seen: 0, type: 'click', target: 'none', payload: wide },
    { kind: 'left', roots: Array.from({ length: 250_000 }, () => 9) },
    { kind: 'problem', code: 'missing-target', detail: 'x'.repeat(500_000) },
    { kind: 'mismatch', seen: 0, reason: 'x'.repeat(500_000) },
  ]

  test.each(flood)(
    'closes a socket two bursts of bytes ahead, before it reads more: $kind',
    async (message) => {
      const { app } = start(Feed)
      const tab = await Tab.join(app, { reads: true })
      for (let n = 0; n < 4; n++) tab.send(message)
      expect(tab.closed).toBeNull()
      tab.send(message)
      expect(tab.closed).toBe(4429)
    },
  )

  test('takes a frame of the largest size, however small a burst is', async () => {
    const { app } = start(Feed, { limits: { byteBurst: 1 } })
    const tab = await Tab.join(app, { reads: true })
    tab.send({
      kind: 'event',
      seen: 0,
      type: 'click',
      target: 'none',
      payload: { value: 'x'.repeat(500_000) },
    })
    await settled()
    expect(tab.closed).toBeNull()
    expect(tab.texts.join()).toContain('["refused",1,"limited"]')
  })

  test('keeps the socket of a page that has nothing of what everyone is sent', async () => {
    const { app, time } = start(Feed)
    const tab = await Tab.join(app, { reads: true })
    for (let second = 0; second < 20; second++) {
      for (let n = 0; n < 300; n++)
        tab.send({ kind: 'problem', code: 'missing-target', detail: `#price-${n}` })
      await time.pass(1_000)
    }
    tab.send({ kind: 'event', seen: 0, type: 'click', target: 'none', payload: {} })
    await settled()
    expect(tab.closed).toBeNull()
    expect(tab.texts.join()).toContain('["refused",1,"unknown-action"]')
  })

  test('counts no heartbeats and acknowledgements as events', async () => {
    const { app } = start(Feed)
    const tab = await Tab.join(app, { reads: true })
    for (let n = 0; n < 90; n++) tab.send({ kind: 'beat' })
    for (let n = 0; n < 90; n++)
      tab.send({ kind: 'event', seen: 0, type: 'click', target: 'none', payload: {} })
    await settled()
    expect(tab.texts.join()).not.toContain('limited')
  })
})

describe('events that wait', () => {
  const event = { kind: 'event', seen: 0, type: 'click', target: 'slow' } as const
  const large = { ...event, payload: { value: 'x'.repeat(60_000) } }
  const wide = { ...event, payload: { value: 'ж'.repeat(30_000) } }
  const visitor = (n: number): string => `live_visitor=${String(n).padStart(22, 'c')}`

  function startSlow(): { app: App; time: HeldPlatform } {
    const { app, time } = start(Feed)
    app.action('slow', () => new Promise(() => {}))
    return { app, time }
  }

  test.each([
    ['one byte', large],
    ['two bytes', wide],
  ])('hold 2 MB in one circuit, of characters of %s', async (_, message) => {
    const { app, time } = startSlow()
    const tab = await Tab.join(app, { reads: true })
    for (let n = 0; n < 37; n++) {
      tab.send(message)
      await time.pass(500)
    }
    const refused = [...tab.texts.join().matchAll(/"refused",(\d+),"limited"/g)].map(([, n]) => n)
    expect(refused).toEqual(['35', '36', '37'])
  })

  test('hold 64 MB in all, and leave room when they are over', async () => {
    const { app, time } = startSlow()
    const tabs = await Promise.all(
      Array.from({ length: 80 }, (_, n) => Tab.join(app, { reads: true, cookie: visitor(n) })),
    )
    const isFull = (tab: Tab): boolean => tab.texts.join().includes('"limited"')
    for (let n = 0; n < 17; n++) {
      for (const tab of tabs) tab.send(large)
      await time.pass(500)
    }
    expect(tabs.filter(isFull).length).toBeGreaterThan(70)
    // Their time ends.
    await time.pass(30_000)
    const tab = await Tab.join(app, { reads: true, cookie: visitor(99) })
    tab.send(large)
    await settled()
    expect(isFull(tab)).toBe(false)
  })

  test('for a join hold 2 MB of one socket, which is closed beyond that', async () => {
    let opens: object = {}
    const { app, time } = start(Feed, { context: () => opens })
    const cookie = visitor(0)
    const page = await app.handler.fetch(new Request('http://localhost/', { headers: { cookie } }))
    const token = /data-live-token="([^"]+)"/.exec((await page?.text()) ?? '')?.[1] ?? ''
    opens = new Promise(() => {})
    const tab = Tab.open(app, { cookie })
    tab?.send({ kind: 'join', version: 1, token, nonce: 'n', attempt: 1, hydrate: true, templates: [] })
    await settled()
    for (let n = 0; n < 34; n++) tab?.send(large)
    await time.pass(10)
    expect(tab?.closed).toBeNull()
    tab?.send(large)
    expect(tab?.closed).toBe(4429)
  })
})

describe('the log', () => {
  const event = { kind: 'event', seen: 0, type: 'click' } as const
  const deep = { detail: JSON.parse('['.repeat(40) + ']'.repeat(40)) as null }
  const causes: readonly [name: string, message: UpMessage][] = [
    ['problems that it reports', { kind: 'problem', code: 'missing-target', detail: 'x' }],
    ['actions that do not exist', { ...event, target: 'none', payload: {} }],
    ['forms that do not fit their schema', { ...event, target: 'strict', payload: {} }],
    ['events beyond the bounds', { ...event, target: 'none', payload: deep }],
  ]

  test.each(causes)('is not filled by a browser with %s', async (_, message) => {
    const logger = createLog()
    const { app, time } = start(Feed, { logger })
    app.action('strict', { data: REFUSES_ALL }, () => {})
    const tab = await Tab.join(app, { reads: true })
    for (let n = 1; n <= 300; n++) {
      tab.send(message)
      if (n % 50 === 0) await time.pass(1_000)
    }
    await settled()
    expect(tab.closed).toBeNull()
    expect(logger.lines).toHaveLength(1)
    await time.pass(60_000)
    expect(logger.lines.at(-1)).toContain('299 more warnings')
  })

  test('is not filled by sockets that send nonsense and come again', async () => {
    const logger = createLog()
    const { app } = start(Feed, { logger })
    for (let n = 0; n < 300; n++) Tab.open(app, { ip: `10.0.0.${n % 200}` })?.sendText('nonsense')
    expect(logger.lines).toHaveLength(1)
  })

  test('is not filled by a handler that throws at each click', async () => {
    const logger = createLog()
    const { app, time } = start(Feed, { logger })
    app.action('fails', () => {
      throw new Error(`no room for ${Math.random()}`)
    })
    const tab = await Tab.join(app, { reads: true })
    for (let n = 1; n <= 300; n++) {
      tab.send({ ...event, target: 'fails', payload: {} })
      await settled()
      if (n % 50 === 0) await time.pass(1_000)
    }
    expect(logger.lines).toEqual([
      expect.stringMatching(/^error: An error in the action "fails": no room for 0/),
    ])
    await time.pass(60_000)
    expect(logger.lines.at(-1)).toMatch(/^error: 299 more in the last minute: An error in the action "fails"/)
  })
})

/** A schema that takes nothing. */
const REFUSES_ALL = {
  '~standard': { version: 1, vendor: 'test', validate: () => ({ issues: [{ message: 'no' }] }) },
} as const

function start(type: new () => LiveView, options: AppOptions = {}): { app: App; time: HeldPlatform } {
  const time = new HeldPlatform()
  const app = createApp({ logger: createLog(), development: false, secret: 's'.repeat(32), ...options }, time)
  return { app: app.live('/', type), time }
}

interface TabOptions {
  readonly reads?: boolean
  readonly cookie?: string
  readonly ip?: string
  readonly templates?: readonly string[]
}

/** One browser's end of a socket of which the network keeps what it does not read. */
class Tab {
  readonly texts: string[] = []
  frames = 0
  bufferedAmount = 0
  closed: number | null = null
  #reads: boolean
  readonly #handler: ReturnType<App['handler']['connect']>

  private constructor(app: App, request: Request, { reads = true, ip = '' }: TabOptions) {
    this.#reads = reads
    const buffered = (): number => this.bufferedAmount
    this.#handler = app.handler.connect(
      {
        send: (text) => this.#take(text),
        close: (code) => this.#close(code),
        get bufferedAmount() {
          return buffered()
        },
      },
      request,
      { ip },
    )
  }

  /** Opens a socket; null when it is refused. */
  static open(app: App, options: TabOptions): Tab | null {
    const headers = { cookie: options.cookie ?? '', origin: 'http://localhost', host: 'localhost' }
    const request = new Request('http://localhost/_live/socket', { headers })
    const { ip = '' } = options
    return app.handler.upgrade(request, { ip }).kind === 'accepted' ? new Tab(app, request, options) : null
  }

  /** Loads the page and joins it. */
  static async join(app: App, options: TabOptions): Promise<Tab> {
    const headers = { cookie: options.cookie ?? '' }
    const response = await app.handler.fetch(new Request('http://localhost/', { headers }))
    const cookie = options.cookie ?? response?.headers.get('set-cookie')?.split(';')[0] ?? ''
    const token = /data-live-token="([^"]+)"/.exec((await response?.text()) ?? '')?.[1] ?? ''
    const tab = Tab.open(app, { ...options, cookie })
    if (tab === null) throw new Error('The socket was refused.')
    await tab.ask({ token, templates: options.templates ?? [] })
    return tab
  }

  async ask({ token, templates = [] }: { token: string; templates?: readonly string[] }): Promise<void> {
    this.send({ kind: 'join', version: 1, token, nonce: 'n', attempt: 1, hydrate: true, templates })
    for (let turn = 0; turn < 200 && this.texts.length === 0; turn++) await settled()
  }

  get first(): string {
    return this.texts[0] ?? ''
  }

  get last(): string {
    return this.texts.at(-1) ?? ''
  }

  read(): void {
    this.#reads = true
    this.bufferedAmount = 0
  }

  leave(): void {
    this.#handler.close()
  }

  send(message: UpMessage): void {
    this.#handler.message(encodeUp(message))
  }

  sendText(text: string): void {
    this.#handler.message(text)
  }

  // --- the server's end ---

  #take(text: string): void {
    this.texts.push(text)
    if (decodeDown(text).kind === 'frame') this.frames++
    if (!this.#reads) this.bufferedAmount += text.length
  }

  #close(code: number): void {
    this.closed ??= code
    this.#handler.close()
  }
}
