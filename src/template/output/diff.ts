/** Finds what changed from one tree to the next, as the browser is to be told. */
import type { ChildDifference, Json, PartChange, PartDifference } from '../../protocol/differences.ts'
import { bindingOf } from '../tree/binding.ts'
import type { Echo, Encoder } from './encoder.ts'
import { diffList } from './diff-list.ts'
import { effectiveAttributes } from './effective-attributes.ts'
import { endsInHalf, wellFormed } from '../compile/escape.ts'
import type { ElementRoutes } from '../compile/attribute-routes.ts'
import type { Part } from '../compile/part.ts'
import { contentOf, isKind, type ChildNode, type InstanceNode, type NodeValue } from '../tree/tree.ts'
import { toChildValue, toPartValue } from './values.ts'

/**
 * The change of a child part or a root; undefined when there is none. `before` must be the tree that `after`
 * was built from, because rows are told apart by ids that go on from there.
 */
export function diffChild(
  before: ChildNode,
  after: ChildNode,
  encoder: Encoder,
): ChildDifference | undefined {
  if (before === after) return undefined
  if (isKind(before, 'guarded')) return diffChild(before.content, after, encoder)
  if (isKind(after, 'guarded')) return diffChild(before, after.content, encoder)
  if (isKind(before, 'component') || isKind(after, 'component')) {
    const same = isKind(before, 'component') && isKind(after, 'component') && before.owner === after.owner
    return same ? diffChild(before.content, after.content, encoder) : replaced(before, after, encoder)
  }
  if (isKind(before, 'keyed') || isKind(after, 'keyed')) {
    const same = isKind(before, 'keyed') && isKind(after, 'keyed') && Object.is(before.key, after.key)
    return same ? diffChild(before.content, after.content, encoder) : replaced(before, after, encoder)
  }
  if (isKind(before, 'portal') && isKind(after, 'portal') && before.target === after.target)
    return diffChild(before.inside, after.inside, encoder)
  if (typeof before === 'string' && typeof after === 'string') return diffText(before, after)
  if (isKind(before, 'instance') && isKind(after, 'instance') && before.template === after.template) {
    const changes = diffParts(before, after, encoder)
    return changes === null ? undefined : [0, ...changes]
  }
  if (isKind(before, 'list') && isKind(after, 'list')) return diffList(before, after, { encoder, diffParts })
  if (isKind(before, 'stream') && isKind(after, 'stream') && before.source === after.source) return undefined
  if (isKind(before, 'raw') && isKind(after, 'raw') && before.html === after.html) return undefined
  return anew(before, after, encoder)
}

/** `[part, value, part, value, …]` of two instances of one template; null when nothing changed. */
export function diffParts(before: InstanceNode, after: InstanceNode, encoder: Encoder): PartChange[] | null {
  if (before === after) return null
  const old = before.values
  const { values, template } = after
  const merged = template.routed === null ? NOTHING_MERGED : mergedAttributes(template.routed, old, values)
  let changes: PartChange[] | null = null
  for (let index = 0; index < values.length; index++) {
    const routes = merged.size === 0 ? undefined : template.routed?.get(index)
    const together = routes === undefined ? undefined : merged.get(routes)
    if (routes !== undefined && together !== undefined) {
      if (routes.spread === index && !isEmpty(together)) (changes ??= []).push(index, together)
      encoder.controls = true
      continue
    }
    if (values[index] === old[index]) continue
    const part = template.parts[index]
    if (part === undefined) continue
    const change = diffPart(part, old[index] ?? null, values[index] ?? null, encoder)
    if (change === undefined) continue
    changes ??= []
    const shared = part.whole ? undefined : template.shared.get(index)
    if (shared === undefined) changes.push(index, change)
    else {
      // The browser may have found the text in the page, where it cannot tell what came from which hole.
      for (index of shared) changes.push(index, wholeValue(after, index, encoder))
    }
  }
  return changes
}

function wholeValue({ template, values }: InstanceNode, index: number, encoder: Encoder): PartDifference {
  const part = template.parts[index]
  return part === undefined ? null : toPartValue(part, values[index] ?? null, encoder)
}

/**
 * What changed in the attributes of elements where one name comes by several routes. Where each comes by one route
 * alone, parts are sent by themselves.
 */
