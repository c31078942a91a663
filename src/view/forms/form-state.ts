/**
 * What a form knows, without a browser and without time: its values, which fields were used, and what is wrong with them. All of it
 * is known by the keys of fields, so that it belongs to a row and not to an index.
 */
import {
  contentOf,
  idsIn,
  insertRow,
  isInside,
  joined,
  keyTo,
  moveRow,
  nearestKey,
  read,
  removeRow,
  stepsTo,
  without,
  write,
  type Content,
  type Steps,
  type Values,
} from './content.ts'
import type { FormRecord } from './form-record.ts'
import { hasRows, isAlike, isSame, merged } from './same-data.ts'

/** What is wrong, and where: by the path at the time when it was looked at. */
export interface Fault {
  readonly path: Steps
  readonly message: string
}

export class FormState {
  #content: Content
  /** What came from another time: a draft, or what was stored of the form. Then it may have had other fields. */
  #brought: Content | null = null
  /** What it began with, or what was saved last. */
  #saved: Content
  readonly #initial: Values
  #used = new Set<string>()
  /** What handlers have said. */
  #told = new Map<string, readonly string[]>()
  /** What the schema has found. */
  #found: ReadonlyMap<string, readonly string[]> = new Map()
  /** What the check of a field has found: null for nothing. */
  readonly #checked = new Map<string, { readonly value: unknown; readonly message: string | null }>()
  /** Which of its steps is shown. */
  step = 0
  /** What was left out when an earlier step was sent. */
  leftOut: ReadonlySet<string> = new Set()

  constructor(initial: Values) {
    this.#initial = initial
    this.#content = this.#saved = contentOf(initial)
  }

  get content(): Content {
    return this.#content
  }

  get values(): Values {
    return this.#content.values
  }

  /** What {@link isDirty} compares with. */
  get saved(): Content {
    return this.#saved
  }

