/** One page and its circuit: joins, and takes what the server sends. */
import type { DownTakers } from '../protocol/codec.ts'
import {
  becomeLive,
  closeSocket,
  connect,
  connection,
  failed,
  openSocket,
  outbox,
  report,
  send,
  sendLive,
  showStatus,
} from './connection.ts'
import { create, hydrate } from './binder.ts'
import { heardEarly } from './early-events.ts'
import { attributeOf } from './attribute-of.ts'
import { forgetHandled, handle, isReady, opensElsewhere, partAt, refuseEarly, stopped } from './events.ts'
import { ChildPart } from './child-part.ts'
import { natural, page } from './clobbering.ts'
import { dropEffects, performers, performLater } from './effects.ts'
import { formOf } from './form-of.ts'
import { consistency } from './consistency.ts'
import { attributes } from './attributes.ts'
import { announceChange, noteChange, onChange } from './changes.ts'
import { applyFrame, changeTrees, establish } from './frames.ts'
import { join, session } from './join.ts'
import { loaded, loadInIdleTime, loadModule, offerModules, withModule } from './lazy-modules.ts'
import { handlerOf } from './handlers.ts'
import { fill, parseMarkup } from './markup.ts'
import { settings } from './page.ts'
import type { ClientPort } from './port.ts'
import { Instance } from './parts.ts'
import { assign } from './property.ts'
import { payloadOf, recovered } from './payload.ts'
import { pushEvent } from './push-event.ts'
import { announce, endEvent, sentEarly } from './outcomes.ts'
import { runBinding } from './run-binding.ts'
import { changedEarly, submitEvent } from './submit-event.ts'
import { applyDifference, awaitedRoots, NOBODY, roots } from './roots.ts'
import { defineTemplates, templateHashes, templateOf } from './template.ts'

export function startSession(): void {
  const port: ClientPort = {
    page,
    natural,
    assign,
    formOf,
    payloadOf,
    pushEvent,
    submitEvent,
    runBinding,
    attributes,
    onChange,
    announceChange,
    noteChange,
    report,
    parseMarkup,
    fill,
    handlerOf,
    opensElsewhere,
    handle,
    isReady,
    partAt,
    stopped,
    attributeOf,
    changedEarly,
    heardEarly,
    sentEarly,
    outbox,
    announce,
    endEvent,
    loaded,
    loadModule,
    withModule,
    performers,
    settings,
    connection,
    session,
    takers,
    openSocket,
    closeSocket,
    showStatus,
    becomeLive,
    send,
    join,
    refuseEarly,
    consistency,
    sendLive,
    roots,
    create,
    ChildPart,
    hydrate,
    applyDifference,
    awaitedRoots,
    recovered,
    changeTrees,
    templateOf,
    templateHashes,
    Instance,
  }
  offerModules(
    port,
    // What comes late is as if no event had caused it: its causes are over.
    (use) => changeTrees(0, use),
    failed,
  )
  connect(() => join(), takers)
  loadInIdleTime()
}

const takers: DownTakers<void> = {
  frame(frame) {
    outbox.countFrame()
    performLater(applyFrame(frame))
  },
  joined({ circuit, secret, limits, templates, roots: established }) {
    session.circuit = { circuit, secret }
    dropEffects()
    becomeLive(limits[5])
    // What was done is over, and what stands is of no circuit until it is known again.
    if (established.some(([, how]) => how === 'values')) {
      outbox.end()
      forgetHandled()
      for (const part of roots.values()) part.owner = NOBODY
    }
    outbox.begin(limits)
    defineTemplates(templates)
    establish(established)
    loaded.liveRecovery?.joined()
  },
  rejoined: ({ received }) => loaded.liveRecovery?.rejoined(received),
  received: outbox.received,
  refused(code, seconds) {
    // The server closes it as well.
    closeSocket()
    withModule('liveRecovery', (recovery) => recovery.refused(code, seconds))
  },
  beat: () => send(['here']),
  here() {},
}
