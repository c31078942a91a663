/** Finds what can keep an element from taking events: `disabled` on it or its fieldsets, `inert` above it. */
import type { ReadAttribute } from './attribute-part.ts'
import { childrenOf, isElement, type Element } from './nodes.ts'
import type { Blocker } from './part.ts'

/** What blocks the events of an element itself, given what blocks those of its content. */
export function ownBlockers(
  attributes: readonly ReadAttribute[],
  inside: readonly Blocker[],
): readonly Blocker[] {
  const disabled = find(attributes, 'disabled').filter(
    (own) => !inside.some((other) => other.name === own.name && other.part === own.part),
  )
  return disabled.length > 0 ? [...inside, ...disabled] : inside
}

/** What blocks the events of everything in an element, given what blocks those of its surroundings. */
export function inheritedBlockers(
  element: Element,
  attributes: readonly ReadAttribute[],
  outside: { readonly blockers: readonly Blocker[]; readonly beyond: readonly Blocker[] },
): readonly Blocker[] {
  const kept = isFirstLegend(element) ? withoutFieldset(outside) : outside.blockers
  const added = find(attributes, 'inert')
  if (element.tagName === 'fieldset') added.push(...find(attributes, 'disabled'))
  return added.length > 0 ? [...kept, ...added] : kept
}

function find(attributes: readonly ReadAttribute[], name: Blocker['name']): Blocker[] {
  const blockers: Blocker[] = []
  for (const read of attributes) {
    if (read.kind === 'element') blockers.push({ name, part: read.hole })
    else if (read.kind === 'static') {
      if (read.name === name) blockers.push({ name, part: -1 })
    } else if (read.name === name && read.kind !== 'event') {
      for (const part of read.holes) blockers.push({ name, part })
    }
  }
  return blockers
}

/** The first legend of a disabled fieldset stays enabled: https://html.spec.whatwg.org/#concept-fe-disabled */
function isFirstLegend(element: Element): boolean {
  const parent = element.parentNode
  if (element.tagName !== 'legend' || parent === null || !isElement(parent) || parent.tagName !== 'fieldset')
    return false
  return childrenOf(parent).find((child) => isElement(child) && child.tagName === 'legend') === element
}

/** What blocks beyond the fieldset, and its `inert`. */
function withoutFieldset({
  blockers,
  beyond,
}: {
  readonly blockers: readonly Blocker[]
  readonly beyond: readonly Blocker[]
}): readonly Blocker[] {
  return [...beyond, ...blockers.slice(beyond.length).filter((blocker) => blocker.name !== 'disabled')]
}
