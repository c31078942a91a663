import { noSuchField } from '../../errors/forms.ts'
import type { Expansion, TemplateResult } from '../../template/template-value.ts'
import type { ControlOptions } from '../controls/bound-value.ts'
import type { FieldPath, Initial, RowAt, RowsPath, ValueAt } from './field-path.ts'
import { stepsOf } from './field-names.ts'
import type { FormChecks } from './form-checks.ts'
import type { FormState } from './form-state.ts'

/** What a form is to one of its rows. */
export interface RowsHost {
  readonly state: FormState
  readonly checks: FormChecks
  field(key: string, call: string, options: ControlOptions): Expansion
  errors(key: string): TemplateResult
  rows<Row>(list: string): readonly FormRow<Row>[]
  set(key: string, value: unknown, isLeft: boolean): void
  tell(key: string, message: string): void
  changed(): void
}

/** Where a row is. */
export interface RowPlace {
  readonly key: string
  readonly list: string
  readonly id: number
  readonly index: number
}

/** A row of a list in a form, as it is now. Paths begin in the row; an empty one is the row itself, where it is one value. */
export class FormRow<Row> {
  /** Known by it for good, whichever rows come, go or move: for `repeat`. */
  readonly key: string
  /** Where it stands now. */
  readonly index: number
  readonly #host: RowsHost
  readonly #place: RowPlace

  constructor(host: RowsHost, place: RowPlace) {
    this.#host = host
    this.#place = place
    this.key = place.key
    this.index = place.index
  }

  /** Binds a control to a field of the row. */
  field(path: '' | FieldPath<Row>, options: ControlOptions = {}): Expansion {
    return this.#host.field(this.#keyOf(path), `row.field('${path}')`, options)
  }

  /** What is wrong with a field of the row that was used. */
  errors(path: '' | FieldPath<Row>): TemplateResult {
    return this.#host.errors(this.#keyOf(path))
  }

  /** The same as texts. */
  messages(path: '' | FieldPath<Row>): readonly string[] {
    return this.#host.state.errorsAt(this.#keyOf(path))
  }

  /** What the row holds now. */
  get value(): Initial<Row> {
    // It came into the form as such.
    return this.#host.state.read(this.key) as Initial<Row>
  }

  /** Sets a field of the row, as if its user had. */
  set<Path extends FieldPath<Row>>(path: Path, value: ValueAt<Row, Path>): void {
    this.#host.set(this.#keyOf(path), value, true)
  }

  /** Says that something is wrong with a field of the row: until its user changes it, or sends the form again. */
  error(path: '' | FieldPath<Row>, message: string): void {
    this.#host.tell(this.#keyOf(path), message)
  }

  /** Whether the user has changed a field and left it, or has tried to send the form. */
  isUsed(path: '' | FieldPath<Row>): boolean {
    return this.#host.state.isUsed(this.#keyOf(path))
  }

  /** Whether the check of a field is under way. */
  isChecking(path: '' | FieldPath<Row>): boolean {
    return this.#host.checks.isRunning(this.#keyOf(path))
  }

  /** The rows of a list in it. */
  rows<Path extends RowsPath<Row>>(path: Path): readonly FormRow<RowAt<Row, Path>>[] {
    return this.#host.rows(this.#keyOf(path))
  }

  /** Adds a row to a list in it, at the end or at an index. */
  add<Path extends RowsPath<Row>>(path: Path, value: Initial<RowAt<Row, Path>>, index?: number): void {
    this.#host.state.add(this.#keyOf(path), value, index)
    this.#host.changed()
  }

  /** Removes it, with what is known of it. A check that is under way ends. */
  remove(): void {
    this.#host.checks.drop(this.key)
    this.#host.state.remove(this.#place.list, this.#place.id)
    this.#host.changed()
  }

  /** Moves it to another index; one beyond the end is the end. */
  move(index: number): void {
    this.#host.state.move(this.#place.list, this.#place.id, Math.max(0, index))
    this.#host.changed()
  }

  #keyOf(path: string): string {
    if (path === '') return this.key
    const { state } = this.#host
    const row = state.stepsTo(this.key)
    const key = row && state.keyTo([...row, ...stepsOf(path)])
    if (key === null) throw noSuchField({ path })
    return key
  }
}
