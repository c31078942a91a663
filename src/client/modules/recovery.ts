/**
 * The lazy module of what goes wrong: a socket that is lost, a circuit that is over, and trees that do not fit.
 */
import type { EffectOf } from '../../protocol/effects.ts'
import { DETAIL_LENGTH } from '../../protocol/limits.ts'
import type { Recovery } from '../additions.ts'
import type { ChildPart } from '../child-part.ts'
import type { ClientPort } from '../port.ts'
import { newCircuit } from '../recovery/correspondence.ts'
import { establish } from '../recovery/establish.ts'
import { keepMessages, showKeptMessages } from '../recovery/kept-messages.ts'
import { holdReports } from '../recovery/held-reports.ts'
import { continueHandOver } from '../recovery/hand-over.ts'
import { followMoves, moves, ours } from '../recovery/keep-order.ts'
import { followMovedFocus } from '../recovery/moved-focus.ts'
import { followDefinitions } from '../recovery/late-elements.ts'
import { removeLeftPortals } from '../recovery/left-portals.ts'
import { removeLostRoots, reportLostRoots } from '../recovery/lost-roots.ts'
import { createMismatches } from '../recovery/mismatches.ts'
import { showNotices, showOtherLogin } from '../recovery/notice.ts'
import { isLaterCircuit, reconnect } from '../recovery/reconnect.ts'
import { followTouches, restoreAfterReload, wasLoadedForAnother } from '../recovery/reload.ts'
import { removeRoot } from '../recovery/remove-root.ts'
import { latestRenewal } from '../recovery/renew.ts'
import { followRepeated } from '../recovery/repeated.ts'
import { renewPart } from '../recovery/standing.ts'
import { core, useCore } from './core.ts'

export function start(port: ClientPort): Recovery {
  useCore(port)
  const { connection, consistency, loaded, outbox, performers, sendLive } = core
  const link = reconnect()
  const mismatches = createMismatches({
    now: () => performance.now(),
    after: (milliseconds, run) => void setTimeout(run, milliseconds),
    isPending: () => consistency.mismatch !== '' && connection.state === 'live',
    ask: () => sendLive(['mismatch', outbox.acknowledgeable(), consistency.mismatch.slice(0, DETAIL_LENGTH)]),
    renew(seconds) {
      sendLive(['leave'])
      link.refused('mismatch', seconds)
    },
  })
  const reports = holdReports(sendLive)
  followTouches()
  showNotices()
  if (wasLoadedForAnother()) showOtherLogin()
  restoreAfterReload()
  showKeptMessages()
  keepMessages()
  followMoves()
  followMovedFocus()
  followDefinitions()
  const performed = (): void => reportLostRoots(removeLostRoots())
  performed()
  performers['unmount'] = ([, root]: EffectOf<'unmount'>) => removeRoot(root)
  return {
    ...link,
    established() {
      link.established()
      reports.release()
    },
    unsent: reports.take,
    rejoined(received) {
      link.rejoined(received)
      if (consistency.mismatch) mismatches.report()
    },
    received() {
      link.received()
      // Its outcome is announced first.
      queueMicrotask(continueHandOver)
    },
    joined() {
      const event = isLaterCircuit() ? loaded.liveHistory?.repeat() : 0
      // What one user saw is made anew for another one.
      followRepeated(latestRenewal()?.login === 'other' ? 0 : (event ?? 0))
    },
    establish(roots, cause) {
      const resume = loaded.liveNavigation?.keptPages?.suspend()
      const fits = establish(roots, cause)
      if (fits) removeLeftPortals()
      resume?.()
      mismatches.shown(fits, cause === undefined)
    },
    // All places that are handed over are child parts.
    renewContent: (part, content) => renewPart(part as ChildPart, content, newCircuit),
    ours,
    keepOrder: (element) => moves.observe(element, 'expected'),
    reportMismatch: mismatches.report,
    performed,
  }
}
