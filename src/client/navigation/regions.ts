/** The region of a document that one page of an application takes over from another: out of the document, and back in. */
import type { ChildDifference } from '../../protocol/differences.ts'
import type { ChildPart } from '../child-part.ts'
import { ROOT } from '../marks.ts'
import { isSheet, keyOf, TAG, UNSEEN } from '../head/sheet.ts'
import { core } from '../modules/core.ts'
import { isWithin } from '../modules/outwards.ts'
import type { Instance } from '../parts.ts'
import { isChildPart, isPlace, nodesIn } from '../recovery/child-parts.ts'
import { copyWithAncestors } from './copies.ts'

/** A page that was left. */
export interface Region {
  /** Where it stood. */
  readonly part: ChildPart
  readonly content: Instance
  /** Holds its nodes while they are out of the document. */
  readonly nodes: Element
  /** Of the document, when it was left. */
  readonly title: string
  /** What made the document look as it did then. */
  readonly looks: string
}

/** A region in front of what its place holds by now, which is out of the document meanwhile and changes there. */
export interface Cover {
  readonly region: Region
  readonly start: ChildPart['start']
  readonly end: ChildPart['end']
  readonly container: Element
  /** Holds the nodes of the page behind it, within copies of what is around them in the document. */
  readonly behind: Element
  /** Of the page behind it. */
  title: string
}

const STALE = 'data-live-stale'

/** Takes the content of a place out of the document. */
export function detach(place: ChildPart, left: Pick<Region, 'title' | 'looks'>): Region | undefined {
  const { content } = place
  if (!(content instanceof core.Instance)) return undefined
  return { part: place, content, nodes: moveOut(place, core.page.createElement('div')), ...left }
}

export function cover(region: Region): Cover {
  const { part: place, nodes: holder } = region
  const { start, end } = place
  const { title } = core.page
  const container = place.element()
  const behind = moveOut(place, copyWithAncestors(container))
  putIn(place, holder)
  Object.assign(place, { start: behind, end: null })
  core.natural(container).toggleAttribute(STALE, true)
  core.page.title = region.title
  return { region, start, end, container, behind, title }
}

export function uncover(shown: Cover): void {
  const { region, behind, title } = shown
  const { part: place, nodes: holder } = region
  comeForward(shown)
  moveOut(place, holder)
  putIn(place, behind)
  core.page.title = title
}

/** What covers is the content of its place from now on. Returns what was behind it. */
export function commit(shown: Cover, looks: string): Region | undefined {
  const { region, behind, title } = shown
  const { part: place } = region
  const { content } = place
  comeForward(shown)
  place.content = region.content
  // What comes says another one, if it has one.
  core.page.title = title
  return content instanceof core.Instance ? { part: place, content, nodes: behind, title, looks } : undefined
}

/**
 * Whether regions can be exchanged in this place: it is in the tree, no root of its own is in either of them, and the document
 * has the style sheets and the classes that it had.
 */
export function isExchangeable({ part: place, nodes: holder, looks }: Region): boolean {
  if (looks !== looksNow() || !isInTree(place) || !(place.content instanceof core.Instance)) return false
  const roots = `[${ROOT}]`
  return ![...core.natural(holder).childNodes, ...nodesIn(place)].some(
    (node) =>
      node instanceof Element &&
      (core.natural(node).matches(roots) || core.natural(node).querySelector(roots)),
  )
}

/** The style sheets and the classes that views have given the document. What only loads so far is not seen. */
export function looksNow(): string {
  const { page, settings } = core
  const sheets = [...page.head.children].filter(
    (each) => each.hasAttribute(TAG) && isSheet(each) && each.getAttribute('media') !== UNSEEN,
  )
  return JSON.stringify([sheets.map(keyOf), settings['liveHtml'], settings['liveBody']])
}

/** Whether an element is in what covers, or belongs to it. */
export function isIn({ start, end }: Cover, element: Element): boolean {
  // What is no element is a comment.
  let node = start instanceof Element ? core.natural(start).firstChild : (start as Comment).nextSibling
  for (; node && node !== end; node = core.natural(node).nextSibling) if (isWithin(element, node)) return true
  return false
}

/**
 * Where a change of the tree puts new content in the place of other content. Of several places it is the one that `isKnown`
 * of, or the only one whose content has a key, as views in layouts have.
 */
export function placeIn(
  root: ChildPart,
  change: ChildDifference,
  isKnown: (place: ChildPart) => boolean,
): ChildPart | undefined {
  const all = placesIn(root, change)
  const keyed = all.filter(({ content }) => content instanceof core.Instance && content.key !== undefined)
  for (const some of [all.filter(isKnown), all, keyed]) if (some.length === 1) return some[0]
  return undefined
}

function placesIn(part: ChildPart, change: ChildDifference): ChildPart[] {
  const { content } = part
  if (!Array.isArray(change) || !(content instanceof core.Instance)) return []
  // What follows a template of 0 are numbers of parts, and what those get.
  const [template, ...rest] = change as readonly [number, ...ChildDifference[]]
  if (template) return [part]
  const places: ChildPart[] = []
  for (let at = 0; at < rest.length; at += 2) {
    const inner = content.parts[Number(rest[at])]
    if (isChildPart(inner)) places.push(...placesIn(inner, rest[at + 1] ?? null))
  }
  return places
}

/** Whether a place is still one of the tree, from its root down. */
function isInTree(place: ChildPart): boolean {
  if (!isPlace(place)) return false
  const { owner } = place
  if (typeof owner === 'number') return core.roots.get(owner) === place
  const around = owner.owner
  if (!(around instanceof core.ChildPart) || around.content !== owner) return false
  return owner.parts.includes(place) && isInTree(around)
}

/** The place is where it was before it was covered. */
function comeForward({ region: { part: place }, start, end, container }: Cover): void {
  Object.assign(place, { start, end })
  core.natural(container).removeAttribute(STALE)
}

function moveOut(place: ChildPart, holder: Element): Element {
  for (const node of nodesIn(place)) core.natural(holder).append(node)
  return holder
}

function putIn(place: ChildPart, holder: Element): void {
  const parent = core.natural(place.parent())
  const from = core.natural(holder)
  for (let node = from.firstChild; node; node = from.firstChild) parent.insertBefore(node, place.end)
}
