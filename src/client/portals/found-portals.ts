/** The contents of portals in the HTML of the response: in their targets, or in templates where no target was found. */
import type { MovablePart } from '../parts.ts'
import { PORTAL } from '../marks.ts'
import { core } from '../modules/core.ts'

/** In the place of the owner. */
const OWNER = /^portal (.+)$/

/** The comments before contents, by their numbers, as they were found last. */
let starts = new Map<string, Comment>()
/** The roots whose HTML has been gone through for what nobody has taken. */
const cleared = new Set<number>()

/** The comment before the content of a part of the page. Throws when there is none. */
export function takeStart(part: MovablePart): Comment {
  const number = numberIn(part)
  if (!starts.has(number)) starts = findStarts()
  const start = starts.get(number)
  starts.delete(number)
  if (!start) throw new Error(`expected portal ${number}`)
  return start
}

/** Removes what belongs to no part once its root is there: the page was made for another state. */
export function removeUnclaimed(isClaimed: (start: Comment) => boolean): void {
  const roots = [...core.roots.keys()].filter((root) => !cleared.has(root))
  if (roots.length === 0) return
  for (const root of roots) cleared.add(root)
  for (const [number, start] of findStarts()) {
    if (isClaimed(start) || !roots.includes(parseInt(number))) continue
    // Up to the next one: portals are the last that stands in a target.
    let node: ChildNode | null = start
    do {
      const next: ChildNode | null = core.natural(node).nextSibling
      core.natural(node).remove()
      node = next
    } while (node && !(node instanceof Comment && node.data.startsWith(PORTAL)))
  }
}

function numberIn(part: MovablePart): string {
  for (let node = part.top(); node && node !== part.end; node = core.natural(node).nextSibling) {
    const number = node instanceof Comment && OWNER.exec(node.data)?.[1]
    if (number) return number
  }
  return ''
}

function findStarts(): Map<string, Comment> {
  const { page } = core
  for (const template of page.querySelectorAll<HTMLTemplateElement>('template[data-live-portal]')) {
    // Out of the template, whose nodes are of another document. They stand nowhere until they are put into a target.
    const fragment = page.createDocumentFragment()
    fragment.append(template.content)
    for (const start of commentsIn(fragment)) waiting.set(start.data.slice(PORTAL.length), start)
    template.remove()
  }
  const found = new Map(waiting)
  for (const start of commentsIn(page.documentElement)) found.set(start.data.slice(PORTAL.length), start)
  found.delete('')
  return found
}

/** Those that came in templates. */
const waiting = new Map<string, Comment>()

function* commentsIn(root: Node): Generator<Comment> {
  const walker = core.page.createTreeWalker(root, NodeFilter.SHOW_COMMENT)
  while (walker.nextNode()) {
    // Comments alone are shown to it.
    const comment = walker.currentNode as Comment
    if (comment.data.startsWith(PORTAL)) yield comment
  }
}
