/** Compares what is written with what an HTML parser built from it. */
import { markupRearranged } from '../../errors/template.ts'
import {
  childrenOf,
  isElement,
  isHtml,
  isText,
  isVoid,
  type Element,
  type Namespace,
  type Node,
  type Root,
} from './nodes.ts'
import { excerpt, type TemplateSource } from './source.ts'

/** A tag as it stands in the text. */
export interface Tag {
  readonly name: string
  readonly end: boolean
  readonly offset: number
  readonly selfClosing: boolean
  readonly attributes: string
}

/** How the text was parsed. */
export interface ParsedAs {
  readonly namespace: Namespace
  readonly document: boolean
}

/**
 * Refuses a template unless each tag made exactly one element or closed one, every element is there because
 * of a tag, and all of it stands in the order in which it is written.
 */
export function checkStructure(root: Root, tags: readonly Tag[], source: TemplateSource, as: ParsedAs): void {
  const starts = new Map<number, Tag>()
  for (const tag of tags) if (!tag.end) starts.set(tag.offset, tag)
  const made = new Set<number>()
  const closed = new Set<number>()
  let position = -1

  const visit = (node: Node, parent: Node | Root): void => {
    const location = node.sourceCodeLocation
    if (location == null) {
      if (!(as.document && DOCUMENT_ELEMENTS.has(node.nodeName))) throw implied(node, parent)
    } else {
      if (location.startOffset < position) throw moved(position)
      position = location.startOffset
    }
    if (isElement(node) && location != null) checkElement(node, parent, location.startOffset)
    for (const child of childrenOf(node)) visit(child, node)
  }

  function checkElement(node: Element, parent: Node | Root, offset: number): void {
    const start = starts.get(offset)
    if (made.has(offset) || start === undefined) throw split(node.tagName, offset)
    made.add(offset)
    const end = node.sourceCodeLocation?.endTag
    if (end) closed.add(end.startOffset)
    else if (!mayStayOpen(node, start)) throw unclosed(node.tagName, offset)
    if (as.namespace !== 'html' && parent === root && isHtml(node)) {
      throw foreignToHtml(node.tagName, offset)
    }
    if (node.tagName === 'noscript' && !as.document) throw noscript(offset)
    if (node.tagName === 'script' && !as.document && childrenOf(node).some(writesDocument))
      throw writing(offset)
  }

  function refuse(offset: number, problem: string, remedy: string): Error {
    return markupRearranged({ excerpt: excerpt(source, offset), problem, remedy })
  }

  function implied(node: Node, parent: Node | Root): Error {
    const offset = firstOffset(node) ?? position
    if (node.nodeName === 'tbody' || node.nodeName === 'colgroup' || node.nodeName === 'tr') {
      return refuse(
        offset,
        `it would put a <${node.nodeName}> around what stands in <${parent.nodeName}>`,
        `Wrong:  <table><tr><td>1</td></tr></table>\nRight:  <table><tbody><tr><td>1</td></tr></tbody></table>`,
      )
    }
    const stray = tags.find((tag) => tag.end && tag.name === node.nodeName && tag.offset >= position)
    if (stray) return strayEnd(stray)
    return refuse(offset, `it would add a <${node.nodeName}>`, 'Write the element out where it belongs.')
  }

  function moved(offset: number): Error {
    return refuse(
      offset,
      'this would be moved to another place',
      'In a table, text and other content belong in cells:\nWrong:  <table>text<tbody>…</tbody></table>\nRight:  <p>text</p><table><tbody>…</tbody></table>',
    )
  }

  function split(name: string, offset: number): Error {
    return refuse(
      offset,
      `the <${name}> would become several elements`,
      `Close <${name}> before the element that it was opened in ends, and before another <${name}> begins.`,
    )
  }

  function unclosed(name: string, offset: number): Error {
    return refuse(
      offset,
      `<${name}> is not closed, or is closed where something else is still open`,
      `Each template holds whole elements. Content that comes from elsewhere goes into a hole:\nWrong:  html\`<${name}>\`, then html\`</${name}>\`\nRight:  html\`<${name}>\${content}</${name}>\``,
    )
  }

  function strayEnd(tag: Tag): Error {
    const reason =
      tag.name === 'p'
        ? 'this </p> closes nothing, because something in it, such as <div>, <ul> or <table>, has ended the paragraph'
        : `this </${tag.name}> closes nothing`
    return refuse(
      tag.offset,
      reason,
      tag.name === 'p'
        ? 'Wrong:  <p><div>…</div></p>\nRight:  <div><div>…</div></div>'
        : 'Remove it, or look for what closed its element earlier.',
    )
  }

  function foreignToHtml(name: string, offset: number): Error {
    return refuse(
      offset,
      `<${name}> is HTML and would be moved out of <${as.namespace === 'svg' ? 'svg' : 'math'}>`,
      'In SVG, HTML stands in <foreignObject>.',
    )
  }

  function noscript(offset: number): Error {
    return refuse(
      offset,
      '<noscript> is text in the first response and elements when a script makes it',
      'Put it into the document: createApp({ document }).',
    )
  }

  function writing(offset: number): Error {
    return refuse(
      offset,
      '"document.write" adds to the first response, and to nothing later',
      'Show with the template what the script would write. A script of others has a place in the document: createApp({ document }).',
    )
  }

  for (const child of childrenOf(root)) visit(child, root)
  for (const tag of tags) {
    if (as.document && DOCUMENT_ELEMENTS.has(tag.name)) continue
    if (tag.end && !closed.has(tag.offset)) throw strayEnd(tag)
    if (!tag.end && !made.has(tag.offset)) {
      throw refuse(
        tag.offset,
        `this <${tag.name}> would be left out`,
        DROPPED.get(tag.name) ?? `A <${tag.name}> cannot stand here.`,
      )
    }
  }
}

function writesDocument(node: Node): boolean {
  return isText(node) && /\bdocument\s*\.\s*write(?:ln)?\s*\(/.test(node.value)
}

const DOCUMENT_ELEMENTS: ReadonlySet<string> = new Set(['html', 'head', 'body'])

const DROPPED: ReadonlyMap<string, string> = new Map([
  ['form', 'Forms cannot be nested. Put them side by side, and connect controls with form="id".'],
  ['html', 'Only the template of the document has <html>, <head> and <body>: createApp({ document }).'],
  ['head', 'Only the template of the document has <html>, <head> and <body>: createApp({ document }).'],
  ['body', 'Only the template of the document has <html>, <head> and <body>: createApp({ document }).'],
])

/** Elements that end by themselves: https://html.spec.whatwg.org/#optional-tags */
const OPTIONAL_END: ReadonlySet<string> = new Set(
  'li dt dd p rt rp optgroup option colgroup caption thead tbody tfoot tr td th'.split(' '),
)
function mayStayOpen(element: Element, start: Tag): boolean {
  if (!isHtml(element)) return start.selfClosing
  return isVoid(element) || OPTIONAL_END.has(element.tagName) || DOCUMENT_ELEMENTS.has(element.tagName)
}

function firstOffset(node: Node): number | null {
  if (node.sourceCodeLocation != null) return node.sourceCodeLocation.startOffset
  for (const child of childrenOf(node)) {
    const offset = firstOffset(child)
    if (offset !== null) return offset
  }
  return null
}
