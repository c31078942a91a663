import type { NavigationEffect } from '../protocol/navigation-messages.ts'

export const NO_CHANGES: readonly NavigationEffect[] = []

/** An address that waits for its frame while others come to wait: what is more than this is told as one. */
const MOST_ADDRESSES = 16

/**
 * Puts a change of the address behind those that wait for their frame. Of several pages the browser sees only the last,
 * so only that is told: it takes over the entry in the history that the others would have made.
 */
export function withChange(
  waiting: readonly NavigationEffect[],
  change: NavigationEffect,
): readonly NavigationEffect[] {
  const last = waiting.at(-1)
  if (change[0] === 'page') return [waiting.reduce(together, change)]
  if (last && (change[2] === 'replace' || waiting.length > MOST_ADDRESSES)) {
    const at: NavigationEffect =
      last[0] === 'page'
        ? ['page', last[1], change[1], last[3], last[4], last[5]]
        : ['address', change[1], last[2]]
    return [...waiting.slice(0, -1), at]
  }
  return [...waiting, change]
}

/** The page that is shown, given one before it that was not. */
function together(shown: NavigationEffect, before: NavigationEffect): NavigationEffect {
  if (shown[0] !== 'page') return shown
  const [, rank, href, how, fresh, key] = shown
  const [rankBefore, howBefore, freshBefore] =
    before[0] === 'page' ? ([before[1], before[3], before[4]] as const) : ([0, before[2], 0] as const)
  const isPush = how === 'push' || howBefore === 'push'
  const isFresh = fresh === 1 || freshBefore === 1
  return ['page', Math.max(rank, rankBefore), href, isPush ? 'push' : 'replace', isFresh ? 1 : 0, key]
}
