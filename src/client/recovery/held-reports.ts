/** Reports for which there is no circuit: they are sent when there is one again. Without a connection, which is handed in. */
import type { UpFrame } from '../../protocol/codec.ts'

/** What fails again and again says no more each time. */
const MOST_HELD = 20

export interface HeldReports {
  /** Takes what cannot be sent. What is no report is lost: it was about a circuit that is over. */
  take(frame: UpFrame): void
  /** Sends what was taken. */
  release(): void
}

export function holdReports(send: (report: UpFrame) => void): HeldReports {
  let held: UpFrame[] = []
  return {
    take(frame) {
      if (frame[0] === 'problem' && held.length < MOST_HELD) held.push(frame)
    },
    release() {
      const reports = held
      held = []
      reports.forEach(send)
    },
  }
}
