/**
 * Builds an instance of which others have removed elements, around what still stands in it: rows and other content, and
 * elements that hold what no HTML tells, move to their new places as they are.
 */
import type { ChildDifference, NewInstance } from '../../protocol/differences.ts'
import type { ChildPart } from '../child-part.ts'
import type { ElementPart } from '../element-parts.ts'
import { FOREIGN } from '../marks.ts'
import { core } from '../modules/core.ts'
import { nodesOf } from '../modules/nodes-of.ts'
import type { Instance, Part } from '../parts.ts'
import { isChildPart, isPlace, nodesIn } from './child-parts.ts'
import { moveBefore } from './move.ts'
import { renewElement } from './renew-element.ts'

/** Gives a part new content where it stands. */
export type RenewPart = (part: ChildPart, content: ChildDifference) => void

/** An instance in a part, and what it is to show. */
export interface Rebuilding {
  readonly part: ChildPart
  readonly standing: Instance
  readonly content: NewInstance
}

/** The user, the browser or a script has put something into them. */
const HOLDERS = `input,textarea,video,audio,iframe,canvas,[${FOREIGN}]`

export function rebuild({ part, standing, content }: Rebuilding, renew: RenewPart): void {
  const [template, ...values] = content
  const moving = new Set<Part | undefined>(standing.parts.filter(isMoving))
  // What moves is not built.
  const built = values.map((value, index) => (moving.has(standing.parts[index]) ? null : value))
  const next = core.create(part, standing.id, template, built)
  const old = new Set<Node>(nodesIn(part))
  const parent = core.natural(part.parent())
  const [first = part.end] = old
  // It stands in the page before anything moves into it: so the focus moves too, where browsers can do that.
  for (const node of nodesOf(next)) parent.insertBefore(node, first)
  const kept = holders(standing, next)
  const staying = new Set<number>()
  standing.parts.forEach((each, index) => {
    const made = next.parts[index]
    if ([...kept.keys()].some((element) => isWithin(made, element))) staying.add(index)
    else if (isChildPart(each) && isChildPart(made) && moving.has(each)) {
      // The value of a child part is content.
      renew(each, (values[index] ?? null) as ChildDifference)
      moveContent(each, made)
      each.owner = next
      next.parts[index] = each
    }
  })
  for (const [element, holder] of kept) {
    moveBefore(core.natural(element).parentNode, holder, element)
    core.natural(element).remove()
    old.delete(holder)
  }
  for (const index of staying) {
    // Parts are of one of the two classes.
    const own = standing.parts[index] as ChildPart | ElementPart
    own.owner = next
    next.parts[index] = own
  }
  for (const own of new Set([...staying].map((index) => next.parts[index]))) {
    const index = next.parts.findIndex((each) => each === own)
    // As above.
    if (isChildPart(own)) renew(own, (values[index] ?? null) as ChildDifference)
    // As above.
    else renewElement(next, own as ElementPart, values)
  }
  part.content = next
  core.loaded.livePortals?.leave(old)
  // They are the children of an element.
  for (const node of old) core.natural(node as ChildNode).remove()
}

/** A part that stands where it belongs, with content that is more than text. */
function isMoving(part: Part): part is ChildPart {
  return isChildPart(part) && typeof part.content === 'object' && isPlace(part)
}

function moveContent(from: ChildPart, to: ChildPart): void {
  // What stands elsewhere stays there.
  if (core.loaded.livePortals?.targetOf(from)) return core.loaded.livePortals.move(from, to)
  const nodes = nodesIn(from)
  const parent = to.parent()
  for (const node of nodes) moveBefore(parent, node, to.end)
  from.start = to.start
  from.end = to.end
}

/** Elements that were built, and those that are kept in their places, with all that is in them. */
function holders(standing: Instance, next: Instance): Map<Element, Element> {
  const pairs = new Map<Element, Element>()
  next.parts.forEach((part, index) => {
    const [made, kept] = [elementOf(part), elementOf(standing.parts[index])]
    if (!made || !kept || !core.natural(kept).isConnected || !core.natural(kept).matches(HOLDERS)) return
    const isAround = [...pairs.keys()].some((outer) => core.natural(outer).contains(made))
    // Parts are in the order of the template: an element comes before what is in it.
    if (!isAround && isWhole({ made, next }, { kept, standing })) pairs.set(made, kept)
  })
  return pairs
}

/** Whether the places of all values in an element are there. */
function isWhole(
  { made, next }: { made: Element; next: Instance },
  { kept, standing }: { kept: Element; standing: Instance },
): boolean {
  return next.parts.every((part, index) => !isWithin(part, made) || isWithin(standing.parts[index], kept))
}

function isWithin(part: Part | undefined, element: Element): boolean {
  const own = elementOf(part)
  if (own) return core.natural(element).contains(own)
  return isChildPart(part) && isPlace(part) && core.natural(element).contains(part.parent())
}

/** The element that a part is bound to; none for a child part. */
function elementOf(part: Part | undefined): Element | undefined {
  // All other parts are bound to elements.
  return part && !isChildPart(part) ? (part as ElementPart).element : undefined
}
