/** What stands behind a form: its state, its checks, its draft, and how the controls in the page belong to its fields. */
import { noSuchField } from '../../errors/forms.ts'
import { html } from '../../template/html.ts'
import type { Expansion, TemplateResult } from '../../template/template-value.ts'
import type { ControlOptions } from '../controls/bound-value.ts'
import { validate, type AnySchema } from '../standard-schema.ts'
import { isThenable } from '../thenable.ts'
import type { ViewScope } from '../view-scope.ts'
import { isInside, joined, type Values } from './content.ts'
import { faultsOf, isNamedBy, stepsOf } from './field-names.ts'
import { FormChecks, type FieldCheck } from './form-checks.ts'
import { FormDraft } from './form-draft.ts'
import { fieldAttributes, type FieldHost } from './form-field.ts'
import { nameOfForm } from './form-name.ts'
import { FormRow } from './form-row.ts'
import type { CoreRecord } from './form-record.ts'
import { FormState } from './form-state.ts'
import { FormSteps } from './form-steps.ts'
import { ShownFields } from './shown-fields.ts'
import type { PostedControl } from './posted-control.ts'
import type { SubmissionHost } from './submission.ts'

/** The options of a form, whatever its schema is. */
export interface CoreOptions {
  readonly values?: Values | undefined
  readonly checks?: Readonly<Record<string, FieldCheck>> | undefined
  readonly steps?: Readonly<Record<string, readonly string[]>> | undefined
  readonly keep?: readonly string[] | undefined
  readonly draft?: string | undefined
}

/** A control in the page. */
interface StandingControl {
  readonly listener: object
  readonly key: string
  readonly control: PostedControl
}

export class FormCore implements SubmissionHost {
  readonly state: FormState
  readonly checks: FormChecks
  readonly steps: FormSteps
  readonly #scope: ViewScope
  readonly #schema: AnySchema
  readonly #keep: readonly string[]
  readonly #draft: FormDraft | null
  readonly #form: object
  #name = ''
  /** The id of its element, where its author has written one. */
  #writtenId = ''
  readonly #shown = new ShownFields()
  /** What the listeners of controls belong to. */
  readonly #listeners = new WeakMap<
    object,
    { readonly key: string; readonly control: PostedControl | null }
  >()
  /** The last look of the schema at all values. */
  #look = 0

