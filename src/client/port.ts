/**
 * What a lazy module gets of the client. A lazy module is a file without imports of its own, whose `start(port)` is
 * called once.
 */
import type { DownTakers } from '../protocol/codec.ts'
import type {
  Actions,
  Commands,
  Edits,
  HandlerOptions,
  Happened,
  Hooks,
  LocalState,
  Observers,
  PageHistory,
  Pending,
  Recovery,
  RowsKind,
} from './additions.ts'
import type { PageNavigation, SelectorScope, Transitions } from './page-additions.ts'
import type { Portals } from './portal-additions.ts'
import type { create, hydrate } from './binder.ts'
import type { ChildPart } from './child-part.ts'
import type { closeSocket, becomeLive, openSocket, report, send, sendLive, showStatus } from './connection.ts'
import type { ConnectionState } from './connection-state.ts'
import type { consistency } from './consistency.ts'
import type { attributes } from './attributes.ts'
import type { announceChange, noteChange, onChange } from './changes.ts'
import type { changeTrees } from './frames.ts'
import type { natural } from './clobbering.ts'
import type { formOf } from './form-of.ts'
import type { join, session } from './join.ts'
import type { attributeOf } from './attribute-of.ts'
import type { handle, isReady, opensElsewhere, partAt, refuseEarly } from './events.ts'
import type { handlerOf } from './handlers.ts'
import type { loadModule, withModule } from './lazy-modules.ts'
import type { fill, parseMarkup } from './markup.ts'
import type { Outbox } from './outbox.ts'
import type { announce, endEvent } from './outcomes.ts'
import type { Instance } from './parts.ts'
import type { assign } from './property.ts'
import type { payloadOf } from './payload.ts'
import type { pushEvent } from './push-event.ts'
import type { runBinding } from './run-binding.ts'
import type { applyDifference, awaitedRoots } from './roots.ts'
import type { submitEvent } from './submit-event.ts'
import type { SentEvent } from './sent-event.ts'
import type { templateHashes, templateOf } from './template.ts'

/** What a lazy module uses of the client. */
export interface ClientPort {
  /** The document. */
  readonly page: Document
  readonly natural: typeof natural
  readonly assign: typeof assign
  readonly formOf: typeof formOf
  readonly payloadOf: typeof payloadOf
  readonly pushEvent: typeof pushEvent
  readonly submitEvent: typeof submitEvent
  readonly runBinding: typeof runBinding
  /** What writes the attributes of templates. */
  readonly attributes: typeof attributes
  readonly onChange: typeof onChange
  readonly announceChange: typeof announceChange
  readonly noteChange: typeof noteChange
  readonly report: typeof report
  readonly parseMarkup: typeof parseMarkup
  readonly fill: typeof fill
  readonly handlerOf: typeof handlerOf
  readonly opensElsewhere: typeof opensElsewhere
  readonly handle: typeof handle
  readonly isReady: typeof isReady
  readonly partAt: typeof partAt
  /** The events that a handler or an action has for itself. */
  readonly stopped: WeakSet<Event>
  readonly attributeOf: typeof attributeOf
  /** What was changed before there was a module of edits, with the number of the first event sent after that. */
  readonly changedEarly: Map<Element, number>
  /** What has sent `input` and `change` events before that. */
  readonly heardEarly: WeakSet<EventTarget>
  /** What was sent before that and has no outcome, by its number. */
  readonly sentEarly: ReadonlyMap<number, Happened>
  readonly outbox: Outbox<SentEvent>
  readonly announce: typeof announce
  readonly endEvent: typeof endEvent
  /** The modules that are there. */
  readonly loaded: {
    readonly liveActions?: Actions
    readonly liveCommands?: Commands
    readonly liveEdits?: Edits
    readonly liveHistory?: PageHistory
    readonly liveHooks?: Hooks
    readonly liveLocal?: LocalState
    readonly liveNavigation?: PageNavigation
    readonly liveMorph?: object
    readonly liveObservers?: Observers
    readonly liveBusy?: Pending
    readonly liveOptions?: HandlerOptions
    readonly livePortals?: Portals
    readonly liveRecovery?: Recovery
    readonly liveRows?: RowsKind
    readonly liveTransitions?: Transitions
    /** The document with the page of the server in it, while a kept page covers that. */
    targetScope?: SelectorScope | undefined
  }
  readonly loadModule: typeof loadModule
  readonly withModule: typeof withModule
  /** What performs effects, by their words: modules add to it. */
  readonly performers: { [word: string]: (effect: never, event: number) => void }

  // For recovery: the connection, and the trees of the page.

  /** `liveToken` is the token that the next join is made with. */
  readonly settings: DOMStringMap
  readonly connection: ConnectionState
  readonly session: typeof session
  /** What takes the messages of the server: a module may come before it. */
  readonly takers: DownTakers<void>
  readonly join: typeof join
  readonly send: typeof send
  readonly closeSocket: typeof closeSocket
  readonly showStatus: typeof showStatus
  readonly becomeLive: typeof becomeLive
  readonly refuseEarly: typeof refuseEarly
  readonly consistency: typeof consistency
  readonly roots: Map<number, ChildPart>
  readonly openSocket: typeof openSocket
  readonly sendLive: typeof sendLive
  readonly create: typeof create
  readonly ChildPart: typeof ChildPart
  readonly applyDifference: typeof applyDifference
  readonly awaitedRoots: typeof awaitedRoots
  /** Events that tell again of what users did in another circuit. */
  readonly recovered: WeakSet<Event>
  readonly hydrate: typeof hydrate
  readonly changeTrees: typeof changeTrees
  readonly templateOf: typeof templateOf
  readonly templateHashes: typeof templateHashes
  readonly Instance: typeof Instance
}