function mergedAttributes(
  routed: ReadonlyMap<number, ElementRoutes>,
  before: readonly NodeValue[],
  after: readonly NodeValue[],
): ReadonlyMap<ElementRoutes, Entries> {
  const merged = new Map<ElementRoutes, Entries>()
  for (const [index, routes] of routed) {
    if (before[index] === after[index] || merged.has(routes)) continue
    const old = effectiveAttributes(routes, before)
    const now = effectiveAttributes(routes, after)
    if (old.overlap || now.overlap) merged.set(routes, entriesChanged(old.entries, now.entries))
  }
  return merged
}

const NOTHING_MERGED: ReadonlyMap<ElementRoutes, Entries> = new Map()

/** Content of another component or key: the same only when neither shows more than the same text. */
function replaced(before: ChildNode, after: ChildNode, encoder: Encoder): ChildDifference | undefined {
  const shown = contentOf(after)
  if ((shown === null || typeof shown !== 'object') && contentOf(before) === shown) return undefined
  return anew(before, after, encoder)
}

/** All of what takes the place of something else. What was elsewhere is told that it stands here from now on. */
function anew(before: ChildNode, after: ChildNode, encoder: Encoder): ChildDifference {
  const value = toChildValue(after, encoder)
  return isKind(contentOf(before), 'portal') && !isKind(contentOf(after), 'portal')
    ? { p: '', c: value }
    : value
}

// --- text ---

/** Shorter than this, a suffix is no shorter to send. */
const SUFFIX_COSTS = 6

function diffText(before: string, after: string): ChildDifference {
  const longer = before.length > SUFFIX_COSTS && after.length > before.length
  // `startsWith` compares by character where a text was put together from pieces: ten times as slow.
  const grown = longer && after.slice(0, before.length) === before
  // A character that comes in two halves is sent whole.
  if (grown && !endsInHalf(before)) return { '+': wellFormed(after.slice(before.length)) }
  return wellFormed(after)
}

// --- other parts ---

function diffPart(
  part: Part,
  before: NodeValue,
  after: NodeValue,
  encoder: Encoder,
): PartDifference | undefined {
  switch (part.kind) {
    case 'child':
      // What a child part holds is a child.
      return diffChild(before as ChildNode, after as ChildNode, encoder)
    case 'event': {
      if (typeof before === 'function' && typeof after === 'function') return undefined
      const binding = bindingOf(after)
      if (JSON.stringify(bindingOf(before)) === JSON.stringify(binding)) return undefined
      return toPartValue(part, after, encoder)
    }
    case 'directive': {
      const told = toPartValue(part, after, encoder)
      return JSON.stringify(toPartValue(part, before, encoder)) === JSON.stringify(told) ? undefined : told
    }
    case 'styles':
    case 'spread':
      if (part.kind === 'spread') encoder.controls = true
      // Styles and spreads hold JSON objects.
      return diffEntries(before as Entries, after as Entries)
    case 'dropped':
    case 'foreign':
      return undefined
    case 'property':
      if (part.typed && isEcho(after, encoder.echo)) {
        encoder.controls = true
        return [encoder.echo.event]
      }
      return toPartValue(part, after, encoder)
    default:
      return toPartValue(part, after, encoder)
  }
}

/** Whether the browser can be told a value by naming the event that carried it, in fewer bytes. */
function isEcho(value: NodeValue, echo: Echo | null): echo is Echo {
  return echo !== null && value === echo.value && value.length > ECHO_COSTS && wellFormed(value) === value
}

/** Shorter than this, a value is no longer than the number of an event. */
const ECHO_COSTS = 8

type Entries = Readonly<Record<string, Json>>

function diffEntries(before: Entries, after: Entries): Entries | undefined {
  const changes = entriesChanged(before, after)
  return isEmpty(changes) ? undefined : changes
}

function isEmpty(entries: Entries): boolean {
  return Object.keys(entries).length === 0
}

/** The entries that changed; null takes one away. */
function entriesChanged(before: Entries, after: Entries): Entries {
  // Without a prototype: names may be any.
  const changes = Object.create(null) as Record<string, Json>
  for (const name of Object.keys(before)) if (!Object.hasOwn(after, name)) changes[name] = null
  for (const [name, value] of Object.entries(after)) {
    const old = before[name]
    if (old !== value && JSON.stringify(old) !== JSON.stringify(value)) changes[name] = value
  }
  return changes
}
