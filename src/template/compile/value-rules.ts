/**
 * What the attributes and properties of elements do with their values, as far as that could run script: the
 * one table for holes, spreads and properties, in the first response and in patches alike, because a tree holds
 * nothing that it does not allow.
 */
import { urlUse, type UrlUse } from './urls.ts'

/** How a name is written: `name`, `?name` or `.name`. */
export type Route = 'attribute' | 'boolean' | 'property'

export type ValueRule =
  /** Any text, or any JSON for a property. */
  | { readonly kind: 'plain' }
  /** Text that is checked. */
  | { readonly kind: 'address'; readonly use: UrlUse }
  /** No value at all. */
  | { readonly kind: 'refused'; readonly reason: Refusal }

/** Why a name takes no value. */
export type Refusal =
  /** A string that is run as script, as in `onclick`. */
  | 'handler'
  /** It replaces what is in the element, some of it as markup. */
  | 'content'
  /** It holds a document. */
  | 'document'
  /** It holds a style sheet's text. */
  | 'style'
  /** It makes a `<meta>` a command. */
  | 'command'
  /** It may change what a script or a style sheet is. */
  | 'code'
  /** It replaces the scheme of an address. */
  | 'scheme'
  /** It would change the object that stands for the element. */
  | 'prototype'
  /** It is used by this framework. */
  | 'reserved'

/** What a value may be for this name on an element of this tag. */
export function valueRule(tag: string, route: Route, name: string): ValueRule {
  const reason = refusal(tag.toLowerCase(), route, name.toLowerCase())
  if (reason !== null) return { kind: 'refused', reason }
  const use = route === 'boolean' ? null : urlUse(tag, name)
  return use === null ? PLAIN : { kind: 'address', use }
}

const PLAIN: ValueRule = { kind: 'plain' }

function refusal(tag: string, route: Route, name: string): Refusal | null {
  if (/^on[a-z]+$/.test(name)) return 'handler'
  if (name === 'srcdoc') return 'document'
  if (name === 'style') return 'style'
  if (route !== 'property' && name === '_') return 'reserved'
  if (tag === 'meta' && (name === 'http-equiv' || name === 'httpequiv')) return 'command'
  if (holdsCode(tag) && !isHarmlessToCode(tag, route, name)) return 'code'
  return route === 'property' ? propertyRefusal(tag, name) : null
}

function propertyRefusal(tag: string, name: string): Refusal | null {
  if (name === '__proto__') return 'prototype'
  if (CONTENT.has(name) || (name === 'text' && TEXT_IS_CONTENT.has(tag))) return 'content'
  return name === 'protocol' && LINKS.has(tag) ? 'scheme' : null
}

/** Whether the content of an element is code, in whatever namespace. */
export function holdsCode(tag: string): boolean {
  return tag === 'script' || tag === 'style'
}

/** What does not decide what the code is or whether it runs. Where a script comes from is an address. */
function isHarmlessToCode(tag: string, route: Route, name: string): boolean {
  if (route === 'property') return false
  return ON_BOTH.has(name) || /^(?:data|aria)-/.test(name) || (tag === 'script' && ON_SCRIPTS.has(name))
}

const ON_BOTH: ReadonlySet<string> = new Set(['id', 'class', 'nonce', 'title', 'media', 'blocking'])
const ON_SCRIPTS: ReadonlySet<string> = new Set(
  'src href async defer nomodule crossorigin integrity referrerpolicy fetchpriority'.split(' '),
)
const CONTENT: ReadonlySet<string> = new Set([
  'innerhtml',
  'outerhtml',
  'textcontent',
  'innertext',
  'outertext',
])
const TEXT_IS_CONTENT: ReadonlySet<string> = new Set(['a', 'option', 'title'])
const LINKS: ReadonlySet<string> = new Set(['a', 'area'])
