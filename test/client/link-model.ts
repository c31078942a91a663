/** A server and a network for {@link createLink}, and what must hold whatever happens. */
import type { createLink as create, Link, LinkState } from '../../src/client/link.ts'
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
  readonly link: Link
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
  #isLetGo = true
  #unreceived = 0
  #hasLeft = false
  /** The token of the page has not led to a circuit, nor been refused. */
  #hasToken = true
  // --- the server ---
  #hasCircuit = false
  #holder: Socket | null = null
  #attempt = 0
  #mayEnd = false

  constructor(createLink: typeof create, random: () => number) {
    this.link = createLink({
      now: () => this.time.now,
      random,
      isOnline: () => this.#network !== 'refusing',
      after: (milliseconds, run) => {
        this.#cancel()
        this.#cancel = this.time.timer(milliseconds, run)
      },
      open: (problem) => (problem ? this.#renew() : this.#open(LATENCY)),
      close: () => this.#closed(),
      speak: (attempt, state) => this.#speak(attempt, state),
      beat: () => this.#up(() => {}),
      leave: () => (this.#hasLeft = true),
      unreceived: () => this.#unreceived,
      over: () => (this.#hasCircuit = this.#hasToken = false),
      show: (status, code) => {
        this.status = status
        this.code = code
      },
    })
    this.link.start()
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
        this.link.check()
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
    // The longest wait for another token is ten minutes.
    this.step({ kind: 'time', milliseconds: 610_000 })
    if (this.link.state() === 'ended') return
    check(this.status === 'live', `all is well, and the page is ${this.status}`)
    this.step({ kind: 'network', is: 'dead' })
    this.step({ kind: 'time', milliseconds: 48_000 })
    check(this.status === 'reconnecting', 'a dead socket is not noticed')
    this.step({ kind: 'network', is: 'good' })
    this.step({ kind: 'time', milliseconds: 110_000 })
    this.#hasLeft = false
    this.link.hidden(false)
    check(this.#hasLeft, 'a page that goes does not leave its circuit')
  }

  // --- the page ---

  #event(bytes: number): void {
    if (this.link.state() === 'live') {
      this.#unreceived += bytes
      this.#up(() => {
        this.#unreceived = 0
        this.link.received()
      })
    }
    this.link.pushed()
  }

  #keep(): void {
    this.#hasLeft = false
    this.#isLetGo = true
    this.link.hidden(true)
    this.#isLetGo = false
    check(!this.#hasLeft, 'a page that the browser keeps leaves its circuit')
    check(this.#socket === null, 'a page that the browser keeps holds a socket')
  }

  #look(): void {
    const state = this.link.state()
    check(state !== 'ended' || this.#mayEnd, 'the page ends by itself')
    check(state === 'ended' || !this.#mayEnd, 'the page does not end')
    check((state === 'live') === (this.status === 'live'), `${this.status} is shown in the state ${state}`)
    check(state === 'ended' || state === 'live' || this.time.hasTimer, 'nothing will ever happen again')
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
      else this.#hasToken = true
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
      this.time.message(time, () => socket === this.#socket && this.#network !== 'dead' && this.link.opened())
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
  }

  /** The other end closes a socket. */
  #close(socket: Socket | null, code: number): void {
    if (socket?.isOpen !== true) return
    socket.isOpen = socket.isGood = false
    if (socket === this.#socket) this.link.closed(code)
  }

  #up(arrive: () => void): void {
    const socket = this.#socket
    const down = (): void => {
      arrive()
      this.time.message(LATENCY, () => {
        if (socket === this.#socket && this.#network !== 'dead') this.link.messageReceived()
      })
    }
    if (this.#network === 'good') this.time.message(LATENCY, () => socket === this.#socket && down())
  }

  // --- the server ---

  #speak(attempt: number, state: LinkState): void {
    check(state === (this.#hasCircuit ? 'rejoining' : 'joining'), `speaks in the state ${state}`)
    check(this.#hasCircuit || this.#hasToken, 'a token that leads nowhere is tried again')
    const socket = this.#socket
    if (!socket) return
    const arrive = (): void => this.#take(socket, attempt, state)
    if (this.#network === 'good') this.time.message(LATENCY, arrive)
    else this.#late.push(arrive)
  }

  /** The real server goes by the attempt. A socket that the page has given up may speak late. */
  #take(socket: Socket, attempt: number, state: LinkState): void {
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
      this.link.established(30_000)
      this.link.messageReceived()
      if (this.#mood === 'flaps') this.time.message(100, () => this.#close(socket, 4503))
    })
  }

  #refuse(code: string): void {
    this.#isLetGo = true
    this.link.refused(code)
    this.#isLetGo = this.#socket === null
    check(this.status === 'refused' && this.code === code, 'why the server said no is not shown')
  }

  /** How many tokens and circuits in a row were refused. */
  #tokensRefused = 0

  /** The real server closes the socket too. */
  #refuseCircuit(socket: Socket): void {
    this.time.message(0, () => this.#close(socket, 4403))
    this.#isLetGo = true
    const before = this.renewals.length
    this.link.refused('gone')
    this.#isLetGo = this.#socket === null
    check(!this.#hasCircuit && !this.#hasToken, 'a circuit that is over is kept')
    const isAsking = this.renewals.length > before
    check(isAsking === (this.#tokensRefused++ === 0), 'not the first token alone is asked for at once')
  }
}

function check(holds: boolean, what: string): void {
  if (!holds) throw new Error(what)
}
