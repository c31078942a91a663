/**
 * Random trees that become others: a small model of a browser applies each difference to what it has, and
 * must then have what it would have been given in full.
 */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type {
  ChildDifference,
  Json,
  ListDifference,
  NewInstance,
  PartChanges,
  PartValue,
  RowRun,
} from '../../protocol/differences.ts'
import { buildChild } from '../tree/build.ts'
import type { BuildContext } from '../tree/building.ts'
import { BrowserEncoder } from './browser-encoder.ts'
import { TemplateRegistry } from './template-registry.ts'
import { diffChild } from './diff.ts'
import { digest } from './digest.ts'
import { attrs, guard, keyed, repeat, styleMap, unsafeHTML } from '../directives.ts'
import { html } from '../html.ts'
import { equals, not } from '../local/local-operators.ts'
import { local } from '../local/local-state.ts'
import type { TemplateContent } from '../template-value.ts'
import type { ChildNode } from '../tree/tree.ts'
import { toChildValue } from './values.ts'

const menu = local('menu', { tab: 'one' })

const context: BuildContext = {
  host: {
    resolve: (value, previous, { build, site }) => ({
      kind: 'component',
      site,
      owner: context,
      content: build(value.props['show'], previous?.content ?? null),
    }),
  },
  development: false,
  warn: () => {},
}

it('makes of a tree what it became, through any states', () => {
  fc.assert(
    fc.property(fc.array(anyValue, { minLength: 2, maxLength: 5 }), (states) => {
      const registry = new TemplateRegistry()
      const encoder = new BrowserEncoder(registry)
      let node: ChildNode = buildChild(show(states[0] ?? null), null, context)
      const browser = new Browser(registry)
      let held = browser.child(null, toChildValue(node, encoder))
      for (const state of states.slice(1)) {
        const next: ChildNode = buildChild(show(state), node, context)
        const difference = diffChild(node, next, encoder)
        // As it is on the wire.
        if (difference !== undefined)
          held = browser.child(held, JSON.parse(JSON.stringify(difference)) as ChildDifference)
        const inFull = JSON.parse(JSON.stringify(toChildValue(next, encoder))) as ChildDifference
        expect(held).toEqual(browser.child(null, inFull))
        const alone = buildChild(show(state), null, context)
        expect(digest(next)).toBe(digest(alone))
        expect(diffChild(next, buildChild(show(state), next, context), encoder)).toBeUndefined()
        node = next
      }
    }),
    { seed: Number(process.env['SEED'] ?? 1), numRuns: 500 },
  )
})

// --- random states ---

type State =
  | null
  | string
  | number
  | { kind: 'pair'; title: string; on: boolean; parts: [State, State] }
  | { kind: 'other'; text: string | null; entries: Record<string, string>; inner: State }
  | { kind: 'rows' | 'identity' | 'hash' | 'array'; keys: string[]; rows: State[] }
  | { kind: 'keyed'; key: number; inner: State }
  | { kind: 'guard' | 'component'; inner: State }
  | { kind: 'raw'; html: string }
  | { kind: 'local'; parts: readonly boolean[]; text: string }

