/** State of a part of the page that never concerns the server: open menus, chosen tabs, counted characters. */
import { localMisused } from '../../errors/local.ts'
import type { LocalChange, LocalCommand, LocalData } from '../../protocol/local-expressions.ts'
import { describe } from '../tree/describe.ts'
import type { EventBinding } from '../template-value.ts'
import { LocalScope, type LocalFields } from './local-scope.ts'
import { isLocalData, LocalValue } from './local-value.ts'

/** How many values one local state has. */
export const MOST_FIELDS = 50
const LONGEST_NAME = 64

/**
 * A local state: its fields by their names, to be shown and changed, and the mark for the element that carries it.
 *
 * ```ts
 * html`<nav ${menu}><button @click=${menu.open.toggle()} aria-expanded=${menu.open}>Menu</button></nav>`
 * ```
 */
export type LocalState<Fields extends LocalFields> = LocalScope<Fields> & {
  readonly [Name in keyof Fields]: LocalFieldOf<Fields[Name]>
}

/** The field of a value: what can be done with it depends on what it holds. */
export type LocalFieldOf<Value> = [Value] extends [boolean]
  ? LocalFlag
  : [Value] extends [number]
    ? LocalNumber<Value>
    : [Value] extends [string]
      ? LocalText<Value>
      : 'Local state holds true or false, numbers and texts.'

/**
 * Describes local state: a name of at most 64 characters, and at most 50 fields with their initial values, which are `true` or `false`,
 * numbers and texts. Throws `local-misused` for anything else. Put into an element, `<nav ${menu}>`, it is that
 * element's own: each row of a list has one for itself, in the browser alone. What stands in the element finds it by its name: of
 * several elements around, the nearest one that carries this name.
 *
 * ```ts
 * const menu = local('menu', { open: false, tab: 'one', draft: '' })
 * ```
 */
export function local<Fields extends LocalFields>(
  name: string,
  initial: Fields,
): LocalState<Described<Fields>> {
  refuseMisuse(name, initial)
  const state: LocalScope<Fields> = new LocalScope(name, initial)
  for (const [field, value] of Object.entries(initial)) {
    Object.defineProperty(state, field, { value: createField(name, field, value), enumerable: true })
  }
  // It has a field for each name now.
  return state as LocalState<Described<Fields>>
}

/** A flag that is false at first may be true. */
export type Described<Fields> = {
  readonly [Name in keyof Fields]: Fields[Name] extends boolean ? boolean : Fields[Name]
}

function refuseMisuse(name: unknown, initial: unknown): void {
  const call = `local(${describe(name)}, ${describe(initial)})`
  if (typeof name !== 'string' || name === '' || name.length > LONGEST_NAME) {
    throw localMisused({ call, problem: `its name is a text of at most ${LONGEST_NAME} characters` })
  }
  if (typeof initial !== 'object' || initial === null || Array.isArray(initial)) {
    throw localMisused({ call, problem: 'its fields are an object with their initial values' })
  }
  const fields = Object.entries(initial)
  if (fields.length > MOST_FIELDS)
    throw localMisused({ call, problem: `it has ${fields.length} fields, and may have ${MOST_FIELDS}` })
  for (const [field, value] of fields) {
    if (field.length > LONGEST_NAME)
      throw localMisused({ call, problem: `the name of a field has more than ${LONGEST_NAME} characters` })
    if (!isLocalData(value))
      throw localMisused({
        call,
        problem: `"${field}" is ${describe(value)}, not a flag, a number or a text`,
      })
  }
}

// --- fields ---

/** A field of local state: a value, and commands that change it in the browser, without the server. */
export class LocalField<out Value extends LocalData> extends LocalValue<Value> {
  readonly #state: string
  readonly #field: string

  constructor(state: string, field: string, initial: Value) {
    super({ expression: ['get', state, field], initial })
    this.#state = state
    this.#field = field
  }

  protected command(...change: LocalChange): EventBinding {
    const command: LocalCommand = [this.#state, this.#field, ...change]
    return { kind: 'binding', handler: null, client: { set: [command], local: 1 }, options: null }
  }
}

/**
 * A field that is true or false. What changes it are commands: they stand where a handler stands, and in a `chain`.
 *
 * ```ts
 * const menu = local('menu', { open: false })
 * html`<nav ${menu} @keydown=${on(menu.open.set(false), { keys: 'Escape' })}>
 *   <button @click=${menu.open.toggle()} aria-expanded=${menu.open}>Menu</button>
 * </nav>`
 * ```
 */
export class LocalFlag extends LocalField<boolean> {
  /** Gives it this value. */
  set(value: boolean): EventBinding {
    return this.command('set', value)
  }

  /** True becomes false, and false true. */
  toggle(): EventBinding {
    return this.command('toggle')
  }

  /** Gives it whether the checkbox is checked that the event happened to. */
  setFromChecked(): EventBinding {
    return this.command('checked')
  }
}

/**
 * A field that is a number.
 *
 * ```ts
 * const gallery = local('gallery', { page: 1 })
 * html`<div ${gallery}>${gallery.page} <button @click=${gallery.page.add(1)}>Next</button></div>`
 * ```
 */
export class LocalNumber<in out Value extends number = number> extends LocalField<Value> {
  /** Gives it this value. */
  set(value: Value): EventBinding {
    return this.command('set', value)
  }

  /** Adds to it; a negative number takes away. */
  add(by: number): EventBinding {
    return this.command('add', by)
  }

  /** Gives it the value of the control that the event happened to; what is no number changes nothing. */
  setFromValue(): EventBinding {
    return this.command('value')
  }
}

/**
 * A field that is a text.
 *
 * ```ts
 * const note = local('note', { text: '' })
 * html`<p ${note}><input @input=${note.text.setFromValue()} /> ${note.text}</p>`
 * ```
 */
export class LocalText<in out Value extends string = string> extends LocalField<Value> {
  /** Gives it this value. */
  set(value: Value): EventBinding {
    return this.command('set', value)
  }

  /** Gives it the value of the control that the event happened to. */
  setFromValue(): EventBinding {
    return this.command('value')
  }
}

function createField(state: string, field: string, initial: LocalData): LocalField<LocalData> {
  if (typeof initial === 'boolean') return new LocalFlag(state, field, initial)
  return typeof initial === 'number'
    ? new LocalNumber(state, field, initial)
    : new LocalText(state, field, initial)
}
