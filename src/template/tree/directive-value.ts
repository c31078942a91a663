/** What parts hold that lazy modules of the client do. */
import type { Json } from '../../protocol/differences.ts'
import { LocalScope } from '../local/local-scope.ts'
import type { DirectiveValue } from '../template-value.ts'
import { bindingOf } from './binding.ts'
import { eventValue } from './event-value.ts'
import { jsonValue } from './json-value.ts'
import type { PartSite } from './part-site.ts'
import type { NodeValue } from './tree.ts'

/** The value as its part holds it: what it held before, when that says the same and runs the same. */
export function directiveValue(value: unknown, site: PartSite): DirectiveValue {
  // Its value is what made the part one of this kind.
  const given = LocalScope.is(value) ? localDirective(value) : (value as DirectiveValue)
  const handler = eventValue(given.handler, { ...site, part: { ...site.part, name: given.type } })
  const data = jsonValue(given.data, site, 'in the data of a directive')
  // What the part held before is of the same kind.
  const before = site.old as DirectiveValue | null
  const isSame =
    before !== null &&
    before.handler === handler &&
    before.type === given.type &&
    JSON.stringify(before.data) === JSON.stringify(data)
  return isSame ? before : { ...given, data, handler }
}

function localDirective(state: LocalScope): DirectiveValue {
  const data = [LocalScope.nameOf(state), LocalScope.initialOf(state)]
  return { kind: 'directive', module: 'Local', data, type: '', handler: null, closed: false }
}

/** What the browser is told of it: `[data, binding]`. */
export function directiveJson(value: NodeValue): Json {
  // A directive part holds a directive.
  const { data, handler } = value as DirectiveValue
  // A binding is plain data.
  return [data, bindingOf(handler) as Json]
}
