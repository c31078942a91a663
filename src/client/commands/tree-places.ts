/** Where instances stand in the tree, which is not where their nodes stand: a portal shows its content elsewhere. */
import type { ChildPart } from '../child-part.ts'
import { core } from '../modules/core.ts'
import type { Instance } from '../parts.ts'
import { isRows } from '../recovery/rows-in.ts'

/** Whether it is still one of the tree, from its root down: its owner shows it, wherever its nodes are. */
export function isInTree(instance: Instance): boolean {
  const place = placeOf(instance)
  const { content, owner } = place
  if (content !== instance && !(isRows(content) && [...content.rows.values()].includes(instance)))
    return false
  if (typeof owner === 'number') return core.roots.get(owner) === place
  return owner.parts.includes(place) && isInTree(owner)
}

/**
 * Whether an instance is what was shown in the place of another one, also where what is around it was made again. Rows that were
 * made again have other ids: they are the same if they show the same.
 */
export function isSamePlace(one: Instance, other: Instance, showSame: () => boolean): boolean {
  if (one.template !== other.template || (other.id !== undefined && !showSame())) return false
  const [place, own] = [placeOf(one), placeOf(other)]
  const [outer, ownOuter] = [place.owner, own.owner]
  if (place === own) return true
  if (typeof outer === 'number' || typeof ownOuter === 'number') return outer === ownOuter
  return outer.parts.indexOf(place) === ownOuter.parts.indexOf(own) && isSamePlace(outer, ownOuter, showSame)
}

function placeOf({ owner }: Instance): ChildPart {
  // Instances are in no other parts.
  return owner as ChildPart
}
