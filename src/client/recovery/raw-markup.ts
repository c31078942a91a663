/** Raw markup that does not change keeps its nodes, with frames, fields and selections in them. */
import type { ChildDifference, RawHtml } from '../../protocol/differences.ts'
import type { ChildPart } from '../child-part.ts'
import { parseWithin } from '../modules/parse-within.ts'
import { nodesIn } from './child-parts.ts'
import { isEqualList } from './equal.ts'

/** Shadow roots and the content of templates are no children, by which nodes are compared. */
const NOT_COMPARED = /<template/i

export function isRaw(content: ChildDifference): content is RawHtml {
  return typeof content === 'object' && content !== null && 'h' in content
}

/** Whether a part shows this markup, as nobody has changed it. */
export function isRawShown(part: ChildPart, { h: markup }: RawHtml): boolean {
  if (part.content !== true || NOT_COMPARED.test(markup)) return false
  const next = parseWithin(part.element(), markup)
  return isEqualList(nodesIn(part), [...next.childNodes])
}