  constructor(form: object, scope: ViewScope, schema: AnySchema, options: CoreOptions) {
    const { values = {}, checks = {}, steps, keep = [], draft } = options
    this.#form = form
    this.#scope = scope
    this.#schema = schema
    this.#keep = keep
    this.state = new FormState(values)
    this.steps = new FormSteps(this.state, steps)
    this.checks = new FormChecks(scope, this.state, new Map(Object.entries(checks)))
    this.#draft =
      draft === undefined ? null : scope.hold(new FormDraft(scope, draft, (found) => this.#foundDraft(found)))
  }

  /** By it a POST finds the form. It is looked for once the view holds the form. */
  get name(): string {
    return (this.#name ||= nameOfForm(this.#scope, this.#form))
  }

  /** The id of its element. */
  get id(): string {
    return this.#writtenId || this.name
  }

  set writtenId(id: string) {
    this.#writtenId = id
  }

  // --- fields ---

  /** Where a path leads to now. */
  keyOf(path: string): string {
    const key = this.state.keyTo(stepsOf(path))
    if (key === null) throw noSuchField({ path })
    return key
  }

  field(key: string, call: string, options: ControlOptions): Expansion {
    const host = (): FieldHost => ({
      key,
      call,
      options,
      value: this.state.read(key),
      now: () => this.state.read(key),
      isInvalid: this.state.errorsAt(key).length > 0,
      errorId: this.#errorId(key),
      shown: (control) => this.#shown.note(key, control),
      listened: (binding, control) => this.#listeners.set(binding, { key, control }),
      changed: (value, isLeft) => this.set(key, value, isLeft),
      left: () => this.#use(key),
    })
    return {
      kind: 'expansion',
      attributes: (element) => {
        try {
          return fieldAttributes(element, host())
        } catch (error) {
          // What an earlier release has kept may not fit the controls of this one.
          if (!this.state.beginAgain(key)) throw error
          return fieldAttributes(element, host())
        }
      },
    }
  }

  errors(key: string): TemplateResult {
    return html`<span id=${this.#errorId(key)} class="field-errors" aria-live="polite"
      >${this.state.errorsAt(key).join(' ')}</span
    >`
  }

  rows<Row>(list: string): readonly FormRow<Row>[] {
    return this.state.rows(list).map((id, index) => {
      const key = joined(list, String(id))
      return new FormRow<Row>(this, { key, list, id, index })
    })
  }

  // --- what changes ---

  set(key: string, value: unknown, isLeft: boolean): void {
    this.checks.drop(key)
    this.state.set(key, value)
    if (isLeft) this.state.use(key)
    this.changed()
    this.checks.begin(key)
  }

  /** A handler says that something is wrong. */
  tell(key: string, message: string): void {
    this.state.tell(key, message)
    this.#render()
  }

  /** As at the beginning, or with other values. */
  reset(values: Values | undefined): void {
    this.checks.drop('')
    this.state.reset(values)
    this.#look++
    this.saved()
    const { runtime, record } = this.#scope
    const { event } = runtime.origin(record)
    if (event > 0) runtime.effect(['reset', event, this.#selector])
    this.#render()
  }

  /** What the form holds is another thing now: the schema reads it, the draft is kept, the page is rendered. */
  changed(): void {
    this.#lookAgain()
    this.#draft?.keepSoon(() => this.state.without(this.#shown.secret))
    this.#render()
  }

  back(to: string | undefined): void {
    this.steps.back(to)
    this.#render()
  }

  // --- for what is sent ---

  /** The names of the files that are sent. */
  takeFiles(form: FormData): void {
    for (const [key, names] of this.#shown.filesIn(form, this.standing())) this.state.set(key, names)
  }

  validate(values: Values): ReturnType<typeof validate> {
    this.#look++
    return validate(this.#schema, values)
  }

  standing(): ReadonlySet<string> {
    const { runtime, record } = this.#scope
    const keys = new Set<string>()
    for (const listener of runtime.listenersIn(record)) {
      const found = this.#listeners.get(listener)
      if (found) keys.add(found.key)
    }
    return keys
  }

  // --- for what is posted ---

  /** The controls that are in the page, in its order. */
  *controls(): Generator<StandingControl> {
    const { runtime, record } = this.#scope
    for (const listener of runtime.listenersIn(record)) {
      const { key, control } = this.#listeners.get(listener) ?? {}
      if (key !== undefined && control) yield { listener, key, control }
    }
  }

  /** Forgets what is private, where a control would show it. */
  conceal(): void {
    const standing = this.standing()
    const shown = [...this.#shown.secret].filter((key) => standing.has(key))
    for (const key of shown) this.state.blank(key)
    if (shown.length > 0) this.#render()
  }

  leftOut(standing: ReadonlySet<string>): string[] {
    return [...this.#shown.keys].filter((key) => {
      const isStanding = standing.has(key) || [...standing].some((each) => isInside(each, key))
      return !isStanding && this.state.has(key) && !this.steps.isElsewhere(key) && !isNamedBy(this.#keep, key)
    })
  }

  focusInvalid(keys: readonly string[]): void {
    // What is wrong with the whole has no control.
    if (keys.some((key) => this.#shown.keys.has(key))) this.#focus(`${this.#selector} [aria-invalid="true"]`)
  }

  focusFirst(): void {
    this.#focus(this.#selector)
  }

  /** There is nothing more to keep. */
  saved(): void {
    this.#draft?.clear()
  }

  // --- stored ---

  get record(): CoreRecord {
    return { ...this.state.record, name: this.name, shown: [...this.#shown.keys], sent: this.#draft?.isOver }
  }

  restore(stored: unknown): void {
    // It is what `record` gave.
    const record = stored as CoreRecord
    if (this.#draft) this.#draft.isOver = record.sent === true
    this.state.restore(record)
    this.#name = record.name
    for (const key of record.shown) this.#shown.keys.add(key)
    this.#lookAgain()
  }

  // --- in the page ---

  /** What gets the focus is rendered before: a handler that waits has not said yet that something has changed. */
  #focus(selector: string): void {
    this.#render()
    this.#scope.runtime.effect(['focus', selector])
  }

  get #selector(): string {
    return `[id=${JSON.stringify(this.id)}]`
  }

  #errorId(key: string): string {
    return `${this.name}-${key === '' ? '' : `${key.replaceAll('.', '-')}-`}errors`
  }

  #use(key: string): void {
    this.state.use(key)
    this.#render()
  }

  #foundDraft(values: Values): void {
    if (this.state.isDirty()) return
    this.state.bring(values)
    this.#lookAgain()
    this.#render()
  }

  /** The schema reads all values. Of looks that take a while the newest counts. */
  #lookAgain(): void {
    const { content } = this.state
    const result = this.validate(content.values)
    const look = this.#look
    if (!isThenable(result)) return this.state.find(faultsOf(result), content)
    const { runtime, record } = this.#scope
    runtime.run(record, async () => {
      const later = await result
      if (look === this.#look) this.state.find(faultsOf(later), content)
    })
  }

  #render(): void {
    this.#scope.runtime.invalidate(this.#scope.record)
  }
}
