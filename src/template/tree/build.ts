/**
 * Builds trees from what `html` returns: values become what their parts hold, components and directives are
 * resolved, and everything that is as before is taken over from the tree before.
 *
 * This is the innermost loop of the server. A template whose values need nothing done keeps the very array
 * that the tag made, and one whose values are all as before is the node before.
 */
import { BOOLEAN, FUNCTION, kindOf, NULL, NUMBER, STRING, whatIsNeeded } from '../compile/accepts.ts'
import { buildArray, buildRepeat } from './build-list.ts'
import { buildGuarded, isGuarding } from './build-guarded.ts'
import { buildPortal } from './build-portal.ts'
import { buildStream } from './build-stream.ts'
import { buildWithin, type BuildContext, type Building, type RowBuilder } from './building.ts'
import { templateOf, type Template } from '../compile/compile.ts'
import { expand } from '../compile/expand.ts'
import {
  type Directive,
  TemplateResult,
  type ComponentValue,
  type InstanceLike,
  type StreamSource,
} from '../template-value.ts'
import { html } from '../html.ts'
import type { LocalValue } from '../local/local-value.ts'
import { localContent } from './local-part.ts'
import { isSlot, ofItsMaker, slotOf } from './slot.ts'
import { partValue } from './part-value.ts'
import { DEEPEST } from '../compile/nodes.ts'
import { Place, type Site } from '../compile/place.ts'
import {
  refuseDepth,
  refuseDocument,
  refuseNesting,
  refuseText,
  refuseComponent,
  refuseValue,
  type CompiledLiteral,
} from './refuse-content.ts'
import {
  isKind,
  type ChildNode,
  type ComponentNode,
  type InstanceNode,
  type KeyedNode,
  type NodeValue,
  type StreamNode,
} from './tree.ts'
import { buildRaw } from './raw-node.ts'

/** Builds the tree of a template. `previous` is the tree that the next difference will start from. */
export function build(
  result: TemplateResult,
  previous: InstanceNode | null,
  context: BuildContext,
): InstanceNode {
  return buildInstance(result, previous, ROOT, { context, rows: 'kept' })
}

/** Builds what stands in a root, or at the site of a component. */
export function buildChild(
  value: unknown,
  previous: ChildNode,
  context: BuildContext,
  site: Site | null = null,
): ChildNode {
  return buildContent(value, previous, site ?? ROOT, { context, rows: 'kept' })
}

/** Builds rows of a stream, for the place where the stream stands. */
export function buildRows(
  rows: readonly InstanceLike[],
  stream: StreamNode | null,
  context: BuildContext,
): InstanceNode[] {
  const site = stream === null ? ROOT : { place: stream.place, hole: null }
  return rows.map((row) => buildInstance(row, null, site, { context, rows: 'streamed' }))
}

const ROOT: Site = { place: Place.of([], 'html'), hole: null }

export function buildInstance(
  given: InstanceLike,
  previous: InstanceNode | null,
  site: Site,
  building: Building,
): InstanceNode {
  const { place } = site
  const isSame = isOf(previous, given, place)
  const result = isSame ? given : expand(given, place.namespace)
  const template = isSame ? previous.template : templateOf(result, place.namespace)
  const before = previous !== null && previous.template === template ? previous : null
  const { values, strings } = result
  if (before === null) refuseMisplaced({ template, strings }, site, building)
  const mask = acceptedKinds(building)
  const open = template.open && place.refusesText
  const need = open
    ? 'building'
    : whatIsNeeded(values, before === null ? null : before.values, template.accepts, mask)
  if (need === 'nothing' && before !== null) return before
  // Values that need no building are of kinds that their parts may hold.
  if (need !== 'building') return { kind: 'instance', template, values: values as readonly NodeValue[] }
  return buildParts(template, { values, strings, before, place, building, mask, open })
}

function refuseMisplaced(literal: CompiledLiteral, site: Site, { context }: Building): void {
  const { template, strings } = literal
  if (site.place.depth + template.depth > DEEPEST) throw refuseDepth(strings, site)
  if (template.document && context.document !== true) throw refuseDocument(strings, site)
  if (!site.place.accepts(template)) throw refuseNesting(literal, site)
}

interface PartsToBuild {
  readonly values: readonly unknown[]
  readonly strings: TemplateStringsArray
  readonly before: InstanceNode | null
  readonly place: Place
  readonly building: Building
  readonly mask: number
  readonly open: boolean
}

function buildParts(template: Template, parts: PartsToBuild): InstanceNode {
  const { values, strings, before, place, building, mask, open } = parts
  // Of the right length from the start: an array that grows reserves room for many.
  const built: NodeValue[] = Array.from(template.parts, () => null)
  let changed = before === null
  for (const part of template.parts) {
    const value = values[part.index]
    const old = before === null ? null : (before.values[part.index] ?? null)
    const accepted = open && part.kind === 'child' ? NULL : (template.accepts[part.index] ?? 0)
    let node: NodeValue
    // A value of an accepted kind is what its part holds.
    if ((kindOf(value) & accepted & mask) !== 0) node = value as NodeValue
    else if (part.kind === 'child')
      // What a child part held is a child.
      node = buildContent(value, old as ChildNode, place.site(strings, part), building)
    else node = partValue(value, { part, template, strings, building, old })
    if (node !== old) changed = true
    built[part.index] = node
  }
  if (!changed && before !== null) return before
  return { kind: 'instance', template, values: built }
}

