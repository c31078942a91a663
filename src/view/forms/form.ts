import { formNotPlaced, formOutside } from '../../errors/forms.ts'
import { FORM_FIELD } from '../../protocol/form-fields.ts'
import type { LiveEvent } from '../../template/live-event.ts'
import type {
  EventBinding,
  ExpandedAttribute,
  ExpandedElement,
  Expansion,
  TemplateResult,
} from '../../template/template-value.ts'
import { scopeConstructing } from '../constructing.ts'
import type { ControlOptions } from '../controls/bound-value.ts'
import type { HandlerOptions } from '../handler-options.ts'
import { inOrder } from '../in-order.ts'
import { on } from '../on.ts'
import { Resource } from '../resource.ts'
import type { AnySchema, InputOf, OutputOf } from '../standard-schema.ts'
import type { ViewScope } from '../view-scope.ts'
import type { Values } from './content.ts'
import type { FieldPath, Initial, RowAt, RowsPath, ValueAt } from './field-path.ts'
import { FormCore, type CoreOptions } from './form-core.ts'
import type { FormOptions } from './form-options.ts'
import type { FormRow } from './form-row.ts'
import { FormPosting } from './posting.ts'
import { Submission } from './submission.ts'

/**
 * A form whose values a view holds: validated by a schema, field by field, with errors for those that were used. Made by {@link form}.
 *
 * Among the attributes of `<form>` it writes what the form needs: `<form ${this.login} @submit=${this.login.submit(…)}>`.
 */
export class Form<Schema extends AnySchema = AnySchema> extends Resource implements Expansion {
  readonly kind = 'expansion'
  readonly #core: FormCore
  readonly #confirmLeave: string | undefined
  #posting: FormPosting | undefined
  /** Whether a `<form>` carries it. */
  #isPlaced = false

  constructor(scope: ViewScope, schema: Schema, options: FormOptions<Schema>) {
    super()
    this.#confirmLeave = options.confirmLeave
    // Its types say what its schema takes; the core knows fields by their keys alone.
    this.#core = new FormCore(this, scope, schema, options as CoreOptions)
  }

  // --- in templates ---

  /** The id of the `<form>`: of the class and the field that holds it, unless its author writes one. */
  get id(): string {
    return this.#core.id
  }

  /** For `<form>`: `<form ${this.login} …>`. */
  attributes(element: ExpandedElement): readonly ExpandedAttribute[] {
    this.#isPlaced = true
    const own = element.attribute('id')
    if (typeof own === 'string' && own !== '') this.#core.writtenId = own
    const confirmLeave = this.#confirmLeave
    return [
      ...(own === undefined ? [['id', this.id] as const] : []),
      ['?novalidate', true],
      ...(confirmLeave === undefined ? [] : [['data-live-before-leave', confirmLeave] as const]),
    ]
  }

