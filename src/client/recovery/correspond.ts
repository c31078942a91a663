/**
 * What in new content is the same as something that stands: roots by their keys, rows by their ids or by digests of
 * their keys. Without a DOM.
 */

/** Pairs members by their keys, in their order: where both have as many of a key, and at most so many. */
export function pairByKey<Old, New>(
  standing: readonly (readonly [key: unknown, member: Old])[],
  next: readonly (readonly [key: unknown, member: New])[],
  most: number = Infinity,
): Map<New, Old> {
  const pairs = new Map<New, Old>()
  const [olds, news] = [membersByKey(standing), membersByKey(next)]
  for (const [key, members] of news) {
    const same = olds.get(key) ?? []
    if (same.length !== members.length || members.length > most) continue
    members.forEach((member, index) => {
      const old = same[index]
      if (old !== undefined) pairs.set(member, old)
    })
  }
  return pairs
}

/**
 * Pairs members of which those that stand have several keys: where nothing else on either side has the key, and no other
 * key leads elsewhere.
 */
export function pairOnce<Old, New>(
  standing: readonly (readonly [keys: Iterable<unknown>, member: Old])[],
  next: readonly (readonly [key: unknown, member: New])[],
): Map<New, Old> {
  const pairs = pairByKey(
    standing.flatMap(([keys, old]) => [...keys].map((key) => [key, old] as const)),
    next,
    1,
  )
  const given = [...pairs.values()]
  const twice = new Set(given.filter((old, index) => given.indexOf(old) !== index))
  return new Map([...pairs].filter(([, old]) => !twice.has(old)))
}

function membersByKey<Member>(
  members: readonly (readonly [key: unknown, member: Member])[],
): Map<unknown, Member[]> {
  const byKey = new Map<unknown, Member[]>()
  for (const [key, member] of members) {
    if (key === undefined) continue
    const others = byKey.get(key)
    if (others) others.push(member)
    else byKey.set(key, [member])
  }
  return byKey
}
