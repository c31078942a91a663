/**
 * A case of the fuzzer as plain data, so that it can be printed and made smaller: templates, and the values
 * that stand in their holes in one state after the other.
 */
import {
  attrs,
  foreign,
  guard,
  keyed,
  repeat,
  styleMap,
  unsafeHTML,
} from '../../../src/template/directives.ts'
import { html } from '../../../src/template/html.ts'
import type { TemplateContent, TemplateValue, EventHandler } from '../../../src/template/template-value.ts'

/** The first template is the page. */
export interface PageCase {
  readonly templates: readonly TemplateSpec[]
  readonly states: readonly InstanceSpec[]
  /** Whether the browser starts from HTML or from values. */
  readonly hydrates: boolean
}

export type TemplateSpec = readonly Item[]

export type Item =
  | { readonly text: string }
  | { readonly hole: string }
  | { readonly comment: string }
  | {
      readonly tag: string
      readonly attributes: readonly Attribute[]
      readonly children: TemplateSpec
      /** No end tag: none at all, or one that HTML allows to leave out. */
      readonly open?: true
    }

/** An attribute whose value is made of texts and holes; without a name a hole among the attributes. */
export interface Attribute {
  readonly name: string
  readonly value: readonly (string | { readonly hole: string })[]
}

/** What stands in a hole. Holes without a value hold null. */
export type Value =
  | null
  | string
  | number
  | boolean
  | InstanceSpec
  | { readonly array: readonly Value[] }
  | { readonly repeat: readonly RowSpec[]; readonly retain: 'tree' | 'identity' | 'hash' }
  | { readonly raw: string }
  | { readonly keyed: number; readonly value: Value }
  | { readonly guarded: Value }
  | { readonly styles: Readonly<Record<string, string>> }
  | { readonly attrs: Readonly<Record<string, string | boolean | null>> }
  | { readonly json: unknown }
  | { readonly handler: string }
  | { readonly foreign: true }

export interface InstanceSpec {
  readonly template: number
  readonly values: Readonly<Record<string, Value>>
}

export interface RowSpec {
  readonly key: number
  readonly row: InstanceSpec
}

/** Handlers by their names: what a path leads to can be told. */
export const HANDLER_NAMES: WeakMap<EventHandler, string> = new WeakMap()

/** Turns the states of a case into what a view renders. */
export class CaseRenderer {
  readonly #templates: readonly WrittenTemplate[]

  constructor({ templates }: PageCase) {
    this.#templates = templates.map(written)
  }

  instance({ template, values }: InstanceSpec): ReturnType<typeof html> {
    const written = this.#templates[template]
    if (!written) throw new Error(`no template ${template}`)
    return html(written.strings, ...written.holes.map((hole) => this.#value(values[hole] ?? null)))
  }

  #content(value: Value): TemplateContent {
    // The generator has nothing but content there.
    return this.#value(value) as TemplateContent
  }

  #value(value: Value): TemplateValue {
    if (value === null || typeof value !== 'object') return value
    if ('template' in value) return this.instance(value)
    if ('array' in value) return value.array.map((each) => this.#content(each))
    if ('repeat' in value) {
      const { retain } = value
      return repeat(
        value.repeat,
        ({ key }) => key,
        ({ row }) => this.instance(row),
        { retain },
      )
    }
    if ('raw' in value) return unsafeHTML(value.raw)
    if ('keyed' in value) return keyed(value.keyed, this.#content(value.value))
    if ('guarded' in value) return guard([JSON.stringify(value.guarded)], () => this.#content(value.guarded))
    if ('styles' in value) return styleMap(value.styles)
    if ('attrs' in value) return attrs(value.attrs)
    // Properties take any JSON, which the type of values does not say.
    if ('json' in value) return value.json as TemplateValue
    if ('foreign' in value) return foreign()
    const handler = (): void => {}
    HANDLER_NAMES.set(handler, value.handler)
    return handler
  }
}

/** A case as a person reads it: templates as they are written, and what stands in their holes. */
export function describeCase({ templates, states, hydrates }: PageCase): string {
  const literals = templates.map(written)
  const literal = ({ strings, holes }: WrittenTemplate): string =>
    strings.map((text, index) => text + (index < holes.length ? `\${${holes[index]}}` : '')).join('')
  const shown = states.map((state) =>
    JSON.stringify(state, (key, member: unknown) => {
      // Holes that were left out with what was around them.
      const isUnused = /^h\d+$/.test(key) && !literals.some(({ holes }) => holes.includes(key))
      return isUnused ? undefined : member
    }),
  )
  return [
    ...literals.map((each, index) => `template ${index}: ${JSON.stringify(literal(each))}`),
    ...shown.map((state, index) => `state ${index}: ${state}`),
    hydrates ? 'The page starts from HTML.' : 'The page starts from values.',
  ].join('\n')
}

/** A template as its tag function gets it, and the names of its holes. */
interface WrittenTemplate {
  readonly strings: TemplateStringsArray
  readonly holes: readonly string[]
}

/** The same each time, as it is with a literal in source code. */
function written(items: TemplateSpec): WrittenTemplate {
  const known = literals.get(items) ?? write(items)
  literals.set(items, known)
  return known
}

const literals = new WeakMap<TemplateSpec, WrittenTemplate>()

function write(items: TemplateSpec): WrittenTemplate {
  const strings = ['']
  const holes: string[] = []
  const text = (more: string): void => {
    strings.push(`${strings.pop() ?? ''}${more}`)
  }
  const hole = (name: string): void => {
    holes.push(name)
    strings.push('')
  }
  const all = (each: TemplateSpec): void => each.forEach(one)
  all(items)
  return { strings: Object.assign(strings, { raw: strings }), holes }

  function one(item: Item): void {
    if ('text' in item) return text(item.text)
    if ('comment' in item) return text(`<!--${item.comment}-->`)
    if ('hole' in item) return hole(item.hole)
    text(`<${item.tag}`)
    for (const { name, value } of item.attributes) {
      text(name ? ` ${name}="` : ' ')
      for (const piece of value) {
        if (typeof piece === 'string') text(piece)
        else hole(piece.hole)
      }
      if (name) text('"')
    }
    text('>')
    all(item.children)
    if (!item.open) text(`</${item.tag}>`)
  }
}