  /** By it a POST without JavaScript finds the form. While something is not saved it asks before the page is left. */
  hiddenField(): readonly ExpandedAttribute[] {
    const confirmLeave = this.#confirmLeave
    return [
      ['name', FORM_FIELD],
      ['value', this.#core.name],
      ...(confirmLeave === undefined
        ? []
        : [['data-live-before-leave', this.isDirty() ? confirmLeave : null] as const]),
    ]
  }

  /**
   * Binds a control to a field: its name, its value, what its user makes of it, and whether that is wrong (`aria-invalid`,
   * `aria-describedby`).
   *
   * Throws `no-such-field` where a row on the way is not there, and `control-refused` when the control cannot show the value.
   *
   * ```ts
   * html`<label>Zip <input ${this.order.field('address.zip')} /></label> ${this.order.errors('address.zip')}`
   * ```
   */
  field<Path extends FieldPath<InputOf<Schema>>>(path: Path, options: ControlOptions = {}): Expansion {
    return this.#core.field(this.#core.keyOf(path), `field('${path}')`, options)
  }

  /** What is wrong with a field that was used, in an element that is read aloud when that changes. With an empty path of the whole. */
  errors(path: '' | FieldPath<InputOf<Schema>>): TemplateResult {
    return this.#core.errors(this.#core.keyOf(path))
  }

  /** The same as texts. */
  messages(path: '' | FieldPath<InputOf<Schema>>): readonly string[] {
    return this.#core.state.errorsAt(this.#core.keyOf(path))
  }

  /**
   * The rows of a list, in their order. What belongs to a row (used, errors, checks under way) stays with it when others come and go.
   * Each has a `key` for `repeat`.
   *
   * ```ts
   * class Order extends LiveView {
   *   order = form(z.object({ phones: z.array(z.object({ number: z.string() })) }))
   *   render() {
   *     return html`${repeat(
   *       this.order.rows('phones'),
   *       (row) => row.key,
   *       (row) => html`<input ${row.field('number')} /> <button type="button" @click=${() => row.remove()}>Remove</button>`,
   *     )}`
   *   }
   * }
   * ```
   */
  rows<Path extends RowsPath<InputOf<Schema>>>(path: Path): readonly FormRow<RowAt<InputOf<Schema>, Path>>[] {
    return this.#core.rows(this.#core.keyOf(path))
  }

  /** Adds a row at the end of a list, or at an index. */
  add<Path extends RowsPath<InputOf<Schema>>>(
    path: Path,
    value: Initial<RowAt<InputOf<Schema>, Path>>,
    index?: number,
  ): void {
    this.#core.state.add(this.#core.keyOf(path), value, index)
    this.#core.changed()
  }

  // --- what it knows ---

  /** What the fields hold now, before the schema has read it. */
  get values(): Initial<InputOf<Schema>> {
    // It began as such, and fields change it by paths that the types know.
    return this.#core.state.values as Initial<InputOf<Schema>>
  }

  /** What a field holds now. */
  value<Path extends FieldPath<InputOf<Schema>>>(path: Path): ValueAt<InputOf<Schema>, Path> | undefined {
    // As above.
    return this.#core.state.read(this.#core.keyOf(path)) as ValueAt<InputOf<Schema>, Path> | undefined
  }

  /** Sets a field, as if its user had. */
  set<Path extends FieldPath<InputOf<Schema>>>(path: Path, value: ValueAt<InputOf<Schema>, Path>): void {
    this.#core.set(this.#core.keyOf(path), value, true)
  }

  /** Whether a field, or without a path any field, differs from what was saved last. */
  isDirty(path: '' | FieldPath<InputOf<Schema>> = ''): boolean {
    return this.#core.state.isDirty(this.#core.keyOf(path))
  }

  /** Whether the user has changed a field and left it, or has tried to send the form. */
  isUsed(path: FieldPath<InputOf<Schema>>): boolean {
    return this.#core.state.isUsed(this.#core.keyOf(path))
  }

  /** Whether the check of a field is under way. */
  isChecking(path: FieldPath<InputOf<Schema>>): boolean {
    return this.#core.checks.isRunning(this.#core.keyOf(path))
  }

  // --- changed by handlers ---

  /** Says that something is wrong with a field: until its user changes it, or sends the form again. With an empty path of the whole. */
  error(path: '' | FieldPath<InputOf<Schema>>, message: string): void {
    this.#core.tell(this.#core.keyOf(path), message)
  }

  /** Begins again: with the values of the options, or with others, which count as saved. A draft is forgotten. */
  reset(values?: Initial<InputOf<Schema>>): void {
    // What a form begins with is a group of fields.
    this.#core.reset(values as Values | undefined)
  }

  /** Others have changed what the form shows: fields that the user has not changed show it, the others stay, and are dirty. */
  update(values: Initial<InputOf<Schema>>): void {
    // What a form holds is a group of fields.
    this.#core.state.update(values as Values)
    this.#core.changed()
  }

  // --- steps ---

  /** The name of the step that is shown; empty for a form without steps. */
  get step(): string {
    return this.#core.steps.name
  }

  /** The names of its steps, in order. */
  get stepNames(): readonly string[] {
    return this.#core.steps.names
  }

  /** Shows the step before, or one of those that were sent already. Nothing is lost. */
  back(to?: string): void {
    this.#core.back(to)
  }

  // --- sending ---

  /**
   * Handles `@submit`. The schema reads the values, and checks that are under way are waited for. When all is well the handler gets
   * what the schema makes of them; where it says no `error`, that counts as saved. Otherwise it does not run: what is wrong is
   * shown, and the first such field has the focus. In a form with steps the handler runs after the last of them.
   *
   * Fields that were shown and are not any more are left out, but for those of other steps and those that `keep` names. The event fails with
   * `form-not-placed` where its `<form>` does not carry the form.
   *
   * ```ts
   * html`<form ${this.login} @submit=${this.login.submit(({ email }) => this.send(email))}>…</form>`
   * ```
   */
  submit(
    handler: (values: OutputOf<Schema>, event: LiveEvent) => unknown,
    options: Omit<HandlerOptions, 'recover'> = {},
  ): EventBinding {
    const host = this.#core
    const check = (): void => {
      if (!this.#isPlaced) throw formNotPlaced({ id: host.id })
    }
    return on(function (this: unknown, event: LiveEvent) {
      check()
      host.takeFiles(event.form)
      const submission = new Submission(host, (values) => handler.call(this, values, event))
      return inOrder([
        () => submission.read(),
        () => submission.check(),
        () => submission.answer(),
        () => submission.end(),
      ]).call(this, event)
    }, options)
  }

  // --- as a resource ---

  override stored(): unknown {
    return this.#core.record
  }

  override restore(stored: unknown): void {
    this.#core.restore(stored)
  }

  override get held(): unknown {
    return this.#core.record
  }

  override get posting(): FormPosting {
    return (this.#posting ??= new FormPosting(this.#core))
  }
}

/**
 * A form of a view or component: call it where a field is declared.
 *
 * Its schema may be of any validator that implements Standard Schema, as Zod, Valibot and ArkType do. Throws `form-outside` anywhere else.
 *
 * ```ts
 * class Login extends LiveView {
 *   login = form(z.object({ email: z.email('This is no e-mail address.'), password: z.string().min(8) }))
 *
 *   render() {
 *     return html`<form ${this.login} @submit=${this.login.submit((values) => this.enter(values))}>
 *       <label>E-mail <input type="email" ${this.login.field('email')} /></label> ${this.login.errors('email')}
 *       <label>Password <input type="password" ${this.login.field('password')} /></label> ${this.login.errors('password')}
 *       <button>Log in</button>
 *     </form>`
 *   }
 *
 *   async enter({ email, password }: { email: string; password: string }) {
 *     if (!(await users.check(email, password))) this.login.error('password', 'This does not fit.')
 *   }
 * }
 * ```
 */
export function form<Schema extends AnySchema>(
  schema: Schema,
  options: FormOptions<Schema> = {},
): Form<Schema> {
  const scope = scopeConstructing()
  if (scope === null) throw formOutside({})
  return scope.hold(new Form(scope, schema, options))
}