const text = fc.oneof(
  fc.constantFrom('', 'a', 'once upon', 'once upon a time', 'x😀'),
  fc.string({ maxLength: 3 }),
)
const { value: anyValue } = fc.letrec<{ value: State }>((tie) => {
  const inner = tie('value')
  const keys = fc.uniqueArray(fc.constantFrom(...'abcdefgh'), { maxLength: 7 })
  const rows = (
    kind: 'rows' | 'identity' | 'hash' | 'array',
    row: fc.Arbitrary<State>,
  ): fc.Arbitrary<State> =>
    fc.record({ kind: fc.constant(kind), keys, rows: fc.array(row, { minLength: 8, maxLength: 8 }) })
  return {
    value: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      fc.oneof(fc.constant(null), text, fc.integer({ min: 0, max: 3 })),
      fc.record({
        kind: fc.constant('pair' as const),
        title: text,
        on: fc.boolean(),
        parts: fc.tuple(inner, inner),
      }),
      fc.record({
        kind: fc.constant('other' as const),
        text: fc.option(text),
        entries: fc.dictionary(fc.constantFrom('a', 'b'), text),
        inner,
      }),
      rows('rows', inner),
      rows('array', inner),
      rows('identity', text),
      rows(
        'hash',
        fc.oneof(
          text,
          fc.record({ kind: fc.constant('raw' as const), html: fc.constantFrom('<b></b>', 'c') }),
        ),
      ),
      fc.record({ kind: fc.constant('keyed' as const), key: fc.integer({ min: 0, max: 1 }), inner }),
      fc.record({ kind: fc.constantFrom('guard' as const, 'component' as const), inner }),
      fc.record({ kind: fc.constant('raw' as const), html: fc.constantFrom('<b>a</b>', 'b') }),
      fc.record({
        kind: fc.constant('local' as const),
        parts: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
        text,
      }),
    ),
  }
})

function show(state: State): TemplateContent {
  if (state === null || typeof state !== 'object') return state
  switch (state.kind) {
    case 'pair':
      return html`<div title="t ${state.title}" ?hidden=${state.on} @click=${() => 1}>${show(state.parts[0])}<div>${show(state.parts[1])}</div></div>`
    case 'other':
      return html`<div ${attrs(state.entries)} style=${styleMap(state.entries)} id=${state.text}></div>${show(state.inner)}<textarea>${state.text}</textarea>`
    case 'array':
      return state.keys.map((_, index) => show(state.rows[index] ?? null))
    case 'rows':
    case 'identity':
    case 'hash':
      return repeat(
        state.keys,
        (key) => key,
        (key) => {
          const row = state.rows[key.charCodeAt(0) - 97] ?? null
          return row === 'a' ? html`<article>${key}</article>` : html`<section>${show(row)} ${key}</section>`
        },
        { retain: state.kind === 'rows' ? 'tree' : state.kind, deps: [JSON.stringify(state.rows)] },
      )
    case 'keyed':
      return keyed(state.key, show(state.inner))
    case 'guard':
      return guard([JSON.stringify(state.inner)], () => show(state.inner))
    case 'component':
      return { kind: 'component-value', type: null, props: { show: show(state.inner) }, key: null }
    case 'raw':
      return unsafeHTML(state.html)
    case 'local': {
      const [first, second, third] = state.parts.map((isLocal) => (isLocal ? menu.tab : state.text))
      return html`<p title="a ${first} b ${second}" ?hidden=${not(equals(menu.tab, state.text))}>${third}</p>`
    }
  }
}

// --- a browser without a DOM ---

type Held =
  | { kind: 'text'; text: string }
  | { kind: 'instance'; template: number; parts: (Held | Json)[] }
  | { kind: 'list'; rows: { id: number; row: Held & { kind: 'instance' } }[]; next: number }
  | { kind: 'raw'; html: string }
  | { kind: 'local'; expression: Json }

class Browser {
  readonly #registry: TemplateRegistry

  constructor(registry: TemplateRegistry) {
    this.#registry = registry
  }

