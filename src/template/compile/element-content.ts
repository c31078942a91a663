/** Tells what stands in an element of a template. */
import { childrenOf, holdsText, isComment, isText, type Element, type Node } from './nodes.ts'
import type { TemplateSource } from './source.ts'

export type Content =
  | { readonly kind: 'nodes'; readonly nodes: readonly Node[] }
  /** One hole and nothing else. */
  | { readonly kind: 'sole'; readonly hole: number }
  | TextContent

/** Text of a textarea or title, with the static text around its holes. */
export interface TextContent {
  readonly kind: 'text'
  readonly holes: readonly number[]
  readonly statics: readonly string[]
}

/** The content of an element, without static comments. */
export function readContent(element: Element, { marks }: TemplateSource): Content {
  const children = childrenOf(element)
  if (holdsText(element)) {
    const text = children.map((child) => (isText(child) ? child.value : '')).join('')
    const holes = marks.in(text)
    if (holes.length > 0) return { kind: 'text', holes, statics: marks.around(text) }
  }
  const shown = children.filter((child) => !isComment(child) || marks.in(child.data).length > 0)
  const [only] = shown
  const isOne = shown.length === 1 && only && isComment(only) && marks.in(only.data).length === 1
  if (isOne && element.tagName !== 'template') {
    return { kind: 'sole', hole: marks.in(only.data)[0] ?? 0 }
  }
  return { kind: 'nodes', nodes: shown }
}
