/**
 * A server and a network for {@link createLink}, and what must hold whatever happens. It is long because the page,
 * the network and the server share one state.
 */
import { newConnection, statusOf, type ConnectionState } from '../../src/client/connection-state.ts'
import type { createLink as create, Link } from '../../src/client/recovery/link.ts'
import { Timeline } from './timeline.ts'

/** What may happen. */
export type LinkStep =
  /** `dead`: nothing arrives any more, and nobody hears of it. `refusing`: sockets are closed. */
  | { readonly kind: 'network'; readonly is: 'good' | 'dead' | 'refusing' }
  | { readonly kind: 'server'; readonly does: ServerMood }
  /** The server closes the socket. */
  | { readonly kind: 'close'; readonly code: number }
  | { readonly kind: 'event'; readonly bytes: number }
  | { readonly kind: 'check' }
  /** Nobody sees the page, or somebody does again. */
  | { readonly kind: 'hidden'; readonly is: boolean }
  /** The document is left, and kept by the browser. */
  | { readonly kind: 'kept' }
  | { readonly kind: 'time' | 'sleep'; readonly milliseconds: number }

/**
 * `forgets`: knows no circuit. `rejects`: takes no token either. `denies`: gives out no token. `limits`: has no room.
 * `flaps`: closes what is live at once.
 */
export type ServerMood = 'works' | 'forgets' | 'rejects' | 'denies' | 'limits' | 'flaps'

interface Socket {
  isOpen: boolean
  /** Nothing has gone wrong since it was opened. */
  isGood: boolean
}

const LATENCY = 20
/** What waited during a sleep arrives so long after it: the network needs its time too. */
const AFTER_SLEEP = 1_500
const FINAL = [4409, 4410]

export class LinkModel {
  readonly time = new Timeline()
  readonly connection: ConnectionState = newConnection()
  #link: Link | undefined
  /** What the module is told of when it is there. */
  readonly #waiting: ((link: Link) => void)[] = []
  #attempts = 0
  /** When sockets were opened, or a token was asked for first. */
  readonly tries: number[] = []
  /** When tokens were asked for. */
  readonly renewals: number[] = []
  status = ''
  code = ''
  #cancel = (): void => {}
  #network: 'good' | 'dead' | 'refusing' = 'good'
  #mood: ServerMood = 'works'
  #socket: Socket | null = null
  #isHidden = false
  #isLetGo = true
  #unreceived = 0
  /** The token of the page has not led to a circuit, nor been refused. */
  #hasToken = true
  // --- the server ---
  #hasCircuit = false
  #holder: Socket | null = null
  #attempt = 0
  #mayEnd = false

