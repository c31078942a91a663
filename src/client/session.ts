/**
 * One page and its circuit: joins, joins again after its socket was lost, and takes what the server sends.
 * Messages are taken one after the other; one that must load something holds up those behind it.
 */
import { decodeDown, encodeUp } from '../protocol/codec.ts'
import { FRAME_BYTES, PAYLOAD_FIELDS } from '../protocol/limits.ts'
import {
  PROTOCOL_VERSION,
  type DownMessage,
  type EventMessage,
  type UpMessage,
} from '../protocol/messages.ts'
import type { Report } from './commands.ts'
import { connect } from './connection.ts'
import type { Firing } from './events.ts'
import { takeFrames } from './frames.ts'
import { keepHistory } from './history.ts'
import { announce, Outbox } from './outbox.ts'
import { reloadPage } from './reload.ts'
import type { Roots } from './roots.ts'

const ACKNOWLEDGE_AFTER = 1_000

export interface Session {
  /** Sends an event, now or when the line is back. Undefined when it was refused here. */
  fire(firing: Firing): EventMessage | undefined
  readonly report: Report
}

/** What the page says of its server. */
export interface PageInfo {
  readonly token: string
  /** Where the socket connects. */
  readonly socket: string
  /** Where the script is that `page.morph` needs. */
  readonly morph: string
}

export function startSession({ token, socket, morph }: PageInfo, roots: Roots): Session {
  const outbox = new Outbox()
  let circuit: { readonly circuit: string; readonly secret: string } | undefined
  /** Names this document to the server: a join that is repeated with it is the same. */
  let nonce = randomName()
  /** Whether the page still shows the HTML of the response. */
  let hydrate = true
  /** `joining`: nothing is sent but the request for a circuit. */
  let state: 'joining' | 'live' | 'ended' = 'joining'
  /** How many frames were taken since the join, and how many of them the server was told of. */
  let seen = 0
  let told = 0
  let telling: ReturnType<typeof setTimeout> | undefined
  /** Counts sockets: what an older one brought is not taken. */
  let line = 0
  let taken = Promise.resolve()

  const report: Report = (code, detail) => tell({ kind: 'problem', code, detail })
  const history = keepHistory(nonce, {
    again: (action, payload) => fire({ type: 'popstate', target: action, payload, elements: [] }),
    restored: () => frames.sweep(),
  })
  const frames = takeFrames({
    roots,
    outbox,
    history,
    morph,
    report,
    acknowledge,
    left: (gone) => tell({ kind: 'left', roots: gone }),
    mismatched,
  })
  const connection = connect(socket, {
    opened() {
      line++
      state = 'joining'
      ask()
    },
    message(text) {
      const from = line
      taken = taken.then(() => (from === line ? take(decodeDown(text)) : undefined))
    },
    ended() {
      state = 'ended'
      outbox.expire()
    },
  })
  addEventListener('pagehide', ({ persisted }) => persisted || tell({ kind: 'leave' }))
  return { fire, report }

  function fire({ type, target, payload, elements }: Firing): EventMessage | undefined {
    // Positions mean nothing without the circuit whose tree they are in.
    const isOver = state === 'ended' || (typeof target !== 'string' && !circuit)
    if (!isOver && !outbox.isFull && (payload.form?.length ?? 0) < PAYLOAD_FIELDS / 2) {
      const edits = roots.takeEdits(outbox.next)
      const message: EventMessage = { kind: 'event', seen, type, target, payload, edits }
      const text = encodeUp(message)
      if (new Blob([text]).size <= FRAME_BYTES) {
        outbox.add({ message, text, elements })
        if (state === 'live') send(text)
        return message
      }
    }
    announce(elements, 'refused', isOver ? 'expired' : 'limited')
    return undefined
  }

  // --- what the server is told ---

  function ask(): void {
    const version = PROTOCOL_VERSION
    const request: UpMessage = circuit
      ? { kind: 'rejoin', version, ...circuit, received: seen }
      : { kind: 'join', version, token, nonce, hydrate, templates: roots.templateHashes() }
    connection.send(encodeUp(request))
  }

  /** Sends something that says, or follows, how much was seen. */
  function send(text: string): void {
    told = seen
    clearTimeout(telling)
    telling = undefined
    connection.send(text)
  }

  /** What is not live need not hear it: it is said again after a rejoin, or settled by it. */
  function tell(message: UpMessage): void {
    if (state === 'live') connection.send(encodeUp(message))
  }

  function acknowledge(): void {
    telling = undefined
    if (seen > told && state === 'live') send(encodeUp({ kind: 'ack', seen }))
  }

  function acknowledgeSoon(): void {
    telling ??= setTimeout(acknowledge, ACKNOWLEDGE_AFTER)
  }

  function mismatched(): void {
    const reason = frames.mismatch()
    if (reason) tell({ kind: 'mismatch', seen, reason })
  }

  // --- what the server says ---

  function take(message: DownMessage): void | Promise<void> {
    switch (message.kind) {
      case 'frame':
        seen++
        acknowledgeSoon()
        return frames.apply(message)
      case 'joined':
        circuit = { circuit: message.circuit, secret: message.secret }
        seen = told = roots.received = 0
        live(0)
        roots.defineTemplates(message.templates)
        frames.establish(message.roots)
        if (!hydrate) history.repeat()
        return
      case 'rejoined':
        live(message.received)
        told = 0
        acknowledgeSoon()
        return mismatched()
      case 'refused':
        return refused(message.code)
      case 'beat':
    }
  }

  /** The circuit hears this page, which sends first what has not arrived. */
  function live(received: number): void {
    state = 'live'
    connection.established()
    outbox.after(received).forEach(connection.send)
  }

  async function refused(code: string): Promise<void> {
    if (circuit && code !== 'version') {
      // The circuit is over. Its page is asked for again, without what was done in it.
      circuit = undefined
      outbox.expire()
      nonce = randomName()
      hydrate = false
      ask()
    } else if (code === 'circuit-limit' || (await reloadPage())) connection.retry()
    else connection.end()
  }
}

function randomName(): string {
  return crypto.getRandomValues(new Uint32Array(4)).join('-')
}
