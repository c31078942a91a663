/**
 * Which values a part holds as they are, so that the values of most templates are kept without a copy: a
 * bit for each kind of value.
 */
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
      return FUNCTION | NULL
    case 'styles':
    case 'spread':
    case 'foreign':
      return 0
  }
}
