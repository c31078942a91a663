/**
 * Where a row is that somebody has lifted: functions of the lists as they stand. Until it is dropped nothing has moved: `from` is
 * where it stands, `at` where it would come. Both count the rows beside it, without itself.
 */

/** The keys of the rows of each list, in their order on the screen. */
export type Lists = ReadonlyMap<string, readonly string[]>

export interface Place {
  readonly list: string
  readonly index: number
}

export interface Lift {
  readonly key: string
  readonly from: Place
  readonly at: Place
  /** The row that it would stand before; none at the end. */
  readonly before: string | undefined
}

export type Step = 'back' | 'forward' | 'first' | 'last' | 'list before' | 'list after'

/** Undefined when there is no such row. */
export function lifted(lists: Lists, key: string): Lift | undefined {
  const from = placeOf(lists, key)
  return from && placed(lists, { key, from, at: from, before: undefined }, from)
}

/** The lift with another place, which is in one of the lists. */
export function placed(lists: Lists, lift: Lift, { list, index }: Place): Lift {
  if (!lists.has(list)) return lift
  const others = othersIn(lists, list, lift.key)
  const within = Math.max(0, Math.min(index, others.length))
  return { ...lift, at: { list, index: within }, before: others[within] }
}

export function stepped(lists: Lists, lift: Lift, step: Step): Lift {
  const { list, index } = lift.at
  const names = [...lists.keys()]
  switch (step) {
    case 'back':
      return placed(lists, lift, { list, index: index - 1 })
    case 'forward':
      return placed(lists, lift, { list, index: index + 1 })
    case 'first':
      return placed(lists, lift, { list, index: 0 })
    case 'last':
      return placed(lists, lift, { list, index: Infinity })
    case 'list before':
      return placed(lists, lift, { list: names[names.indexOf(list) - 1] ?? list, index })
    case 'list after':
      return placed(lists, lift, { list: names[names.indexOf(list) + 1] ?? list, index })
  }
}

/**
 * The same lift after the lists have changed. It stays before the row that it was to stand before; a row that was moved nowhere goes
 * on where it stands. Undefined when it has gone.
 */
export function renewed(lists: Lists, lift: Lift): Lift | undefined {
  const from = placeOf(lists, lift.key)
  if (!from) return undefined
  const now = { ...lift, from }
  if (!isMoved(lift) || !lists.has(lift.at.list)) return placed(lists, now, from)
  const { list } = lift.at
  if (lift.before === undefined) return placed(lists, now, { list, index: Infinity })
  const found = othersIn(lists, list, lift.key).indexOf(lift.before)
  return placed(lists, now, found < 0 ? lift.at : { list, index: found })
}

export function isMoved({ from, at }: Lift): boolean {
  return from.list !== at.list || from.index !== at.index
}

/** The keys of the rows beside it. */
export function othersIn(lists: Lists, list: string, key: string): readonly string[] {
  return (lists.get(list) ?? []).filter((each) => each !== key)
}

function placeOf(lists: Lists, key: string): Place | undefined {
  for (const [list, keys] of lists) {
    const index = keys.indexOf(key)
    if (index >= 0) return { list, index }
  }
  return undefined
}
