/** What properties hold: JSON, or text where HTML carries them or they are addresses. */
import type { Json } from '../../protocol/differences.ts'
import type { Part } from '../compile/part.ts'
import { isSafeUrl, type UrlUse } from '../compile/urls.ts'
import { unsafeAddress } from './attribute-value.ts'
import { jsonValue } from './json-value.ts'
import { refuse, type PartSite } from './part-site.ts'

const AS_PROPERTY = 'as a property'

export function propertyValue(value: unknown, site: PartSite): Json {
  const { part } = site
  if (part.inHtml && part.name === 'value') {
    if (value === null || value === undefined) return ''
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint')
      return String(value)
    throw refuse(value, site, 'as the value of a control', 'The value of a control is text.')
  }
  if (part.inHtml) return Boolean(value)
  if (isChosenByUsers(part) && typeof value === 'object' && value !== null) {
    throw refuse(
      value,
      site,
      `as the property "${part.name}" of <${part.tag}>`,
      `It is text, or true or false. What a <select multiple> has chosen is said by its options:
<select multiple>\${names.map((name) => html\`<option .selected=\${chosen.includes(name)}>\${name}</option>\`)}</select>`,
    )
  }
  if (part.url !== null) return addressProperty(value, part.url, site)
  return jsonValue(value, site, AS_PROPERTY)
}

/** What users can change of elements that are not custom: the browser has one simple value for it. */
function isChosenByUsers({ tag, name }: Part): boolean {
  return (
    /^(?:value|checked|indeterminate|selected|open)$/.test(name) &&
    /^(?:input|textarea|select|option|details|dialog)$/.test(tag)
  )
}

/** Whatever else it was given, the DOM would make text of it, and that might be a script's address. */
function addressProperty(value: unknown, use: UrlUse, site: PartSite): Json {
  if (typeof value === 'string') return isSafeUrl(value, use) ? value : unsafeAddress(value, site)
  if (typeof value !== 'object' || value === null) return jsonValue(value, site, AS_PROPERTY)
  throw refuse(value, site, `as the property "${site.part.name}"`, 'An address is text.')
}
