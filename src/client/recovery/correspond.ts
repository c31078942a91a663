/**
 * What in new content is the same as something that stands: roots by their keys, rows by their ids or by digests of
 * their keys. Without a DOM.
 */

/** Pairs members by their keys, where both have as many of a key, in their order. */
export function pairByKey<Old, New>(
  standing: readonly (readonly [key: unknown, member: Old])[],
  next: readonly (readonly [key: unknown, member: New])[],
): Map<New, Old> {
  const pairs = new Map<New, Old>()
  const [olds, news] = [membersByKey(standing), membersByKey(next)]
  for (const [key, members] of news) {
    const same = olds.get(key) ?? []
    if (same.length === members.length) {
      members.forEach((member, index) => {
        const old = same[index]
        if (old !== undefined) pairs.set(member, old)
      })
    }
  }
  return pairs
}

/** Pairs members by keys that stand once on either side. */
export function pairUnique<Old, New>(
  standing: readonly (readonly [key: unknown, member: Old])[],
  next: readonly (readonly [key: unknown, member: New])[],
): Map<New, Old> {
  const pairs = new Map<New, Old>()
  const [olds, news] = [membersByKey(standing), membersByKey(next)]
  for (const [key, [member, ...others]] of news) {
    const [old, ...more] = olds.get(key) ?? []
    if (member !== undefined && old !== undefined && others.length + more.length === 0) pairs.set(member, old)
  }
  return pairs
}

function membersByKey<Member>(
  members: readonly (readonly [key: unknown, member: Member])[],
): Map<unknown, Member[]> {
  const byKey = new Map<unknown, Member[]>()
  for (const [key, member] of members) {
    if (key !== undefined) byKey.set(key, [...(byKey.get(key) ?? []), member])
  }
  return byKey
}
