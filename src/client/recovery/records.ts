/**
 * Which record a control belongs to: the keys of all rows and of all content around it. What was put into a control of
 * one record is not meant for a control of the same name in another one.
 */
import type { ChildPart } from '../child-part.ts'
import type { ElementPart } from '../element-parts.ts'
import { core } from '../modules/core.ts'
import type { Rows } from '../additions.ts'
import type { Instance, Part } from '../parts.ts'
import { isChildPart } from './child-parts.ts'
import { numberOf } from './look.ts'
import { isRows } from './rows-in.ts'

/** What a control belongs to. */
export interface Record {
  /** The keys around it; undefined where something around it has none that could be compared. */
  readonly keys: string | undefined
  /** The node that holds the whole innermost record, if there is one. */
  readonly top: Node | undefined
}

/** What distinguishes a row from the others; undefined when nothing does. */
export type KeyOfRow = (row: Instance, rows: Rows) => unknown

/** In one circuit the ids of rows say what they are. */
export const idOf: KeyOfRow = ({ id, template }) => [numberOf(template), id]
/** In another one only those of streams, which are keys of their authors. */
export const keyOf: KeyOfRow = ({ id, key }, rows) => (rows.isStream ? id : key)

export const CONTROLS = 'input,textarea,select,details'

/** What is in no row and in nothing with a key. */
const NONE: Record = { keys: '', top: undefined }

/** The controls in a part, in their order, with their records. */
export function recordsIn(part: ChildPart, keyOfRow: KeyOfRow): Map<Element, Record> {
  const records = new Map(controlsIn(part.top(), part.end).map((control) => [control, NONE]))
  visit(part, NONE, { found: records, keyOfRow })
  return records
}

interface Walk {
  readonly found: Map<Element, Record>
  readonly keyOfRow: KeyOfRow
}

function visit(part: ChildPart, around: Record, walk: Walk): void {
  const { content, start } = part
  // They are not among those in what is around.
  if (core.loaded.livePortals?.targetOf(part))
    for (const control of controlsIn(part.top(), part.end)) walk.found.set(control, around)
  if (content instanceof core.Instance) {
    const { key } = content
    if (key === undefined) return visitParts(content, around, around, walk)
    const own = within(around, key, nodeOf(content) ?? (start instanceof Element ? start : undefined))
    note(controlsIn(part.top(), part.end), own, walk)
    visitParts(content, own, own, walk)
  } else if (isRows(content)) visitRows(content, around, walk)
}

function visitRows(rows: Rows, around: Record, walk: Walk): void {
  for (const row of rows.rows.values()) {
    const own = within(around, walk.keyOfRow(row, rows), nodeOf(row))
    if (row.last) note(controlsIn(row.first, core.natural(row.last).nextSibling), own, walk)
    // A name that is rendered distinguishes what is in a row without a key.
    visitParts(row, own, own.keys === undefined ? around : own, walk)
  }
}

function visitParts({ parts }: Instance, own: Record, named: Record, walk: Walk): void {
  for (const part of parts) {
    if (isChildPart(part)) visit(part, own, walk)
    else if (isName(part)) note([part.element], named, walk)
  }
}

function isName(part: Part): part is ElementPart {
  return part.bound === '=name'
}

function within({ keys }: Record, key: unknown, top: Node | undefined): Record {
  return { keys: keys === undefined || key === undefined ? undefined : JSON.stringify([keys, key]), top }
}

function note(controls: readonly Element[], record: Record, { found }: Walk): void {
  for (const control of controls) if (found.has(control)) found.set(control, record)
}

/** The only node of an instance. */
function nodeOf({ first, last }: Instance): Node | undefined {
  return first && first === last ? first : undefined
}

function controlsIn(first: Node | null, end: Node | null): Element[] {
  const controls: Element[] = []
  for (let node = first; node && node !== end; node = core.natural(node).nextSibling) {
    if (!(node instanceof Element)) continue
    const unhidden = core.natural(node)
    if (unhidden.matches(CONTROLS)) controls.push(node)
    controls.push(...unhidden.querySelectorAll(CONTROLS))
  }
  return controls
}
