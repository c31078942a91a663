/** What parts other than content hold: attributes, properties, handlers, styles and spreads. */
import type { Json } from '../../protocol/differences.ts'
import { closureInStream, closureWithoutView, valueRefused } from '../../errors/template.ts'
import { isCarriedByHtml } from '../compile/attribute-part.ts'
import type { Building } from './building.ts'
import type { Template } from '../compile/compile.ts'
import { describe } from './describe.ts'
import type { AttributesValue, StylesValue, EventBinding, EventHandler } from '../template-value.ts'
import type { Part } from '../compile/part.ts'
import { excerptOfHole } from '../compile/source.ts'
import type { NodeValue } from './tree.ts'
import { isSafeUrl, SAFE_URL, urlUse } from '../compile/urls.ts'

/** Where a value stands. */
export interface PartSite {
  readonly part: Part
  readonly template: Template
  readonly building: Building
}

/** The value as its part holds it. `old` is what the part held; it is taken over when it says the same. */
export function partValue(value: unknown, old: NodeValue, site: PartSite): NodeValue {
  const { part } = site
  switch (part.kind) {
    case 'child':
    case 'text':
      return textValue(value, site)
    case 'attribute':
      return attributeValue(value, site)
    case 'boolean':
      return Boolean(value)
    case 'property':
      return sameJson(propertyValue(value, site), old)
    case 'event':
      return eventValue(value, site)
    case 'styles':
      return sameJson(stylesValue(value, site), old)
    case 'spread':
      return sameJson(spreadValue(value, site), old)
    case 'foreign':
      return null
  }
}

function textValue(value: unknown, site: PartSite): string | null {
  if (value === null || value === undefined || value === false) return null
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'string')
    return String(value)
  throw refuse(value, site, `in the text of <${site.part.tag}>`, 'Only text can stand there.')
}

function attributeValue(value: unknown, site: PartSite): string | number | null {
  const { part } = site
  switch (typeof value) {
    case 'string':
      return part.url === null || isSafeUrl(value, part.url) ? value : unsafeAddress(value, site)
    case 'undefined':
      return part.whole ? null : ''
    case 'number':
    case 'bigint':
    case 'boolean':
      return String(value)
    default:
      if (value === null) return part.whole ? null : ''
  }
  const remedy =
    typeof value === 'function'
      ? `A handler needs the "@":  html\`<${part.tag} @${part.name.replace(/^on/, '')}=\${handler}>\``
      : 'An attribute is text: write what it is to say.'
  throw refuse(value, site, `as the attribute "${part.name}"`, remedy)
}

function unsafeAddress(address: string, { part, template, building }: PartSite): string {
  building.context.warn(
    `The address ${describe(address)} would run script or carry a document, so "${part.name}" was set to "${SAFE_URL}".

${excerptOfHole(template.strings, part.index)}

Addresses that visitors may write should be checked before they are stored.`,
  )
  return SAFE_URL
}

// --- properties ---

function propertyValue(value: unknown, site: PartSite): Json {
  const { part } = site
  if (part.inHtml && part.name === 'value') {
    if (value === null || value === undefined) return ''
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint')
      return String(value)
    throw refuse(value, site, 'as the value of a control', 'The value of a control is text.')
  }
  if (part.inHtml) return Boolean(value)
  if (typeof value === 'string' && part.url !== null && !isSafeUrl(value, part.url))
    return unsafeAddress(value, site)
  return jsonOf(value, site)
}

/** A copy of JSON, so that a change in place is seen; anything else is refused. */
function jsonOf(value: unknown, site: PartSite): Json {
  switch (typeof value) {
    case 'undefined':
      return null
    case 'string':
    case 'boolean':
      return value
    case 'number':
      return Number.isFinite(value) ? value : null
    case 'bigint':
      return String(value)
    default:
      if (value === null) return null
  }
  if (typeof value === 'object' && Array.isArray(value)) return value.map((element) => jsonOf(element, site))
  const prototype: unknown = typeof value === 'object' ? Object.getPrototypeOf(value) : undefined
  if (typeof value === 'object' && (prototype === Object.prototype || prototype === null)) {
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, element]) => element !== undefined)
        .map(([name, element]) => [name, jsonOf(element, site)]),
    )
  }
  throw refuse(
    value,
    site,
    'as a property',
    'A property takes what JSON can hold: text, numbers, plain objects and arrays.',
  )
}

