/**
 * Which values a part holds as they are, so that the values of most templates are kept without a copy: a
 * bit for each kind of value.
 */
import { isTransfer } from '../../protocol/event-types.ts'
import { refusesText } from './nodes.ts'
import type { Part } from './part.ts'

export const STRING = 1
export const NUMBER = 2
export const BOOLEAN = 4
export const NULL = 8
export const FUNCTION = 16

/** The kinds of values that need nothing done for this part. */
export function accepted(part: Part): number {
  switch (part.kind) {
    case 'child':
      return refusesText(part.tag) ? NULL : STRING | NUMBER | NULL
    case 'text':
      return STRING | NUMBER | NULL
    case 'attribute':
      return (part.url === null ? STRING : 0) | NUMBER | (part.whole ? NULL : 0)
    case 'boolean':
      return BOOLEAN
    case 'property':
      if (part.name === 'value' && part.inHtml) return STRING
      if (part.name === 'checked' && part.inHtml) return BOOLEAN
      return (part.url === null ? STRING : 0) | NUMBER | BOOLEAN | NULL
    case 'event':
      // What tells of a paste or a drop becomes a binding: the browser reads that by a module.
      return isTransfer(part.name) ? NULL : FUNCTION | NULL
    case 'dropped':
    case 'styles':
    case 'spread':
    case 'foreign':
    case 'directive':
      return 0
  }
}

/**
 * What values need to become a node: nothing when they are what the node before holds, a node around them
 * when their parts hold them as they are, building otherwise.
 */
export function whatIsNeeded(
  values: readonly unknown[],
  before: readonly unknown[] | null,
  accepts: Uint8Array,
  mask: number,
): 'nothing' | 'node' | 'building' {
  let same = before !== null
  for (let index = 0; index < accepts.length; index++) {
    const value = values[index]
    if (before !== null && value === before[index]) continue
    same = false
    if ((kindOf(value) & (accepts[index] ?? 0) & mask) === 0) return 'building'
  }
  return same ? 'nothing' : 'node'
}

/** The bit of a value; 0 for what is never kept as it is. */
export function kindOf(value: unknown): number {
  switch (typeof value) {
    case 'string':
      return STRING
    case 'number':
      // Not for NaN and the infinities, which JSON does not have.
      return value - value === 0 ? NUMBER : 0
    case 'function':
      return FUNCTION
    case 'boolean':
      return BOOLEAN
    default:
      return value === null ? NULL : 0
  }
}