  read(key: string): unknown {
    return read(this.#content, key)
  }

  keyTo(steps: Steps): string | null {
    return keyTo(this.#content, steps)
  }

  stepsTo(key: string): Steps | null {
    return stepsTo(this.#content, key)
  }

  /** Whether the row that the field is in is still there. */
  has(key: string): boolean {
    return this.stepsTo(key) !== null
  }

  /** The user has changed a field. What a handler has said of the value before is over. */
  set(key: string, value: unknown): void {
    if (!this.has(key) || isSame(this.read(key), value)) return
    this.#content = write(this.#content, key, value)
    this.#forget(this.#told, key)
    this.#forget(this.#checked, key)
    this.#told.delete('')
  }

  /** What an earlier page has kept. */
  bring(values: Values): void {
    for (const [name, value] of Object.entries(values)) this.set(name, value)
    this.#brought = this.#content
  }

  /** A control cannot show what a field holds. Where that came from another time the field begins again; false where it did not. */
  beginAgain(key: string): boolean {
    const value = this.read(key)
    const initial = read(contentOf(this.#initial), key)
    const isBrought = this.#brought !== null && isSame(read(this.#brought, key), value)
    if (!isBrought || isSame(initial, value)) return false
    this.#content = write(this.#content, key, initial)
    this.#saved = write(this.#saved, key, initial)
    return true
  }

  /** Nothing is known of what a field holds. What is wrong with it stays. */
  blank(key: string): void {
    this.#content = write(this.#content, key, undefined)
    this.#saved = write(this.#saved, key, undefined)
  }

  /** Whether it is as a form with the same options begins. Rows may be those of another time. */
  get isInitial(): boolean {
    const { values, ids } = this.#content
    const isKnown = this.#used.size + this.#told.size + this.leftOut.size + this.step > 0
    const isSameContent = isSame(values, this.#initial) && isSame(this.#saved.values, this.#initial)
    return !isKnown && isSameContent && Object.keys(ids).length === 0 && !hasRows(values)
  }

  // --- rows ---

  rows(list: string): readonly number[] {
    return idsIn(this.#content, list)
  }

  /** At the end, or at a position. */
  add(list: string, value: unknown, at: number = this.rows(list).length): void {
    this.#content = insertRow(this.#content, list, value, at)
    this.#listChanged(list)
  }

  remove(list: string, id: number): void {
    this.#content = removeRow(this.#content, list, id)
    for (const known of [this.#used, this.#told, this.#checked]) {
      this.#forget(known, joined(list, String(id)))
    }
    this.#listChanged(list)
  }

  move(list: string, id: number, to: number): void {
    this.#content = moveRow(this.#content, list, id, to)
    this.#listChanged(list)
  }

  #listChanged(list: string): void {
    this.#told.delete(list)
    this.#checked.delete(list)
    this.#used.add(list)
  }

  // --- used, changed ---

  use(key: string): void {
    if (this.has(key)) this.#used.add(key)
  }

  isUsed(key: string): boolean {
    return this.#used.has(key)
  }

  /** Whether a field, or with the empty key any of them, differs from what was saved. */
  isDirty(key: string = ''): boolean {
    return !isAlike(this.read(key), read(this.#saved, key))
  }

  /** What was sent is saved: what has changed meanwhile is not. */
  save(sent: Content): void {
    this.#saved = sent
  }

  /** As at the beginning, or with other values. */
  reset(values: Values = this.#initial): void {
    this.#content = write(this.#content, '', values)
    this.#saved = this.#content
    this.#used = new Set()
    this.#told = new Map()
    this.#found = new Map()
    this.#checked.clear()
    this.leftOut = new Set()
    this.step = 0
  }

  /** The same values as somebody else has them now: what the user has changed stays. */
  update(values: Values): void {
    const before = this.#saved
    this.#saved = write(this.#saved, '', { ...this.#saved.values, ...values })
    this.#content = write(this.#content, '', merged(this.#content.values, before.values, this.#saved.values))
  }

  // --- what is wrong ---

  /** A handler says that something is wrong with a field. */
  tell(key: string, message: string): void {
    this.#told.set(key, [...(this.#told.get(key) ?? []), message])
    this.#used.add(key)
  }

  get isTold(): boolean {
    return this.#told.size > 0
  }

  forgetTold(): void {
    this.#told.clear()
  }

  /** The schema has read what there was at a time. What it says of rows that are gone is nobody's. */
  find(faults: readonly Fault[], at: Content): void {
    const found = new Map<string, readonly string[]>()
    for (const { path, message } of faults) {
      const key = nearestKey(at, path)
      if (this.has(key)) found.set(key, [...(found.get(key) ?? []), message])
    }
    this.#found = found
  }

  /** The check of a field has ended; with null it found nothing. It says something of this value alone. */
  check(key: string, value: unknown, message: string | null): void {
    if (this.has(key) && isSame(this.read(key), value)) this.#checked.set(key, { value, message })
  }

  /** Whether what the field holds now was checked. */
  isChecked(key: string): boolean {
    const checked = this.#checked.get(key)
    return checked !== undefined && isSame(checked.value, this.read(key))
  }

  /** What is wrong with a field, whether it was used or not. */
  faultsAt(key: string): readonly string[] {
    const checked = this.#checked.get(key)?.message
    const found = this.#found.get(key) ?? []
    return [...(this.#told.get(key) ?? []), ...found, ...(checked && found.length === 0 ? [checked] : [])]
  }

  /** What is shown of that. */
  errorsAt(key: string): readonly string[] {
    return this.isUsed(key) ? this.faultsAt(key) : NONE
  }

  /** The fields with which something is wrong. */
  get faulty(): readonly string[] {
    const keys = new Set([...this.#told.keys(), ...this.#found.keys(), ...this.#checked.keys()])
    return [...keys].filter((key) => this.faultsAt(key).length > 0)
  }

  // --- stored ---

  get record(): FormRecord {
    return {
      content: this.#content,
      saved: this.#saved,
      used: [...this.#used],
      told: [...this.#told],
      step: this.step,
      leftOut: [...this.leftOut],
    }
  }

  restore({ content, saved, used, told, step, leftOut }: FormRecord): void {
    this.#content = this.#brought = content
    this.#saved = saved
    this.#used = new Set(used)
    this.#told = new Map(told)
    this.step = step
    this.leftOut = new Set(leftOut)
  }

  /** The values without some fields. */
  without(keys: Iterable<string>): Values {
    return without(this.#content, keys)
  }

  /** Of a field, and of all that is in it. */
  #forget(known: { keys(): Iterable<string>; delete(key: string): boolean }, key: string): void {
    for (const each of [...known.keys()]) if (each === key || isInside(each, key)) known.delete(each)
  }
}

const NONE: readonly string[] = []
