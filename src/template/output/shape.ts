/**
 * Writes the shape of a tree: which template stands where, and what HTML cannot carry. With it the browser
 * finds all parts in the HTML that it shows already.
 */
import type { Json, ListShape, PartShape, PartValue, Shape } from '../../protocol/differences.ts'
import { directiveJson } from '../tree/directive-value.ts'
import { isLocalValue } from '../local/local-value.ts'
import { bindingOf } from '../tree/binding.ts'
import type { ElementRoutes } from '../compile/attribute-routes.ts'
import { effectiveAttributes } from './effective-attributes.ts'
import type { Encoder } from './encoder.ts'
import { asData, toPartValue } from './values.ts'
import type { Part } from '../compile/part.ts'
import { spreadInHtml } from './render-html.ts'
import { KEY_PART } from '../../protocol/differences.ts'
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

/** The shape of a root. Null when it is no template: then it is sent by its value. */
export function toShape(node: ChildNode, encoder: Encoder): Shape | null {
  const content = contentOf(node)
  return typeof content === 'object' && content?.kind === 'instance' ? instanceShape(content, encoder) : null
}

function instanceShape({ template, values }: InstanceNode, encoder: Encoder, key?: number): Shape {
  const id = encoder.idOf(template)
  const parts: (number | PartShape)[] = key === undefined ? [] : [KEY_PART, key]
  for (const part of template.parts) {
    const value = values[part.index] ?? null
    const routes = template.routed?.get(part.index)
    const shape =
      routes !== undefined
        ? routedShape(part, value, { routes, values })
        : dependsOnLocal(part, { template, values })
          ? data(toPartValue(part, value, encoder))
          : partShape(part, value, encoder)
    if (shape !== null) parts.push(part.index, shape)
  }
  return parts.length === 0 ? id : [id, ...parts]
}

/** Of properties that may come by several routes only those that no later route sets. */
function routedShape(
  part: Part,
  value: NodeValue,
  on: { readonly routes: ElementRoutes; readonly values: readonly NodeValue[] },
): PartShape | null {
  const { entries } = effectiveAttributes(on.routes, on.values)
  // Properties and spreads hold JSON.
  const held = (part.kind === 'spread' ? value : { [`.${part.name}`]: value }) as {
    readonly [name: string]: Json
  }
  const winning = Object.entries(held).filter(([name, each]) => entries[name] === each)
  const hidden = winning.filter(([name]) => !spreadInHtml(part.tag, name))
  if (hidden.length === 0 || (part.kind !== 'spread' && part.inHtml)) return null
  // As above.
  return data(asData(part.kind === 'spread' ? Object.fromEntries(hidden) : (value as Json)))
}

/** Whether it is computed from local state, or stands in an attribute with something that is. */
function dependsOnLocal(
  part: Part,
  { template, values }: Pick<InstanceNode, 'template' | 'values'>,
): boolean {
  if (isLocalValue(values[part.index])) return true
  if (part.kind !== 'attribute' || part.whole) return false
  return template.shared.get(part.index)?.some((index) => isLocalValue(values[index])) === true
}

/** Null for what is to be seen in the HTML. */
function partShape(part: Part, value: NodeValue, encoder: Encoder): PartShape | null {
  switch (part.kind) {
    case 'child':
      // What a child part holds is a child.
      return childShape(value as ChildNode, encoder)
    case 'event': {
      const binding = bindingOf(value)
      // A binding is plain data.
      return binding === 0 ? null : { v: binding as Json }
    }
    case 'property':
      // Properties hold JSON.
      return part.inHtml ? null : data(asData(value as Json))
    case 'styles':
      // Styles hold JSON.
      return isEmpty(value) ? null : data(asData(value as Json))
    case 'spread': {
      const hidden = Object.entries(value ?? {}).filter(([name]) => !spreadInHtml(part.tag, name))
      // Spreads hold JSON.
      return hidden.length === 0 ? null : data(asData(Object.fromEntries(hidden) as Json))
    }
    case 'directive':
      return { v: directiveJson(value) }
    default:
      return null
  }
}

function data(value: PartValue): PartShape {
  // What is computed from local state, and what such things stand beside, is JSON.
  return { v: value as Json }
}

function childShape(node: ChildNode, encoder: Encoder): PartShape | null {
  const content = contentOf(node)
  if (content === null || typeof content !== 'object') return null
  switch (content.kind) {
    case 'instance':
      return instanceShape(content, encoder, keyOfContent(node, content, encoder))
    case 'list':
      return listShape(content, encoder)
    case 'stream':
      return {
        k: content.keys,
        r: runs(content.rows.length, (index) => shapeOfRow(content.rows, index, encoder)),
      }
    case 'portal':
      return { p: content.target, c: childShape(content.inside, encoder) ?? 0 }
    case 'raw':
      return { h: 1 }
    case 'local':
      return data({ '=': content.expression })
  }
}

function listShape(list: ListNode, encoder: Encoder): ListShape {
  const r = rowShapes(list, encoder)
  const d = encoder.rowIds === 'told' ? rowIdsOf(list) : undefined
  return d === undefined ? { r } : { r, d }
}

function rowShapes(list: ListNode, encoder: Encoder): Shape[] {
  const { retention, ids } = list
  if (ids.length === 0) return []
  const isKeyed = list.keys !== null && retention.keep !== 'tree' && retention.template?.holdsControls
  if (retention.keep !== 'tree' && retention.plain && retention.template !== null && !isKeyed) {
    return [ids.length, encoder.idOf(retention.template)]
  }
  return runs(ids.length, (index) => {
    const row = rowAt(list, index)
    return instanceShape(row, encoder, keyOfRow(list, index, row, encoder))
  })
}

function shapeOfRow(rows: readonly InstanceNode[], index: number, encoder: Encoder): Shape {
  const row = rows[index]
  return row === undefined ? 0 : instanceShape(row, encoder)
}

/** `[count, shape, count, shape, …]` */
function runs(count: number, shapeAt: (index: number) => Shape): Shape[] {
  const out: Shape[] = []
  let last: Shape | undefined
  let length = 0
  for (let index = 0; index < count; index++) {
    const shape = shapeAt(index)
    if (last !== undefined && sameShape(last, shape)) {
      length++
      continue
    }
    if (last !== undefined) out.push(length, last)
    last = shape
    length = 1
  }
  if (last !== undefined) out.push(length, last)
  return out
}

function sameShape(left: Shape, right: Shape): boolean {
  return left === right || (typeof left === 'object' && JSON.stringify(left) === JSON.stringify(right))
}

function isEmpty(value: NodeValue): boolean {
  return Object.keys(value ?? {}).length === 0
}
