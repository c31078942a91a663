/** The lazy module of pages that must be made true again: a circuit that is over, and trees that do not fit. */
import type { Recovery } from '../additions.ts'
import type { ClientPort } from '../port.ts'
import { establish } from '../recovery/establish.ts'
import { createMismatches } from '../recovery/mismatches.ts'
import { restoreAfterReload } from '../recovery/reload.ts'
import { renew } from '../recovery/renew.ts'
import { core, useCore } from './core.ts'

export function start(port: ClientPort): Recovery {
  useCore(port)
  const { consistency, link, outbox, sendLive } = core
  const mismatches = createMismatches({
    now: () => performance.now(),
    after: (milliseconds, run) => void setTimeout(run, milliseconds),
    isPending: () => consistency.mismatch !== '' && link.state() === 'live',
    ask: () => sendLive({ kind: 'mismatch', seen: outbox.acknowledgeable(), reason: consistency.mismatch }),
    renew(seconds) {
      sendLive({ kind: 'leave' })
      link.refused('mismatch', seconds)
    },
  })
  restoreAfterReload()
  return {
    renew,
    establish(roots, cause) {
      mismatches.shown(establish(roots, cause), cause === undefined)
    },
    reportMismatch: mismatches.report,
  }
}