  /** The first socket is opened before the module is there, which takes so long. */
  constructor(createLink: typeof create, random: () => number, loading = 0) {
    this.#open(LATENCY)
    const start = (): void => {
      this.#link = createLink(this.connection, {
        now: () => this.time.now,
        random,
        after: (milliseconds, run) => {
          this.#cancel()
          this.#cancel = this.time.timer(milliseconds, run)
        },
        open: (problem) => (problem ? this.#renew() : this.#open(LATENCY)),
        close: () => this.#closed(),
        beat: () => this.#up(() => {}),
        unreceived: () => this.#unreceived,
        isHidden: () => this.#isHidden,
        over: () => (this.#hasCircuit = this.#hasToken = false),
        show: () => this.#show(),
      })
      for (const use of this.#waiting.splice(0)) use(this.#link)
    }
    if (loading === 0) start()
    else this.time.message(loading, start)
    this.#show()
    check(this.status === 'connecting', 'a page that begins to connect does not show it')
    this.time.pass(100)
  }

  step(step: LinkStep): void {
    switch (step.kind) {
      case 'network':
        this.#setNetwork(step.is)
        break
      case 'server':
        this.#mood = step.does
        break
      case 'close':
        if (this.#socket?.isOpen === true && FINAL.includes(step.code)) this.#mayEnd = true
        this.#close(this.#socket, step.code)
        break
      case 'event':
        this.#event(step.bytes)
        break
      case 'check':
        this.#check()
        break
      case 'hidden':
        this.#isHidden = step.is
        this.#check()
        break
      case 'kept':
        this.#keep()
        break
      case 'time':
        this.time.pass(step.milliseconds)
        break
      case 'sleep':
        this.time.sleep(step.milliseconds, AFTER_SLEEP)
        this.time.pass(AFTER_SLEEP + 100)
    }
    this.#look()
  }

  /** The network and the server are good again: the page must be live soon, unless it has ended. */
  finish(): void {
    this.step({ kind: 'network', is: 'good' })
    this.step({ kind: 'server', does: 'works' })
    this.step({ kind: 'hidden', is: false })
    // The longest wait for another token is ten minutes.
    this.step({ kind: 'time', milliseconds: 610_000 })
    if (this.connection.state === 'ended') return
    check(this.status === 'live', `all is well, and the page is ${this.status}`)
    this.step({ kind: 'network', is: 'dead' })
    // Also while tabs are switched, or the network comes and goes, all the time.
    for (let passed = 0; passed < 48_000; passed += 4_000) {
      this.step({ kind: 'check' })
      this.step({ kind: 'time', milliseconds: 4_000 })
    }
    check(this.status === 'reconnecting', 'a dead socket is not noticed')
    this.step({ kind: 'network', is: 'good' })
    this.step({ kind: 'time', milliseconds: 110_000 })
    check(this.status === 'live', 'a socket that was given up is not replaced')
  }

  // --- the page ---

  #event(bytes: number): void {
    if (this.connection.state === 'live') {
      this.#unreceived += bytes
      this.#up(() => {
        this.#unreceived = 0
        this.#link?.received()
      })
    }
    this.#link?.pushed()
  }

  /** As the page does it: nobody is back while it is hidden. */
  #check(): void {
    if (this.#isHidden) return
    this.#link?.check()
    this.#show()
  }

  #keep(): void {
    this.#isLetGo = true
    this.#lose(0)
    this.#isLetGo = false
    check(this.#socket === null, 'a page that the browser keeps holds a socket')
  }

  /** As the page does it without the module. */
  #lose(code: number): void {
    this.#closed()
    this.#show()
    this.#with((link) => link.closed(code))
  }

  #with(use: (link: Link) => void): void {
    if (this.#link) use(this.#link)
    else this.#waiting.push(use)
  }

  #show(): void {
    this.status = statusOf(this.connection, this.#network !== 'refusing')
    this.code = this.connection.refusal
  }

  #look(): void {
    const { state } = this.connection
    check(state !== 'ended' || this.#mayEnd, 'the page ends by itself')
    check(state === 'ended' || !this.#mayEnd || !this.#link, 'the page does not end')
    check((state === 'live') === (this.status === 'live'), `${this.status} is shown in the state ${state}`)
    check(/ended|live/.test(state) || this.time.hasTimer || !this.#link, 'nothing will ever happen again')
  }

  // --- the network ---

  #setNetwork(is: 'good' | 'dead' | 'refusing'): void {
    this.#network = is
    const socket = this.#socket
    if (is !== 'good' && socket) socket.isGood = false
    if (is === 'refusing') this.#close(socket, 1006)
    if (is === 'good') for (const deliver of this.#late.splice(0)) deliver()
  }

  /** Sent while the network was dead: arrives when it is not any more, also when the page has given the socket up. */
  readonly #late: (() => void)[] = []

  /** Asks for a page, and opens a socket with its token. */
  #renew(): void {
    this.renewals.push(this.time.now)
    const socket = this.#open(2 * LATENCY)
    if (this.#network !== 'good') return
    this.time.message(LATENCY, () => {
      if (socket !== this.#socket || this.#network !== 'good') return
      if (this.#mood === 'denies') this.#refuse('denied')
      else {
        this.#hasToken = true
        this.#link?.renewed()
      }
    })
  }

  #open(time: number): Socket {
    check(!this.#mayEnd, 'a socket after the end')
    this.tries.push(this.time.now)
    const socket: Socket = { isOpen: true, isGood: this.#network === 'good' }
    this.#socket = socket
    this.#isLetGo = false
    if (this.#network === 'refusing') this.time.message(LATENCY, () => this.#close(socket, 1006))
    else if (this.#network === 'good') {
      this.time.message(time, () => socket === this.#socket && this.#network !== 'dead' && this.#speak())
    }
    return socket
  }

  /** The page closes its socket. */
  #closed(): void {
    const socket = this.#socket
    check(socket?.isGood !== true || this.#isLetGo, 'a good socket is given up')
    if (socket) socket.isOpen = false
    this.#cancel()
    this.#socket = null
    this.#unreceived = 0
    if (this.connection.state === 'live') this.connection.state = 'rejoining'
  }

  /** The other end closes a socket. */
  #close(socket: Socket | null, code: number): void {
    if (socket?.isOpen !== true) return
    socket.isOpen = socket.isGood = false
    if (socket === this.#socket) this.#lose(code)
  }

  #up(arrive: () => void): void {
    const socket = this.#socket
    const down = (): void => {
      arrive()
      this.time.message(LATENCY, () => {
        if (socket === this.#socket && this.#network !== 'dead') this.#link?.messageReceived()
      })
    }
    if (this.#network === 'good') this.time.message(LATENCY, () => socket === this.#socket && down())
  }

  // --- the server ---

  #speak(): void {
    const { state } = this.connection
    const attempt = ++this.#attempts
    check(state === (this.#hasCircuit ? 'rejoining' : 'joining'), `speaks in the state ${state}`)
    check(this.#hasCircuit || this.#hasToken, 'a token that leads nowhere is tried again')
    const socket = this.#socket
    if (!socket) return
    const arrive = (): void => this.#take(socket, attempt, state)
    if (this.#network === 'good') this.time.message(LATENCY, arrive)
    else this.#late.push(arrive)
  }

  /** The real server goes by the attempt. A socket that the page has given up may speak late. */
  #take(socket: Socket, attempt: number, state: string): void {
    if (attempt <= this.#attempt && socket !== this.#holder) return this.#close(socket, 4409)
    if (this.#holder !== socket) this.#close(this.#holder, 4409)
    this.#attempt = attempt
    this.#holder = socket
    this.time.message(LATENCY, () => {
      if (socket !== this.#socket || this.#network === 'dead') return
      if (this.#mood === 'limits') return this.#refuse('circuit-limit')
      if (this.#mood === 'rejects') return this.#refuseCircuit(socket)
      if (this.#mood === 'forgets' && state === 'rejoining') return this.#refuseCircuit(socket)
      this.#hasCircuit = true
      this.#tokensRefused = 0
      Object.assign(this.connection, {
        state: 'live',
        refusal: '',
        wasLive: true,
        liveSince: this.time.now,
      } satisfies Partial<ConnectionState>)
      this.#show()
      this.#link?.established()
      this.#link?.messageReceived()
      if (this.#mood === 'flaps') this.time.message(100, () => this.#close(socket, 4503))
    })
  }

  #refuse(code: string): void {
    this.#isLetGo = true
    this.#closed()
    this.#with((link) => link.refused(code))
    this.#isLetGo = this.#socket === null
    if (!this.#link) return
    check(this.status === 'refused' && this.code === code, 'why the server said no is not shown')
  }

  /** How many tokens and circuits in a row were refused. */
  #tokensRefused = 0

  /** The real server closes the socket too. */
  #refuseCircuit(socket: Socket): void {
    this.time.message(0, () => this.#close(socket, 4403))
    this.#isLetGo = true
    const before = this.renewals.length
    this.#closed()
    this.#with((link) => link.refused('gone'))
    this.#isLetGo = this.#socket === null
    if (!this.#link) return
    check(!this.#hasCircuit && !this.#hasToken, 'a circuit that is over is kept')
    const isAsking = this.renewals.length > before
    check(isAsking === (this.#tokensRefused++ === 0), 'not the first token alone is asked for at once')
  }
}

function check(holds: boolean, what: string): void {
  if (!holds) throw new Error(what)
}
