/** What properties hold: JSON, or text where HTML carries them or they are addresses. */
import type { Json } from '../../protocol/differences.ts'
import { isSafeUrl, type UrlUse } from '../compile/urls.ts'
import { unsafeAddress } from './attribute-value.ts'
import { refuse, type PartSite } from './part-site.ts'

export function propertyValue(value: unknown, site: PartSite): Json {
  const { part } = site
  if (part.inHtml && part.name === 'value') {
    if (value === null || value === undefined) return ''
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint')
      return String(value)
    throw refuse(value, site, 'as the value of a control', 'The value of a control is text.')
  }
  if (part.inHtml) return Boolean(value)
  if (part.url !== null) return addressProperty(value, part.url, site)
  return jsonOf(value, site)
}

/** Whatever else it was given, the DOM would make text of it, and that might be a script's address. */
function addressProperty(value: unknown, use: UrlUse, site: PartSite): Json {
  if (typeof value === 'string') return isSafeUrl(value, use) ? value : unsafeAddress(value, site)
  if (typeof value !== 'object' || value === null) return jsonOf(value, site)
  throw refuse(value, site, `as the property "${site.part.name}"`, 'An address is text.')
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
