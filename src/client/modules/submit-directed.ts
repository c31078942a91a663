/** Sends what elements tell by directives and attributes, which is no event of the document, in order with what users do. */
import type { EventPayload } from '../../protocol/messages.ts'
import type { Edits, Happened } from '../additions.ts'
import { onlyNewestMatters } from '../edits/only-newest.ts'
import type { EventPart } from '../handlers.ts'
import type { SentEvent } from '../sent-event.ts'
import { core } from './core.ts'

/** Between two tries to load the module that keeps events in their order. */
const PAUSE = 1_000

export interface Directed {
  readonly event: Event
  readonly element: Element
  /** Where the handler is; none where an attribute names the action. */
  readonly part?: EventPart | undefined
  readonly action?: string | undefined
  /** Read when it is sent. Undefined when it is not wanted any more: it is refused as `gone`. */
  payload(): EventPayload | undefined
  /** It waits for its turn, or is sent already. */
  begun?(happened: Happened): void
  /** Its number is known. What is called next, once, is `ended`. */
  sent?(event: number): void
  /** How it ended, whether it was sent or not. */
  ended: NonNullable<SentEvent['ended']>
}

/** Sends it when it is its turn. What it takes the place of is refused as `superseded`. */
export async function submitDirected(directed: Directed): Promise<void> {
  const edits = core.loaded.liveEdits ?? (await loadEdits())
  const { event, element, part } = directed
  const happened: Happened = {
    event,
    target: element,
    element,
    part,
    send: () => (happened.number = send(happened, directed)),
    refused(code) {
      waiting.delete(happened)
      directed.ended('refused', code)
    },
  }
  const older = onlyNewestMatters(happened) ? [...waiting].filter((each) => isSameSource(each, happened)) : []
  waiting.add(happened)
  edits.submit(happened)
  directed.begun?.(happened)
  for (const each of older) if (waiting.has(each)) each.refused?.('superseded')
}

/** Those that are not sent. */
const waiting = new Set<Happened>()

function send(happened: Happened, { event, element, part, action = '', ...directed }: Directed): number {
  if (!waiting.delete(happened)) return 0
  const payload = directed.payload()
  if (!payload) {
    directed.ended('refused', 'gone')
    return 0
  }
  const { ended } = directed
  const target = part ? part.path() : action
  const number = core.pushEvent(event.type, target, payload, { element, origin: element, ended })
  if (number) directed.sent?.(number)
  return number
}

function isSameSource(one: Happened, other: Happened): boolean {
  return one.element === other.element && one.part === other.part && one.event.type === other.event.type
}

async function loadEdits(): Promise<Edits> {
  for (;;) {
    await core.loadModule('liveEdits')
    const edits = core.loaded.liveEdits
    if (edits) return edits
    await new Promise((resolve) => setTimeout(resolve, PAUSE))
  }
}
