/** The server's end of a transcript: the real application, spoken to in frames. */
import type { Platform } from '../../src/server/platform.ts'
import type { SocketHandler } from '../../src/server/connection.ts'
import { startFixture, type Fixture, type FixtureName } from './fixtures.ts'
import { HeldTime } from './held-time.ts'

const ORIGIN = 'http://localhost'

/** An application that runs, and how another is started in its place. */
interface Process {
  readonly fixture: Fixture
  readonly time: HeldTime
  start(): Fixture
}

export class ServerSide {
  /** What the server answered, inside of `<body>`. */
  readonly html: string
  #fixture: Fixture
  readonly #start: () => Fixture
  readonly #time: HeldTime
  readonly #cookie: string
  #handler: SocketHandler | null = null
  readonly #sent: string[] = []
  /** The browser waits for the answer to a join or rejoin. */
  #asked = false
  /** Names of this run by their places in the transcript. */
  readonly #names = new Map<string, string>()
  #closed: number | undefined

  private constructor({ start, fixture, time }: Process, response: Response, page: string) {
    this.#start = start
    this.#fixture = fixture
    this.#time = time
    this.html = /<body>(.*)<\/body>/s.exec(page)?.[1] ?? ''
    this.#cookie = response.headers.get('set-cookie')?.split(';')[0] ?? ''
    this.#names.set('{token}', tokenIn(page))
  }

  /** Starts an application and asks it for its page. */
  static async start(name: FixtureName): Promise<ServerSide> {
    const time = new HeldTime()
    let made = 0
    const platform: Platform = {
      clock: {
        now: () => time.now(),
        wall: () => time.now(),
        after: (milliseconds, run) => {
          const timer = time.after(milliseconds, run)
          return () => time.cancel(timer)
        },
      },
      random: (bytes) => String(++made).padStart(Math.ceil((bytes * 4) / 3), '0'),
    }
    const begin = (): Fixture => startFixture(name, platform)
    const fixture = begin()
    const response = await fixture.app.handler.fetch(new Request(`${ORIGIN}/`))
    if (!response) throw new Error(`The application "${name}" has no page.`)
    return new ServerSide({ start: begin, fixture, time }, response, await response.text())
  }

  /** A text comes from the browser. The first opens the connection. */
  receive(text: string): void {
    let actual = text
    for (const [name, value] of this.#names) actual = actual.replaceAll(name, value)
    this.#handler ??= this.#open()
    this.#asked = /^\["(re)?join"/.test(text)
    this.#handler.message(actual)
  }

  /** The application does something; resolves when it was sent. */
  async act(name: string): Promise<void> {
    if (name === 'restart') {
      this.loseConnection()
      this.#fixture = this.#start()
      // The browser will ask for its page again.
      const cookie = this.#cookie
      const response = await this.#fixture.app.handler.fetch(
        new Request(`${ORIGIN}/`, { headers: { cookie } }),
      )
      this.#names.set('{renewed}', tokenIn((await response?.text()) ?? ''))
      return
    }
    const act = this.#fixture.acts[name]
    if (!act) throw new Error(`The application does not know how to "${name}".`)
    act()
    await this.settles()
  }

  loseConnection(): void {
    this.#handler?.close()
    this.#handler = null
    this.#asked = false
  }

  pass(milliseconds: number): void {
    this.#time.pass(milliseconds)
  }

  /** Long enough for what the server does by itself. A join opens its token asynchronously, and is always answered. */
  async settles(): Promise<void> {
    for (let turn = 0; turn < 5 || (this.#asked && turn < 5_000); turn++) {
      await new Promise((resolve) => setTimeout(resolve, 1))
      if (this.#sent.length > 0) this.#asked = false
    }
  }

  /** The code with which the server closed the connection, once. */
  takeClosed(): number | undefined {
    const code = this.#closed
    this.#closed = undefined
    if (code !== undefined) this.loseConnection()
    return code
  }

  /** What was sent since the last time, with names in place of what chance made. */
  take(): string[] {
    return this.#sent.splice(0).map((text) => this.#withoutChance(text))
  }

  [Symbol.dispose](): void {
    void this.#fixture.app.handler.drain(0)
  }

  #open(): SocketHandler {
    const headers = { origin: ORIGIN, host: 'localhost', cookie: this.#cookie }
    const request = new Request(`${ORIGIN}/_live/socket`, { headers })
    if (this.#fixture.app.handler.upgrade(request).kind === 'refused')
      throw new Error('The application refuses the socket.')
    const socket = {
      send: (text: string) => void this.#sent.push(text),
      close: (code: number) => void (this.#closed = code),
      bufferedAmount: 0,
    }
    return this.#fixture.app.handler.connect(socket, request, { ip: '127.0.0.1' })
  }

  #withoutChance(text: string): string {
    const [word, fields] = JSON.parse(text) as [unknown, { circuit: string; secret: string }]
    if (word !== 'joined') return text
    this.#names.set('{circuit}', fields.circuit).set('{secret}', fields.secret)
    return JSON.stringify([word, { ...fields, circuit: '{circuit}', secret: '{secret}' }])
  }
}

function tokenIn(page: string): string {
  return /data-live-token="([^"]+)"/.exec(page)?.[1] ?? ''
}
