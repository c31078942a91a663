/** A field of a view and a control that show the same. */
import { bindRefused } from '../../errors/forms.ts'
import type { Expansion } from '../../template/template-value.ts'
import { describe } from '../../template/tree/describe.ts'
import type { ControlOptions } from './bound-value.ts'
import { controlAttributes } from './control-attributes.ts'

/**
 * Binds a control to a field, both ways: the control shows the field, and what its user types or chooses is assigned to it. A text field
 * gives a text, `type="number"` and `type="range"` a number or null, a box `true` or `false`, or one of the texts of an array; radio buttons and a `<select>` give their
 * value, a multiple one an array of them, `<details>`, `<dialog>` and popovers whether they are open. Steps to a field in an object or array
 * follow each other; objects and arrays on the way are copied, so that components that were given them see another one.
 *
 * Throws `control-refused` when the element cannot show what the field holds, and `bind-refused` when there is no such field.
 *
 * ```ts
 * html`<input ${bind(this, 'title')} />
 *   <input type="checkbox" ${bind(this, 'address', 'isPrivate')} />
 *   <dialog ${bind(this, 'asks')}>…</dialog>
 *   <button @click=${() => (this.asks = true)}>Delete</button>`
 * ```
 */
export function bind<Owner extends object, Key extends keyof Owner>(
  owner: Owner,
  key: Key,
  options?: ControlOptions,
): Expansion
export function bind<Owner extends object, Key extends keyof Owner, Inner extends keyof Owner[Key]>(
  owner: Owner,
  key: Key,
  inner: Inner,
  options?: ControlOptions,
): Expansion
export function bind<
  Owner extends object,
  Key extends keyof Owner,
  Inner extends keyof Owner[Key],
  Innermost extends keyof Owner[Key][Inner],
>(owner: Owner, key: Key, inner: Inner, ...rest: readonly [Innermost, ControlOptions?]): Expansion
export function bind(owner: object, ...rest: readonly unknown[]): Expansion {
  const last = rest.at(-1)
  const isWithOptions = typeof last === 'object' && last !== null
  // The overloads say what follows: keys, and options at the end.
  const keys = (
    isWithOptions ? rest.slice(0, -1) : rest.filter((each) => each !== undefined)
  ) as PropertyKey[]
  // As above.
  const options = (isWithOptions ? last : {}) as ControlOptions
  const call = `bind(this, ${keys.map((key) => (typeof key === 'string' ? `'${key}'` : String(key))).join(', ')})`
  return {
    kind: 'expansion',
    attributes(element) {
      checkPath(owner, keys, call)
      const bound = {
        call,
        name: keys.map(String).join('.'),
        value: valueAt(owner, keys),
        now: () => valueAt(owner, keys),
        set: (value: unknown) => assignAt(owner, keys, value),
        options,
      }
      const isUnnamedRadio = element.attribute('type') === 'radio' && element.attribute('name') === undefined
      return [
        ...(isUnnamedRadio ? [['name', bound.name] as const] : []),
        ...controlAttributes(element, bound),
      ]
    },
  }
}

function valueAt(owner: object, keys: readonly PropertyKey[]): unknown {
  return keys.reduce<unknown>((at, key) => (isObject(at) ? Reflect.get(at, key) : undefined), owner)
}

function checkPath(owner: object, keys: readonly PropertyKey[], call: string): void {
  let at: unknown = owner
  for (const key of keys) {
    if (!isObject(at) || !(key in at)) throw bindRefused({ call, key: String(key), value: describe(at) })
    at = Reflect.get(at, key)
  }
}

/** Objects and arrays on the way are copied: what compares them sees that they have changed. */
function assignAt(owner: object, keys: readonly PropertyKey[], value: unknown): void {
  const [key, ...inner] = keys
  if (key === undefined) return
  Reflect.set(owner, key, inner.length === 0 ? value : changedAt(Reflect.get(owner, key), inner, value))
}

function changedAt(at: unknown, keys: readonly PropertyKey[], value: unknown): unknown {
  // What an earlier event bound to may have gone meanwhile.
  if (!isObject(at)) return at
  const copy = copied(at)
  assignAt(copy, keys, value)
  return copy
}

function copied(value: object): object {
  // Whatever it is an array of.
  if (Array.isArray(value)) return [...(value as readonly unknown[])]
  const prototype: unknown = Object.getPrototypeOf(value)
  // Instances of classes have an identity of their own.
  return prototype === Object.prototype || prototype === null ? { ...value } : value
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
