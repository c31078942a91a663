/** One page and its circuit: joins, and takes what the server sends. */
import { isNewestOnly } from '../protocol/event-types.ts'
import type { DownMessage } from '../protocol/messages.ts'
import {
  closeSocket,
  connect,
  connection,
  establish as established,
  failed,
  openSocket,
  outbox,
  report,
  send,
  sendLive,
  showStatus,
} from './connection.ts'
import { create, hydrate } from './binder.ts'
import { keepCaret } from './caret.ts'
import { heardEarly } from './early-events.ts'
import { handleEarly, refuseEarly } from './events.ts'
import { ChildPart } from './child-part.ts'
import { natural, page } from './clobbering.ts'
import { dropEffects, performers, performLater } from './effects.ts'
import { formOf } from './form-of.ts'
import { consistency } from './consistency.ts'
import { applyFrame, changeTrees, establish, reportLostRoots, reportMismatch } from './frames.ts'
import { join, randomName, session } from './join.ts'
import { loaded, loadInIdleTime, offerModules, withModule } from './lazy-modules.ts'
import { handlerOf } from './handlers.ts'
import { List } from './list.ts'
import { parseMarkup, parseWithin } from './markup.ts'
import { modifiersOf } from './modifiers.ts'
import { settings } from './page.ts'
import type { ClientPort } from './port.ts'
import { Instance } from './parts.ts'
import { assign } from './property.ts'
import { recovered } from './payload.ts'
import { pendingEvent, pushEvent } from './push-event.ts'
import { changedEarly, sentEarly } from './submit-event.ts'
import { applyDifference, containerOf, isExpected, removeRoot, roots, stands } from './roots.ts'
import { Stream } from './stream.ts'
import { defineTemplates, templateHashes, templateOf } from './template.ts'

export function startSession(): void {
  const port: ClientPort = {
    page,
    natural,
    keepCaret,
    assign,
    formOf,
    modifiersOf,
    isNewestOnly,
    pushEvent,
    pendingEvent,
    report,
    parseMarkup,
    parseWithin,
    handlerOf,
    changedEarly,
    heardEarly,
    sentEarly,
    outbox,
    loaded,
    performers,
    settings,
    connection,
    session,
    openSocket,
    closeSocket,
    showStatus,
    send,
    join,
    randomName,
    refuseEarly,
    consistency,
    sendLive,
    roots,
    removeRoot,
    create,
    ChildPart,
    hydrate,
    applyDifference,
    isExpected,
    recovered,
    containerOf,
    stands,
    reportLostRoots,
    changeTrees,
    templateOf,
    templateHashes,
    Instance,
    List,
    Stream,
  }
  offerModules(
    port,
    // What comes late is as if no event had caused it: its causes are over.
    (use) => changeTrees(0, use),
    failed,
  )
  connect(() => join(), take)
  loadInIdleTime()
}

function take(message: DownMessage): void {
  switch (message.kind) {
    case 'frame':
      outbox.countFrame()
      return performLater(applyFrame(message))
    case 'joined':
      session.circuit = { circuit: message.circuit, secret: message.secret }
      dropEffects()
      established(message.limits[5])
      // What was recorded was meant for a page that is not this one.
      if (message.roots.some(([, how]) => how === 'values')) {
        outbox.end()
        refuseEarly()
      }
      outbox.begin(message.limits)
      defineTemplates(message.templates)
      establish(message.roots)
      handleEarly()
      return loaded.liveRecovery?.joined()
    case 'rejoined':
      established()
      outbox.resume(message.received)
      return reportMismatch()
    case 'refused':
      // The server closes it as well.
      closeSocket()
      return withModule('liveRecovery', (recovery) => recovery.refused(message.code, message.seconds))
    default:
    // The others have no order, and are not passed on.
  }
}
