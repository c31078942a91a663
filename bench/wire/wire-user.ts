import { randomUUID } from 'node:crypto'
import { decodeDown, encodeUp } from '../../src/protocol/codec.ts'
import {
  PROTOCOL_VERSION,
  type Effect,
  type EventPayload,
  type Frame,
  type UpMessage,
} from '../../src/protocol/messages.ts'
import type { EventPath } from '../scenarios/scenario.ts'
import { MOUSE } from './mouse.ts'
import type { FetchedPage, Line, Transport } from './transport.ts'

/**
 * A visitor without a DOM: says what the browser's client says, acknowledges when the client does, and keeps
 * the texts that come down.
 */
export class WireUser {
  /** The page as it was fetched. */
  readonly html: string
  /** Texts that came down since the last {@link take}. */
  readonly #texts: string[] = []
  /** Bytes of the texts that went up. */
  sentBytes = 0
  #line: Line | undefined
  #seen = 0
  #events = 0
  #joined: (() => void) | undefined
  readonly #waiting = new Map<number, () => void>()
  #hears: ((text: string) => void) | undefined

  private constructor(html: string) {
    this.html = html
  }

  /** Fetches a page and joins it. */
  static async join(transport: Transport, path: string): Promise<WireUser> {
    return WireUser.joinFetched(transport, await transport.get(path))
  }

  /** Joins a page that was fetched before. */
  static async joinFetched(transport: Transport, { html, cookie }: FetchedPage): Promise<WireUser> {
    const user = new WireUser(html)
    user.#line = await transport.connect(cookie, (text) => user.#hear(text))
    const joined = new Promise<void>((resolve) => (user.#joined = resolve))
    user.#send({
      kind: 'join',
      version: PROTOCOL_VERSION,
      token: tokenIn(html),
      nonce: randomUUID(),
      attempt: 1,
      hydrate: true,
      templates: [],
    })
    await joined
    return user
  }

  /** How many frames have been applied: what the next event says it has seen. */
  get seen(): number {
    return this.#seen
  }

  /** Clicks with a mouse, and resolves when the server has said how that ended. */
  async click(target: EventPath): Promise<void> {
    return this.#sendEvent('click', target, MOUSE)
  }

  /** Follows a link, and resolves when its page is shown. */
  async navigate(path: string): Promise<void> {
    return this.#sendEvent('navigate', path, { data: { how: 'push' } })
  }

  acknowledge(): void {
    this.#send({ kind: 'ack', seen: this.#seen })
  }

  /** The texts that have come since the last time it was asked. */
  take(): readonly string[] {
    return this.#texts.splice(0)
  }

  /** From now on texts go there, and are neither kept nor read. */
  hearWith(hear: (text: string) => void): void {
    this.#hears = hear
  }

  /** Leaves for good: the circuit ends. */
  async leave(): Promise<void> {
    this.#send({ kind: 'leave' })
    await this.#line?.close()
  }

  sendText(text: string): void {
    this.#line?.send(text)
  }

  async #sendEvent(type: string, target: EventPath | string, payload: EventPayload): Promise<void> {
    const number = ++this.#events
    const settled = new Promise<void>((resolve) => this.#waiting.set(number, resolve))
    this.#send({ kind: 'event', seen: this.#seen, type, target, payload })
    return settled
  }

  #send(message: UpMessage): void {
    const text = encodeUp(message)
    this.sentBytes += Buffer.byteLength(text)
    this.#line?.send(text)
  }

  #hear(text: string): void {
    if (this.#hears) return this.#hears(text)
    this.#texts.push(text)
    const message = decodeDown(text)
    if (message.kind === 'joined') this.#joined?.()
    else if (message.kind === 'frame') this.#apply(message)
    // A handler that takes long: the server says that it has the event.
    else if (message.kind !== 'received') throw new Error(`The server answered ${text}`)
  }

  #apply({ effects }: Frame): void {
    this.#seen++
    for (const effect of effects) {
      if (typeof effect === 'object' && effect[0] === 'ack') this.acknowledge()
      this.#settle(effect)
    }
  }

  #settle(effect: Effect): void {
    if (typeof effect !== 'number') {
      const [word] = effect
      if (word === 'failed' || word === 'refused') throw new Error(`An event was ${JSON.stringify(effect)}`)
      return
    }
    this.#waiting.get(effect)?.()
    this.#waiting.delete(effect)
  }
}

function tokenIn(html: string): string {
  const token = /data-live-token="([^"]*)"/.exec(html)?.[1]
  if (token === undefined) throw new Error('The page holds no token.')
  return token
}

/** What texts weigh on the wire. */
export function bytesOf(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0)
}
