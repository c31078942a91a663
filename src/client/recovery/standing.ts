/**
 * Gives what stands in the page the values of content in full. What corresponds keeps its nodes, and with them the
 * focus, the selection, what an input method is at work on, the undo history, media, frames and whatever users have
 * typed; only the rest is built.
 */
import type {
  ChildDifference,
  NewInstance,
  NewList,
  NewPortal,
  NewStream,
} from '../../protocol/differences.ts'
import type { ChildPart } from '../child-part.ts'
import { core } from '../modules/core.ts'
import type { ElementPart } from '../element-parts.ts'
import type { Rows, RowsKind, StreamRows } from '../additions.ts'
import { nodesOf } from '../modules/nodes-of.ts'
import type { Instance, Part } from '../parts.ts'
import { isChildPart, isPlace } from './child-parts.ts'
import { moveBefore } from './move.ts'
import { isRaw, isRawShown } from './raw-markup.ts'
import { rebuild, type RenewPart } from './rebuild.ts'
import { removeRow } from './remove-row.ts'
import { renewElement } from './renew-element.ts'
import { isRows, rowsIn, type NewRow } from './rows-in.ts'

/** Which row stands for a new one. */
export type MatchRows = (standing: Rows, next: readonly NewRow[]) => Map<NewRow, Instance>

/** Called around content that takes the place of other content; `isSame` says that both are of one template. */
export type Replace = (part: ChildPart, replace: () => void, isSame: boolean) => void

export interface Correspondence {
  readonly matchRows: MatchRows
  /** Whether an instance shows the same thing as new content of its template with this key. */
  readonly isMeant: (standing: Instance, content: NewInstance, key: unknown) => boolean
  readonly replace: Replace
  /** Rows of a stream that the server does not hold stay: it tells only what is new. */
  readonly keepsStreams: boolean
}

/** Gives a part new content. */
export function renewPart(part: ChildPart, content: ChildDifference, how: Correspondence): void {
  const next = asPortal(content)
  if (next.p !== (core.loaded.livePortals?.targetOf(part) ?? ''))
    return how.replace(part, () => part.apply(next), false)
  if (next !== content) return renewContent(part, content, how)
  renewContent(part, next.c, how)
}

/** Where content stands, also when that is the place of its part. */
function asPortal(content: ChildDifference): NewPortal {
  return typeof content === 'object' && content !== null && 'p' in content ? content : { p: '', c: content }
}

function renewContent(part: ChildPart, content: ChildDifference, how: Correspondence): void {
  const { content: standing } = part
  const rows = rowsIn(content)
  if (rows && isRows(standing)) return renewRows({ part, standing, next: rows, content }, how)
  if (isRaw(content) && isPlace(part) && isRawShown(part, content)) return
  const isBoth = isNewInstance(content) && standing instanceof core.Instance
  const isSame = isBoth && standing.template === core.templateOf(content[0])
  if (!isSame || !how.isMeant(standing, content, keyIn(content, standing)))
    return how.replace(part, () => part.apply(content), isSame)
  if (isIntact(standing)) return renewInstance(standing, content, how)
  const renew: RenewPart = (inside, value) => renewPart(inside, value, how)
  how.replace(part, () => rebuild({ part, standing, content }, renew), true)
}

/** Behind the values of its parts an instance tells its key, if it has one. */
function keyIn([, ...values]: NewInstance, { parts }: Instance): unknown {
  return values[parts.length]
}

function renewInstance(instance: Instance, [, ...values]: NewInstance, how: Correspondence): void {
  instance.key = values[instance.parts.length]
  instance.parts.forEach((part, index) => {
    // The value of a child part is content.
    if (isChildPart(part)) renewPart(part, (values[index] ?? null) as ChildDifference, how)
    // All other parts are bound to elements. One with several values stands there once for each.
    else if (instance.parts.indexOf(part) === index) renewElement(instance, part as ElementPart, values)
  })
}

/** Rows in a part, and those that it gets. */
interface RowChange {
  readonly part: ChildPart
  readonly standing: Rows
  readonly next: readonly NewRow[]
  readonly content: ChildDifference
}

function renewRows({ part, standing, next, content }: RowChange, how: Correspondence): void {
  if (how.keepsStreams && standing.isStream) {
    // Where a stream stands is no list.
    const [stream, { k: added }] = [standing as StreamRows, content as NewStream]
    return stream.change('append', added)
  }
  const matches = how.matchRows(standing, next)
  for (const [row, match] of matches) if (!fits(match, row[1])) matches.delete(row)
  const exchange = (): void => exchangeRows({ part, standing, next, content }, matches, how)
  // What users have in rows that go may be meant for those that come.
  if (matches.size < standing.rows.size && matches.size < next.length) how.replace(part, exchange, true)
  else exchange()
}

function exchangeRows(
  { part, standing, next, content }: RowChange,
  matches: ReadonlyMap<NewRow, Instance>,
  how: Correspondence,
): void {
  // There are rows, so their module is there.
  const kind = core.loaded.liveRows as RowsKind
  // What takes their place are rows in full.
  const rows = kind.empty(part, content as NewList | NewStream)
  const kept = new Set<Instance>()
  const ordered = next.map((row): [instance: Instance, made?: Node] => {
    const [ownId, made] = row
    const [template, ...values] = made
    // The ids of lists are counted as in the content.
    const id = rows.isStream ? ownId : rows.takeId()
    const match = matches.get(row)
    if (!match) {
      const nodes = rows.make(id, template, values)
      return [rows.row(id), nodes]
    }
    kept.add(match)
    match.id = id
    rows.adopt(match)
    renewInstance(match, made, how)
    return [match]
  })
  for (const row of standing.rows.values()) if (!kept.has(row)) removeRow(part, row, standing.rows.values())
  part.content = rows
  let before: Node | null = part.end
  for (const [instance, made] of ordered.toReversed()) {
    place(part, made ?? instance, before)
    before = instance.first
  }
}

/** Puts a row that was made, or one that stands elsewhere, before a node. */
function place(part: ChildPart, row: Node | Instance, before: Node | null): void {
  const parent = part.parent()
  if (row instanceof Node) core.natural(parent).insertBefore(row, before)
  else if (row.last && core.natural(row.last).nextSibling !== before)
    for (const node of nodesOf(row)) moveBefore(parent, node, before)
}

/** Whether an instance stands for new content: it is of the same template, and nobody has taken it apart. */
function fits(instance: Instance, [template]: NewInstance): boolean {
  return instance.template === core.templateOf(template) && isIntact(instance)
}

/** Whether the places of its values are in the page. */
function isIntact({ first, last, parts }: Instance): boolean {
  return (
    !!first &&
    !!last &&
    core.natural(first).isConnected &&
    core.natural(first).parentNode === core.natural(last).parentNode &&
    parts.every(isInPage)
  )
}

function isInPage(part: Part): boolean {
  if (isChildPart(part)) return isPlace(part)
  // All other parts are bound to elements.
  return core.natural((part as ElementPart).element).isConnected
}

function isNewInstance(content: ChildDifference): content is NewInstance {
  return Array.isArray(content)
}
