import type { AnySchema, InputOf } from '../standard-schema.ts'
import type { FieldPath, Initial, ValueAt } from './field-path.ts'
import type { FieldCheck } from './form-checks.ts'

/** Options of `form`. */
export interface FormOptions<Schema extends AnySchema> {
  /** What the fields hold at the beginning, and after a `reset()`. Default: nothing. */
  readonly values?: Initial<InputOf<Schema>>
  /**
   * Looks at single fields when their values have changed and the schema finds nothing wrong with them: whether a name is taken, for
   * example. In rows the index is `*`: `'phones.*.number'`. A submit waits for the checks of what it sends.
   *
   * ```ts
   * checks: { name: async (name, { signal }) => ((await users.has(name, { signal })) ? 'This name is taken.' : null) }
   * ```
   */
  readonly checks?: Checks<InputOf<Schema>>
  /**
   * The steps of a wizard, in order, each with its fields. Each is sent by itself: what the schema says of its fields is shown, and
   * the next one follows when that is nothing.
   */
  readonly steps?: Readonly<Record<string, readonly FieldPath<InputOf<Schema>>[]>>
  /** Fields that are sent though they are not shown any more. */
  readonly keep?: readonly CheckedPath<InputOf<Schema>>[]
  /**
   * Keeps what was typed in the browser under this name until it is sent, for each login its own: at most 16,384 characters as JSON.
   * Passwords, one-time codes and payment cards are not kept.
   */
  readonly draft?: string
  /** What is asked before the page is left with something that was not saved. Default: nothing is asked. */
  readonly confirmLeave?: string
}

/** By the paths of fields. Conditional, so that the compiler knows the schema before it types the parameters of a check. */
type Checks<Values> = Values extends unknown
  ? { readonly [Path in CheckedPath<Values>]?: FieldCheck<CheckedValue<Values, Path>, Initial<Values>> }
  : never

/** Paths where the index of a row is `*`. */
type CheckedPath<Values> = FieldPath<Values> extends infer Path extends string ? WithStars<Path> : never

type WithStars<Path extends string> = Path extends `${infer Step}.${infer Rest}`
  ? `${Starred<Step>}.${WithStars<Rest>}`
  : Starred<Path>

type Starred<Step extends string> = `${number}` extends Step ? '*' : Step

type CheckedValue<Values, Path extends string> = ValueAt<Values, Indexed<Path>>

type Indexed<Path extends string> = Path extends `${infer Step}.${infer Rest}`
  ? `${Step extends '*' ? '0' : Step}.${Indexed<Rest>}`
  : Path extends '*'
    ? '0'
    : Path
