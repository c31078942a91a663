import { decodeDown, decodeUp } from '../protocol/codec.ts'
import type { Effect, EventMessage } from '../protocol/messages.ts'
import { realNow } from './real-time.ts'

/** How long a page may take to leave, in milliseconds. Something newer may keep it where it is. */
const LEAVING = 500

/** A text that has crossed the wire. */
export interface WireText {
  /** `up` to the server, `down` to the browser. */
  readonly way: 'up' | 'down'
  readonly text: string
}

/**
 * What crossed the wire of one page, and what is known from it: which events wait for their outcome, and
 * what went wrong.
 */
export class Traffic {
  readonly texts: WireText[] = []
  /** What went wrong on the page, in words. */
  readonly errors: string[] = []
  /** Where the server has last had the page go; empty for where it is. */
  loaded = ''
  /** Until when the page is expected to go there: other events may have to end first. */
  leavesUntil = 0
  /** Events by number that have no outcome yet. */
  readonly #waiting = new Map<number, EventMessage>()
  /** Both ends number events by counting, and so do we. */
  #events = 0

  /** The events that wait, as a person reads them. */
  get waiting(): readonly string[] {
    return [...this.#waiting].map(([event, message]) => `the outcome of ${describe(event, message)}`)
  }

  /** The browser has sent this. It may be lost. */
  sent(text: string): void {
    const message = decodeUp(text)
    switch (message.kind) {
      case 'event':
        this.#waiting.set(++this.#events, message)
        break
      case 'problem':
        this.errors.push(`An operation could not be performed (${message.code}): ${message.detail}`)
        break
      case 'mismatch':
        this.errors.push(`A frame could not be applied: ${message.reason}`)
        break
      default:
    }
  }

  /** This has arrived. */
  crossed(way: 'up' | 'down', text: string): void {
    this.texts.push({ way, text })
    if (way === 'up') return
    const message = decodeDown(text)
    switch (message.kind) {
      case 'joined':
        this.restart()
        break
      case 'rejoined':
        // The browser sends those after it again.
        this.#events = message.received
        break
      case 'refused':
        this.errors.push(`The server refused the page (${message.code})`)
        break
      case 'frame':
        for (const effect of message.effects) this.#settle(effect)
        break
      default:
    }
  }

  /** The circuit is another one: nothing of the old one will be told. */
  restart(): void {
    this.#events = 0
    this.#waiting.clear()
  }

  #settle(effect: Effect): void {
    if (typeof effect === 'number') this.#waiting.delete(effect)
    else if (effect[0] === 'load') {
      this.loaded = effect[1]
      this.leavesUntil = realNow() + LEAVING
    } else if (effect[0] === 'failed') {
      const event = this.#waiting.get(effect[1])
      if (event)
        this.errors.push(`The handler of ${describe(effect[1], event)} failed: see the application's log`)
      this.#waiting.delete(effect[1])
    } else if (effect[0] === 'refused' || effect[0] === 'interrupted' || effect[0] === 'unknown') {
      const [outcome, number, code = ''] = effect
      const event = this.#waiting.get(number)
      // The user has gone on to another page.
      if (event && code !== 'superseded')
        this.errors.push(`${describe(number, event)} was ${outcome}${code && ` (${code})`}`)
      this.#waiting.delete(number)
    }
  }
}

function describe(event: number, { type, target }: EventMessage): string {
  return `event ${event}, "${type}" at ${typeof target === 'string' ? `the action "${target}"` : `[${target.join()}]`}`
}