/** The old value when it says the same, so that later comparisons are by identity. */
function sameJson(value: Json, old: NodeValue): NodeValue {
  if (typeof value !== 'object' || value === null || typeof old !== 'object' || old === null) return value
  return JSON.stringify(value) === JSON.stringify(old) ? old : value
}

// --- events ---

function eventValue(value: unknown, site: PartSite): EventHandler | EventBinding | null {
  const { part, template, building } = site
  if (value === null || value === undefined || value === false) return null
  if (!isHandler(value)) {
    const remedy =
      typeof value === 'string'
        ? `An action is named by an attribute:  <${part.tag} live-${part.name}="${value}">`
        : `html\`<${part.tag} @${part.name}=\${(event) => …}>\``
    throw refuse(value, site, `as the handler of "${part.name}"`, remedy)
  }
  const excerpt = excerptOfHole(template.strings, part.index)
  if (building.context.host === null) throw closureWithoutView({ excerpt, event: part.name })
  const runsHere = typeof value === 'function' || value.handler !== null
  if (building.rows === 'streamed' && runsHere) throw closureInStream({ excerpt, event: part.name })
  return value
}

function isHandler(value: unknown): value is EventHandler | EventBinding {
  return (
    typeof value === 'function' ||
    (typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'binding')
  )
}

// --- styles and spreads ---

function stylesValue(value: unknown, site: PartSite): Json {
  if (value === null || value === undefined || value === false) return {}
  if (!isObjectOf(value, 'styles')) {
    throw refuse(
      value,
      site,
      'as a "style" attribute',
      'Wrong:  html`<p style=${`width: ${width}px`}>`\nRight:  html`<p style=${styleMap({ width: `${width}px` })}>`',
    )
  }
  // Only `styleMap` makes objects of this kind.
  const { styles } = value as StylesValue
  const kept: Record<string, string | number> = {}
  for (const [name, style] of Object.entries(styles))
    if (style !== null && style !== undefined) kept[name] = style
  return kept
}

function spreadValue(value: unknown, site: PartSite): Json {
  if (value === null || value === undefined || value === false) return {}
  if (!isObjectOf(value, 'attributes')) {
    throw refuse(
      value,
      site,
      'among the attributes of an element',
      'Wrong:  html`<input ${{ name }} />`\nRight:  html`<input ${attrs({ name })} />`',
    )
  }
  const kept: Record<string, Json> = {}
  // Only `attrs` makes objects of this kind.
  for (const [name, attribute] of Object.entries((value as AttributesValue).attributes)) {
    const held = spreadAttribute(name, attribute, site)
    if (held !== null) kept[name] = held
  }
  return kept
}

function spreadAttribute(name: string, value: unknown, site: PartSite): Json {
  const { tag } = site.part
  const bare = name.replace(/^[?.]/, '')
  if (
    !/^[?.]?[^\s"'<>/=@?.][^\s"'<>/=]*$/.test(name) ||
    REFUSED_IN_SPREAD.test(bare) ||
    (name.startsWith('.') && MARKUP.test(bare))
  ) {
    throw refuse(
      name,
      site,
      'as the name of an attribute',
      'Events, "style" and properties that replace content are written in the template itself.',
    )
  }
  const named: PartSite = {
    ...site,
    part: {
      ...site.part,
      name: bare,
      whole: true,
      url: name.startsWith('?') ? null : urlUse(tag, bare),
      inHtml: isCarriedByHtml(tag, bare),
    },
  }
  if (name.startsWith('?')) return Boolean(value)
  if (!name.startsWith('.')) return attributeValue(value, named)
  return value === undefined ? null : propertyValue(value, named)
}

const REFUSED_IN_SPREAD = /^(?:on[a-z]+|style|srcdoc|_)$/i
const MARKUP = /^(?:innerHTML|outerHTML|textContent|innerText|outerText)$/i

function isObjectOf(value: unknown, kind: string): value is object {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === kind
}

function refuse(value: unknown, { part, template }: PartSite, where: string, remedy: string): Error {
  return valueRefused({
    excerpt: excerptOfHole(template.strings, part.index),
    value: describe(value),
    where,
    remedy,
  })
}
