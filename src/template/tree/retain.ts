/**
 * Lists that do not keep their rows on the server: an item and a hash of what its row shows stand for each.
 * A row is rendered when it is new or may have changed, to be hashed, and again when it is needed: for HTML,
 * to be sent, and to find a handler in it.
 */
import { missingDependency } from '../../errors/template.ts'
import type { ListBuilding } from './building.ts'
import type { MatchedRows } from './match-rows.ts'
import type { Template } from '../compile/compile.ts'
import { isLocalValue } from '../local/local-value.ts'
import { describe } from './describe.ts'
import { TemplateResult, type RepeatValue } from '../template-value.ts'
import { hashOf } from './row-hash.ts'
import { sameElements } from './same-elements.ts'
import { excerptOfHole, shorten } from '../compile/source.ts'
import type { InstanceNode, ListNode, NodeValue, RowRetention } from './tree.ts'

export function retainRows(
  value: RepeatValue,
  matched: MatchedRows,
  before: ListNode | null,
  building: ListBuilding,
): ListNode {
  return new Retaining(value, matched, before, building).list()
}

class Retaining {
  readonly #value: RepeatValue
  readonly #matched: MatchedRows
  readonly #before: ListNode | null
  readonly #old: RowRetention | null
  readonly #building: ListBuilding
  readonly #hashes: number[] = []
  readonly #rendered: InstanceNode[] | null
  #template: Template | null | undefined
  #plain = true
  /** Rows that were not rendered. */
  readonly #skipped: number[] = []

  constructor(value: RepeatValue, matched: MatchedRows, before: ListNode | null, building: ListBuilding) {
    this.#value = value
    this.#matched = matched
    this.#before = before
    this.#old = before !== null && before.retention.keep !== 'tree' ? before.retention : null
    this.#building = building
    this.#rendered = building.context.development && value.retain === 'identity' ? [] : null
  }

  list(): ListNode {
    const { items } = this.#value
    const { identity, keys, ids, next } = this.#matched
    for (let index = 0; index < items.length; index++) this.#row(index)
    if (this.#building.context.development) this.#checkSkipped()
    if (this.#before !== null && this.#old !== null && this.#isAsBefore(this.#before, this.#old))
      return this.#before
    return { kind: 'list', identity, rows: NO_ROWS, ids, keys, next, retention: this.#retention() }
  }

  #row(index: number): void {
    const old = this.#old
    const previous = this.#matched.indexesBefore === null ? index : (this.#matched.indexesBefore[index] ?? -1)
    const hashBefore = old?.hashes[previous]
    if (old !== null && hashBefore !== undefined && this.#skips(index, previous, old)) {
      this.#hashes.push(hashBefore)
      this.#merge(old.template, old.plain)
      const row = old.rendered?.[previous]
      if (row) this.#rendered?.push(row)
      this.#skipped.push(index)
      return
    }
    const row = this.#render(index)
    this.#hashes.push(hashOf(row))
    this.#merge(row.template, isPlain(row))
    this.#rendered?.push(row)
  }

  #skips(index: number, previous: number, old: RowRetention): boolean {
    if (this.#building.context.thorough === true) return false
    if (this.#value.retain !== 'identity' || old.items[previous] !== this.#value.items[index]) return false
    // A row that is told its number shows it, presumably.
    if (this.#value.template.length > 1 && previous !== index) return false
    return this.#sameDeps(old)
  }

  #sameDeps(old: RowRetention): boolean {
    return sameElements(old.deps, this.#value.deps)
  }

  #render(index: number): InstanceNode {
    return this.#building.rebuild(this.#value.template(this.#value.items[index], index), null)
  }

  #merge(template: Template | null, plain: boolean): void {
    this.#template = this.#template === undefined || this.#template === template ? template : null
    this.#plain &&= plain
  }

  #retention(): RowRetention {
    const { items, template, deps, retain } = this.#value
    const kept = [...items]
    const { rebuild } = this.#building
    return {
      keep: retain === 'hash' ? 'hash' : 'identity',
      items: kept,
      hashes: this.#hashes,
      deps: [...deps],
      template: this.#template ?? null,
      plain: this.#plain && this.#template !== null,
      row: (index) => rebuild(template(kept[index], index), null),
      rendered: this.#rendered,
    }
  }

  /** The list before may stay only if its functions stay: rows are rendered by those. */
  #isAsBefore(before: ListNode, old: RowRetention): boolean {
    return (
      before.ids === this.#matched.ids &&
      old.keep === 'identity' &&
      this.#skipped.length === this.#value.items.length
    )
  }

  /** Renders some of the rows that were skipped and reports one that would show something else. */
  #checkSkipped(): void {
    const samples = new Set([0, Math.floor(this.#skipped.length / 2), this.#skipped.length - 1])
    for (const sample of samples) {
      const index = this.#skipped[sample]
      const before = index === undefined ? undefined : this.#rendered?.[index]
      if (index === undefined || before === undefined) continue
      const after = this.#render(index)
      if (hashOf(after) !== this.#hashes[index]) return this.#report(index, before, after)
    }
  }

  #report(index: number, before: InstanceNode, after: InstanceNode): void {
    const part = before.values.findIndex((value, at) => shows(value) !== shows(after.values[at] ?? null))
    const sameTemplate = before.template === after.template && part !== -1
    const error = missingDependency({
      row: describe(this.#matched.keys[index]),
      template: excerptOfHole(this.#literalOf(index) ?? before.template.strings, sameTemplate ? part : 0),
      before: sameTemplate ? shows(before.values[part] ?? null) : 'one template',
      after: sameTemplate ? shows(after.values[part] ?? null) : 'another',
    })
    this.#building.context.warn(error.message)
  }

  /** The literal that its row is written with; undefined when its row is no template. */
  #literalOf(index: number): TemplateStringsArray | undefined {
    const row = this.#value.template(this.#value.items[index], index)
    return row instanceof TemplateResult ? row.strings : undefined
  }
}

const NO_ROWS: readonly InstanceNode[] = []

function isPlain(row: InstanceNode): boolean {
  return row.template.parts.every(({ kind, index, inHtml }) => {
    const value = row.values[index] ?? null
    if (kind === 'child') return typeof value !== 'object' || value === null
    if (kind === 'event') return typeof value === 'function'
    if (isLocalValue(value)) return false
    return !/^(?:styles|spread|directive)$/.test(kind) && (kind !== 'property' || inHtml)
  })
}

function shows(value: NodeValue): string {
  if (typeof value === 'function') return 'a function'
  return typeof value === 'object'
    ? shorten(
        JSON.stringify(value, (name: string, inner: unknown) => (name === 'template' ? undefined : inner)),
      )
    : describe(value)
}
