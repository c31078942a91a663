/**
 * When an element that is in view has its handler run. Without document and connection, which are handed in.
 *
 * A list that grows at its end is the reason for each rule. One event is under way at a time: until its outcome nobody
 * knows where the element will be. It may still be in view then, because what came does not fill the screen, and browsers
 * tell only of changes: so it is looked at again, and goes on. It does not when it has not moved since, as nothing
 * was added: a list that is complete is not asked for ever.
 */
export interface Appearances {
  /** The element was looked at. `place` says where it is, by anything that differs elsewhere. True when it is to be sent. */
  looked(isInView: boolean, place: string): boolean
  /** What was sent has its outcome: the element is to be looked at again. */
  ended(): void
}

export function createAppearances(): Appearances {
  let isUnderWay = false
  /** Where it was when it was sent; undefined when it was out of view since. */
  let sentAt: string | undefined

  return {
    looked(isInView, place) {
      if (!isInView) sentAt = undefined
      if (!isInView || isUnderWay || place === sentAt) return false
      sentAt = place
      return (isUnderWay = true)
    },
    ended() {
      isUnderWay = false
    },
  }
}

/** When an element that goes out of view has its handler run: not before it was in view. */
export interface Disappearances {
  /** True when it is to be sent. */
  looked(isInView: boolean): boolean
}

export function createDisappearances(): Disappearances {
  let wasInView = false
  return {
    looked(isInView) {
      const isGone = wasInView && !isInView
      wasInView = isInView
      return isGone
    },
  }
}
