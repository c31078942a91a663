import type { InstanceSpec, PageCase, Retain, RowSpec, Value } from './page-case.ts'
import { written, type WrittenTemplate } from './written-template.ts'

/** What a library for templates has for the values of a case. What each of them gives may stand in a hole. */
export interface TemplateLibrary<Result> {
  html(strings: TemplateStringsArray, values: readonly unknown[]): Result
  readonly nothing: unknown
  repeat(rows: readonly RowSpec[], row: (row: RowSpec) => Result, retain: Retain): unknown
  unsafeHTML(markup: string): unknown
  keyed(key: number, content: unknown): unknown
  guard(dependency: string, content: () => unknown): unknown
  styleMap(styles: Readonly<Record<string, string>>): unknown
  attrs(attributes: Readonly<Record<string, string | boolean | null>>): unknown
  foreign(): unknown
  handler(name: string): unknown
}

/** Turns the states of a case into templates of a library. */
export class CaseRenderer<Result> {
  readonly #library: TemplateLibrary<Result>
  readonly #templates: readonly WrittenTemplate[]

  constructor(library: TemplateLibrary<Result>, { templates }: PageCase) {
    this.#library = library
    this.#templates = templates.map(written)
  }

  instance({ template, values }: InstanceSpec): Result {
    const written = this.#templates[template]
    if (!written) throw new Error(`no template ${template}`)
    return this.#library.html(
      written.strings,
      written.holes.map((hole) => this.#value(values[hole] ?? null)),
    )
  }

  #value(value: Value): unknown {
    if (value === null || typeof value !== 'object') return value
    const library = this.#library
    if ('absent' in value) return value.absent === 'nothing' ? library.nothing : undefined
    if ('template' in value) return this.instance(value)
    if ('array' in value) return value.array.map((each) => this.#value(each))
    if ('repeat' in value) return library.repeat(value.repeat, ({ row }) => this.instance(row), value.retain)
    if ('raw' in value) return library.unsafeHTML(value.raw)
    if ('keyed' in value) return library.keyed(value.keyed, this.#value(value.value))
    if ('guarded' in value)
      return library.guard(JSON.stringify(value.guarded), () => this.#value(value.guarded))
    if ('styles' in value) return library.styleMap(value.styles)
    if ('attrs' in value) return library.attrs(value.attrs)
    if ('json' in value) return value.json
    if ('foreign' in value) return library.foreign()
    return library.handler(value.handler)
  }
}
