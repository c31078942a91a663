import { Circuit } from '../../src/circuit/circuit.ts'
import type { Circuits } from '../../src/circuit/circuits.ts'
import type { CircuitServices } from '../../src/circuit/services.ts'
import type { CircuitSocket } from '../../src/circuit/socket.ts'
import { Page } from '../../src/page/page.ts'
import type { Visit } from '../../src/page/visit.ts'
import { decodeDown, decodeUp, encodeUp } from '../../src/protocol/codec.ts'
import type { DownMessage, Effect, EventPayload, Frame, UpMessage } from '../../src/protocol/messages.ts'
import type { Path } from '../../src/protocol/paths.ts'
import { settled } from './wire-browser.ts'

/** What a browser opens. */
export interface OpenedPage {
  readonly circuits: Circuits
  readonly services: CircuitServices
  readonly visit: Visit
  /** Where its user wants to be when it joins. */
  readonly location: string | undefined
}

/** One browser's end of a circuit, spoken by hand: the texts go through the codec, and there is no server around. */
export class SiteBrowser {
  readonly #circuits: Circuits
  readonly circuit: Circuit
  #socket: CircuitSocket
  #attempt = 1
  readonly received: DownMessage[]

  private constructor({ circuits }: OpenedPage, circuit: Circuit, received: DownMessage[]) {
    this.#circuits = circuits
    this.circuit = circuit
    this.received = received
    this.#socket = socketInto(received)
  }

  /** Mounts the page and joins it. */
  static async open(opened: OpenedPage): Promise<SiteBrowser> {
    const { circuits, services, visit, location } = opened
    const page = new Page(services, visit.context)
    await page.mountVisit(visit)
    const received: DownMessage[] = []
    const socket = socketInto(received)
    const circuit = await circuits.join({
      page: `page ${circuits.size}`,
      expires: Infinity,
      nonce: 'nonce',
      attempt: 1,
      hydrate: true,
      templates: [],
      digest: page.digest(),
      visitor: 'visitor',
      address: null,
      context: visit.context,
      socket,
      location,
      mountAgain: () => Promise.resolve(page),
    })
    if (!(circuit instanceof Circuit)) throw new Error(`refused: ${circuit}`)
    const browser = new SiteBrowser(opened, circuit, received)
    browser.#socket = socket
    await settled()
    return browser
  }

  get frames(): Frame[] {
    return this.received.filter((message) => message.kind === 'frame')
  }

  /** The effects of all frames, in order. */
  get effects(): Effect[] {
    return this.frames.flatMap(({ effects }) => effects)
  }

  /** Sends an event without waiting for what comes of it. `seen` defaults to all that has come. */
  sendEvent(
    target: Path | string,
    type: string = 'click',
    payload: EventPayload = {},
    seen: number = this.frames.length,
  ): void {
    this.#send({ kind: 'event', seen, type, target, payload })
  }

  async click(target: Path | string, seen?: number): Promise<void> {
    this.sendEvent(target, 'click', {}, seen)
    await settled()
  }

  async send(message: UpMessage): Promise<void> {
    this.#send(message)
    await settled()
  }

  /** The socket is lost. */
  cut(): void {
    this.circuit.disconnected(this.#socket)
  }

  /** Comes back with another socket. What came before is not there twice. */
  async comeBack(): Promise<void> {
    this.#socket = socketInto(this.received)
    const { id: circuit, secret, visitor } = this.circuit.identity
    const { context } = this.circuit
    const request = { circuit, secret, visitor, received: this.frames.length, attempt: ++this.#attempt }
    this.#circuits.rejoin({ ...request, context: { ...context }, socket: this.#socket })
    await settled()
  }

  #send(message: UpMessage): void {
    const text = encodeUp(message)
    const size = { length: text.length, bytes: text.length }
    this.circuit.receive(this.#socket, { message: decodeUp(text), ...size })
  }
}

function socketInto(received: DownMessage[]): CircuitSocket {
  return {
    mayWrite: true,
    whenWritable() {},
    send: (text) => void received.push(decodeDown(text)),
    close() {},
  }
}
