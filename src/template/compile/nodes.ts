/** The nodes that parse5 gives, and what HTML says of their names. */
import { html as spec, type DefaultTreeAdapterTypes } from 'parse5'
import { escapeAttribute } from './escape.ts'

export type Namespace = 'html' | 'svg' | 'mathml'
/** Browsers nest 512 elements at most, and what is deeper beside each other. The page around a view has a few. */
export const DEEPEST = 500

export type Element = DefaultTreeAdapterTypes.Element
export type Node = DefaultTreeAdapterTypes.ChildNode
export type Root = DefaultTreeAdapterTypes.DocumentFragment | DefaultTreeAdapterTypes.Document

/** The children of a node, those in the content of a `<template>` too. */
export function childrenOf(node: Node | Root): readonly Node[] {
  if ('content' in node) return node.content.childNodes
  return 'childNodes' in node ? node.childNodes : []
}

export function isElement(node: Node | Root): node is Element {
  return 'tagName' in node
}

export function isText(node: Node | Root): node is DefaultTreeAdapterTypes.TextNode {
  return node.nodeName === '#text'
}

export function isComment(node: Node | Root): node is DefaultTreeAdapterTypes.CommentNode {
  return node.nodeName === '#comment'
}

/** Whether an element is of HTML, not of SVG or MathML. */
export function isHtml(element: Element): boolean {
  return element.namespaceURI === spec.NS.HTML
}

/** In which namespace the content of an element is. */
export function namespaceInside(element: Element): Namespace {
  const { tagName } = element
  if (element.namespaceURI === spec.NS.SVG) return SVG_WITH_HTML.has(tagName) ? 'html' : 'svg'
  if (element.namespaceURI !== spec.NS.MATHML) return 'html'
  if (tagName !== 'annotation-xml') return MATHML_WITH_HTML.has(tagName) ? 'html' : 'mathml'
  const encoding = element.attrs.find((attribute) => attribute.name === 'encoding')?.value.toLowerCase()
  return encoding === 'text/html' || encoding === 'application/xhtml+xml' ? 'html' : 'mathml'
}

/** What stands in the start tag of an element as far as it decides how its content is parsed. */
export function openTag({ tagName, attrs }: Element): string {
  const encoding = attrs.find((attribute) => attribute.name === 'encoding')
  return tagName === 'annotation-xml' && encoding
    ? `${tagName} encoding="${escapeAttribute(encoding.value)}"`
    : tagName
}

/** Whether an element never has content and no end tag. */
export function isVoid(element: Element): boolean {
  return isHtml(element) && VOID.has(element.tagName)
}

/** Whether the content of an element is text with entities and nothing else. */
export function holdsText(node: Node | Root): boolean {
  return isElement(node) && isHtml(node) && (node.tagName === 'textarea' || node.tagName === 'title')
}

/** Whether the content of an element is text without entities. */
export function holdsRawText(node: Node | Root): boolean {
  return isElement(node) && isHtml(node) && RAW_TEXT.has(node.tagName)
}

/** Whether an element is a `<template>` that becomes a shadow root of its parent, where that can have one. */
export function isShadowRoot(element: Element): boolean {
  return element.tagName === 'template' && element.attrs.some(({ name }) => name === 'shadowrootmode')
}

/** Whether the parser drops a line feed right after the start tag. */
export function dropsLineFeed(element: Element): boolean {
  return isHtml(element) && LINE_FEED.has(element.tagName)
}

/** Whether text that stands directly in an element would be moved out of it. */
export function refusesText(tag: string): boolean {
  return NO_TEXT.has(tag)
}

const SVG_WITH_HTML: ReadonlySet<string> = new Set(['foreignObject', 'desc', 'title'])
const MATHML_WITH_HTML: ReadonlySet<string> = new Set(['mi', 'mo', 'mn', 'ms', 'mtext'])
const VOID: ReadonlySet<string> = new Set(
  'area base br col embed hr img input link meta param source track wbr'.split(' '),
)
const RAW_TEXT: ReadonlySet<string> = new Set(
  'script style xmp iframe noembed noframes noscript plaintext'.split(' '),
)
const LINE_FEED: ReadonlySet<string> = new Set(['pre', 'textarea', 'listing'])
const NO_TEXT: ReadonlySet<string> = new Set(['table', 'tbody', 'thead', 'tfoot', 'tr', 'colgroup'])