/** Whether the node before is of the same literal, in the same namespace, so that its template is the one. */
function isOf(previous: InstanceNode | null, result: InstanceLike, place: Place): previous is InstanceNode {
  if (previous === null || previous.template.strings !== result.strings) return false
  return !previous.template.varies && previous.template.namespace === place.namespace
}

// --- values that are kept as they are ---

/** Kinds of values that may be kept as they are: functions only where something can run them. */
function acceptedKinds({ context, rows }: Building): number {
  const kinds = STRING | NUMBER | BOOLEAN | NULL
  return context.host === null || rows === 'streamed' ? kinds : kinds | FUNCTION
}

// --- content ---

/** Builds what stands in a child part, given what stood there. */
export function buildContent(value: unknown, previous: ChildNode, site: Site, building: Building): ChildNode {
  switch (typeof value) {
    case 'string':
      return textHere(value, site)
    case 'number':
      return textHere(value - value === 0 ? value : String(value), site)
    case 'bigint':
      return textHere(String(value), site)
    case 'undefined':
      return null
    case 'boolean':
      if (!value) return null
      break
    case 'object':
      if (value === null) return null
      return buildObject(value, previous, site, building)
    default:
  }
  throw refuseValue(value, site)
}

function textHere(text: string | number, site: Site): string | number {
  if (site.place.refusesText && /\S/.test(String(text))) {
    throw refuseText(text, site)
  }
  return text
}

function buildObject(value: object, previous: ChildNode, site: Site, building: Building): ChildNode {
  if (isKind(previous, 'guarded') && !isGuarding(value)) {
    return buildObject(value, previous.content, site, building)
  }
  if (value instanceof TemplateResult) {
    return buildTemplate(value, isKind(previous, 'instance') ? previous : null, site, building)
  }
  if (Array.isArray(value)) {
    return buildArray(value, isKind(previous, 'list') ? previous : null, rowBuilder(site, building))
  }
  if (Symbol.iterator in value) {
    // What is iterated over is whatever the author made it give.
    const values = [...(value as Iterable<unknown>)]
    return buildArray(values, isKind(previous, 'list') ? previous : null, rowBuilder(site, building))
  }
  if (!('kind' in value)) throw refuseValue(value, site)
  // The kinds are this framework's own: whoever gives an object of another shape with one meant to.
  const known = value as Directive | ComponentValue | StreamSource | LocalValue
  switch (known.kind) {
    case 'repeat':
      return buildRepeat(ofItsMaker(known), isKind(previous, 'list') ? previous : null, {
        build: rowBuilder(site, building),
        rebuild: rowBuilder(site, { ...building, rows: 'rebuilt' }),
        context: building.context,
      })
    case 'component-value':
      return buildComponent(known, isKind(previous, 'component') ? previous : null, site, building)
    case 'stream-source': {
      const before = isKind(previous, 'stream') ? previous : null
      return buildStream(known, before, { site, building }, (row, streamed) =>
        buildInstance(row, null, site, streamed),
      )
    }
    case 'local':
      return localContent(known, previous, site, building)
    case 'portal-value':
      return buildPortal(
        known,
        isKind(previous, 'portal') ? previous : null,
        { site, building },
        (old, there) => buildContent(known.value, old, there, building),
      )
    case 'raw-value':
      return buildRaw(known, previous, site, building)
    case 'keyed-value': {
      const before = isKind(previous, 'keyed') && Object.is(previous.key, known.key) ? previous : null
      const content = buildWithin(building.context.keys, known.key, () =>
        buildContent(known.value, before?.content ?? null, site, building),
      )
      if (before !== null && before.content === content) return before
      return { kind: 'keyed', key: known.key, content } satisfies KeyedNode
    }
    case 'guard':
    case 'continued':
      return buildGuarded(known, previous, building.context, (content, old) =>
        buildContent(content, old, site, building),
      )
    default:
      throw refuseValue(value, site)
  }
}

function buildTemplate(
  result: TemplateResult,
  previous: InstanceNode | null,
  site: Site,
  building: Building,
): InstanceNode {
  return isSlot(result)
    ? slotOf(result.maker, () => buildInstance(result, previous, site, building))
    : buildInstance(result, previous, site, building)
}

function rowBuilder(site: Site, building: Building): RowBuilder {
  return (row, previous) =>
    row instanceof TemplateResult
      ? buildTemplate(row, previous, site, building)
      : buildInstance(asTemplate(row), previous, site, building)
}

/** A row is an instance, so that it has nodes: what is no template is put into one. */
function asTemplate(row: unknown): InstanceLike {
  return { strings: ROW, values: [row] }
}

const { strings: ROW } = html`${null}`

function buildComponent(
  value: ComponentValue,
  previous: ComponentNode | null,
  site: Site,
  building: Building,
): ComponentNode {
  const { host } = building.context
  if (host === null || building.rows !== 'kept') throw refuseComponent(site, building)
  const node = host.resolve(value, previous, {
    site,
    build: (rendered, before) => buildContent(rendered, before, site, building),
  })
  if (previous !== null && node.owner === previous.owner && node.content === previous.content) return previous
  return node
}
