/**
 * When a page asks again. Without timers and document: the time is handed in.
 *
 * Questions are due in a fixed beat from the last one. One is under way at a time; beats that pass meanwhile are left
 * out, so that a slow server is not asked more often than it answers. While the page sleeps (nobody sees it, or there is no
 * connection) nothing is asked; when it wakes it asks at once if a beat has passed, and once for all that have.
 */
export interface PollingClock {
  /**
   * What to do now: ask, which then is under way; wait for so many milliseconds; or nothing until the page wakes or
   * what is under way has ended.
   */
  next(now: number, isAwake: boolean): 'ask' | 'rest' | number
  /** What was asked has its outcome. */
  ended(now: number): void
}

export function createPollingClock(beat: number, start: number): PollingClock {
  let due = start + beat
  let isUnderWay = false

  return {
    next(now, isAwake) {
      // Clocks may be set back.
      due = Math.min(due, now + beat)
      if (isUnderWay || !isAwake) return 'rest'
      if (now < due) return due - now
      due = now + beat
      isUnderWay = true
      return 'ask'
    },
    ended(now) {
      isUnderWay = false
      if (due <= now) due += beat * Math.ceil((now - due + 1) / beat)
    },
  }
}