  child(held: Held | null, difference: ChildDifference): Held {
    if (difference === null || typeof difference !== 'object')
      return { kind: 'text', text: String(difference ?? '') }
    if (Array.isArray(difference)) {
      const [template, ...rest] = difference as [number, ...PartValue[]]
      if (template !== 0) return this.#instance(difference as unknown as NewInstance)
      if (held?.kind !== 'instance') throw new Error('There is no instance to change.')
      return this.#parts(held, rest)
    }
    if ('+' in difference) {
      if (held?.kind !== 'text') throw new Error('There is no text to add to.')
      return { kind: 'text', text: held.text + difference['+'] }
    }
    // An expression is JSON.
    if ('=' in difference) return { kind: 'local', expression: difference['='] as Json }
    if ('h' in difference) return { kind: 'raw', html: difference.h }
    if ('i' in difference) {
      const list: Held & { kind: 'list' } = { kind: 'list', rows: [], next: 0 }
      list.rows = this.#inserted(list, difference.i)
      if (difference.d === undefined) return list
      const [next, ...ranges] = difference.d
      const ids = ranges.flatMap((range) => (typeof range === 'number' ? [range] : span(...range)))
      return { ...list, rows: list.rows.map(({ row }, index) => ({ id: ids[index] ?? -1, row })), next }
    }
    if ('k' in difference) throw new Error('There are no streams here.')
    if (held?.kind !== 'list') throw new Error('There is no list to change.')
    return this.#list(held, difference as ListDifference)
  }

  #instance([template, ...values]: NewInstance): Held & { kind: 'instance' } {
    const parts = this.#registry.templateOf(template)?.parts ?? []
    return {
      kind: 'instance',
      template,
      parts: values.map((value, index) =>
        parts[index]?.kind === 'child' ? this.child(null, value as ChildDifference) : (value as Json),
      ),
    }
  }

  #parts(held: Held & { kind: 'instance' }, changes: PartChanges): Held & { kind: 'instance' } {
    const parts = [...held.parts]
    for (let at = 0; at < changes.length; at += 2) {
      const index = changes[at] as number
      const value = changes[at + 1] as PartValue
      const kind = this.#registry.templateOf(held.template)?.parts[index]?.kind
      if (kind === 'child') parts[index] = this.child(parts[index] as Held, value as ChildDifference)
      else if (kind === 'spread' || kind === 'styles') {
        const merged = Object.entries({ ...(parts[index] as object), ...(value as object) }).filter(
          ([, each]) => each !== null,
        )
        parts[index] = Object.fromEntries(merged) as Json
      } else parts[index] = value as Json
    }
    return { ...held, parts }
  }

  #list(held: Held & { kind: 'list' }, { u = [], s = [], x = [], o = [] }: ListDifference): Held {
    const list = { ...held, rows: held.rows.map((row) => ({ ...row })) }
    const find = (id: number): number => {
      const index = list.rows.findIndex((row) => row.id === id)
      if (index === -1) throw new Error(`There is no row ${id}.`)
      return index
    }
    const rowOf = (id: number): { id: number; row: Held & { kind: 'instance' } } =>
      list.rows[find(id)] as never
    for (let at = 0; at < u.length; at += 2) {
      const row = rowOf(u[at] as number)
      row.row = this.#parts(row.row, u[at + 1] as PartChanges)
    }
    for (let at = 0; at < s.length; at += 2)
      rowOf(s[at] as number).row = this.#instance(s[at + 1] as NewInstance)
    for (const removed of x) {
      const [first, last] = typeof removed === 'number' ? [removed, removed] : removed
      for (let id = first; id <= last; id++) list.rows.splice(find(id), 1)
    }
    for (const [before, what] of o) {
      if (typeof what === 'number') {
        const [row] = list.rows.splice(find(what), 1)
        if (row) list.rows.splice(before === -1 ? list.rows.length : find(before), 0, row)
      } else {
        const [first, ...runs] = what
        if (first !== list.next) throw new Error(`Row ${first} comes where ${list.next} is next.`)
        list.rows.splice(before === -1 ? list.rows.length : find(before), 0, ...this.#inserted(list, runs))
      }
    }
    return list
  }

  #inserted(
    list: { next: number },
    runs: readonly RowRun[],
  ): { id: number; row: Held & { kind: 'instance' } }[] {
    return runs.flatMap(([template, ...rows]) =>
      rows.map((values) => ({ id: list.next++, row: this.#instance([template, ...values]) })),
    )
  }
}

function span(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}
