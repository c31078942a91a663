/** Writes trees as wire values: everything, for a browser that has nothing of it. */
import type {
  ChildDifference,
  Json,
  NewInstance,
  NewList,
  PartValue,
  RowRun,
  StreamRow,
} from '../../protocol/differences.ts'
import { isLocalValue } from '../local/local-value.ts'
import { bindingOf } from '../tree/binding.ts'
import { directiveJson } from '../tree/directive-value.ts'
import type { Encoder } from './encoder.ts'
import { wellFormed } from '../compile/escape.ts'
import { isChangedByUsers, type Part } from '../compile/part.ts'
import { keyOfContent, keyOfRow } from './instance-key.ts'
import { rowIdsOf } from './row-ids.ts'
import {
  contentOf,
  rowAt,
  type ChildNode,
  type InstanceNode,
  type ListNode,
  type NodeValue,
} from '../tree/tree.ts'

/** What a child part shows, in full. */
export function toChildValue(node: ChildNode, encoder: Encoder): ChildDifference {
  const content = contentOf(node)
  if (content === null || typeof content === 'number') return content
  if (typeof content === 'string') return wellFormed(content)
  switch (content.kind) {
    case 'instance':
      return toInstance(content, encoder, keyOfContent(node, content, encoder))
    case 'list':
      return toList(content, encoder)
    case 'stream':
      return { k: encoder.hasStreamRows ? [] : toStreamRows(content.keys, content.rows, encoder) }
    case 'portal':
      return { p: content.target, c: toChildValue(content.inside, encoder) }
    case 'raw':
      return { h: content.html }
    case 'local':
      return { '=': content.expression }
  }
}

/** `[template, value, value, …]`, and its key if it has one. */
export function toInstance(node: InstanceNode, encoder: Encoder, key?: number): NewInstance {
  const id = encoder.idOf(node.template)
  const values = toPartValues(node, encoder)
  if (key !== undefined) values.push(key)
  return [id, ...values]
}

/** Rows of a stream with their keys: `[key, template, value, …]`. */
export function toStreamRows(
  keys: readonly string[],
  rows: readonly InstanceNode[],
  encoder: Encoder,
): StreamRow[] {
  return rows.map((row, index): StreamRow => [keys[index] ?? '', ...toInstance(row, encoder)])
}

/** One value a part. */
export function toPartValues({ template, values }: InstanceNode, encoder: Encoder): PartValue[] {
  return template.parts.map((part) => toPartValue(part, values[part.index] ?? null, encoder))
}

/** The value of one part. */
export function toPartValue(part: Part, value: NodeValue, encoder: Encoder): PartValue {
  if (part.kind === 'spread' || isChangedByUsers(part)) encoder.controls = true
  switch (part.kind) {
    case 'child':
      // What a child part holds is a child.
      return toChildValue(value as ChildNode, encoder)
    case 'event':
      // A binding is plain data.
      return bindingOf(value) as Json
    case 'directive':
      return directiveJson(value)
    case 'boolean':
      return isLocalValue(value) ? { '=': value.expression } : value ? 1 : 0
    case 'foreign':
      return 0
    case 'dropped':
      return null
    case 'text':
    case 'attribute':
      if (isLocalValue(value)) return { '=': value.expression }
      // What is no text here is a number or null.
      return typeof value === 'string' ? wellFormed(value) : (value as Json)
    case 'property':
      if (isLocalValue(value)) return { '=': value.expression }
      // What HTML carries is the same there. Others are data, in which every character counts.
      return part.inHtml && typeof value === 'string' ? wellFormed(value) : asData(value as Json)
    case 'styles':
    case 'spread':
      // Styles and spreads hold JSON objects.
      return asData(value as Json)
  }
}

/** Data that looks like a local value is marked as data. */
export function asData(value: Json): PartValue {
  return typeof value === 'object' && value !== null && '=' in value ? { '=': ['json', value] } : value
}

/** Consecutive rows of a list, those of one template together. */
export function toRuns(list: ListNode, from: number, to: number, encoder: Encoder): RowRun[] {
  const runs: [number, ...(readonly PartValue[])[]][] = []
  for (let index = from; index < to; index++) {
    const row = rowAt(list, index)
    const id = encoder.idOf(row.template)
    const run = runs.at(-1)
    const values = toPartValues(row, encoder)
    const key = keyOfRow(list, index, row, encoder)
    if (key !== undefined) values.push(key)
    if (run?.[0] === id) run.push(values)
    else runs.push([id, values])
  }
  return runs
}

function toList(list: ListNode, encoder: Encoder): NewList {
  const i = toRuns(list, 0, list.ids.length, encoder)
  const d = encoder.rowIds === 'told' ? rowIdsOf(list) : undefined
  return d === undefined ? { i } : { i, d }
}
