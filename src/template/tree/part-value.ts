/** What parts other than content hold. */
import { attributeValue, textValue } from './attribute-value.ts'
import { directiveValue } from './directive-value.ts'
import { isLocalValue } from '../local/local-value.ts'
import { eventValue } from './event-value.ts'
import { localPart } from './local-part.ts'
import type { PartSite } from './part-site.ts'
import { propertyValue } from './property-value.ts'
import { spreadValue, stylesValue } from './spread-value.ts'
import type { Json } from '../../protocol/differences.ts'
import type { NodeValue } from './tree.ts'

/** The value as its part holds it. What it held before is taken over when it says the same. */
export function partValue(value: unknown, site: PartSite): NodeValue {
  const { part, old } = site
  if (isLocalValue(value)) return part.kind === 'dropped' ? null : localPart(value, site)
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
    case 'directive':
      return directiveValue(value, site)
    case 'dropped':
    case 'foreign':
      return null
  }
}

/** The old value when it says the same, so that later comparisons are by identity. */
function sameJson(value: Json, old: NodeValue): NodeValue {
  if (typeof value !== 'object' || value === null || typeof old !== 'object' || old === null) return value
  return JSON.stringify(value) === JSON.stringify(old) ? old : value
}
