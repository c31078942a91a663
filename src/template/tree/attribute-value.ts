/** What attributes hold, and text of elements that hold only text. */
import { describe } from './describe.ts'
import { excerptOfHole } from '../compile/source.ts'
import { isSafeUrl, SAFE_URL } from '../compile/urls.ts'
import { refuse, type PartSite } from './part-site.ts'

export function textValue(value: unknown, site: PartSite): string | null {
  if (value === null || value === undefined || value === false) return null
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'string')
    return String(value)
  throw refuse(value, site, `in the text of <${site.part.tag}>`, 'Only text can stand there.')
}

export function attributeValue(value: unknown, site: PartSite): string | number | null {
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

/** What stands in place of an address that would run script, and a warning when it comes to stand there. */
export function unsafeAddress(address: string, { part, strings, building, old }: PartSite): string {
  if (old === SAFE_URL) return SAFE_URL
  building.context.warn(
    `The address ${describe(address)} would run script or carry a document, so "${part.name}" was set to "${SAFE_URL}".

${excerptOfHole(strings, part.index)}

Addresses that visitors may write should be checked before they are stored.`,
  )
  return SAFE_URL
}
