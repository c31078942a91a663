/** The types of paths to fields: `email`, `address.zip`, `phones.0.number`. */

/** What is one value, and no group of fields. */
type Single =
  | string
  | number
  | boolean
  | bigint
  | symbol
  | null
  | undefined
  | Date
  | ((...args: never) => unknown)
  | { arrayBuffer(): unknown }
  | ReadonlyMap<unknown, unknown>
  | ReadonlySet<unknown>

/** Every field of a form with these values, by the steps to it with dots between them. */
export type FieldPath<Values> = unknown extends Values
  ? string
  : Values extends Single
    ? never
    : Values extends readonly (infer Item)[]
      ? `${number}` | `${number}.${FieldPath<Item>}`
      : {
          [Name in keyof Values & string]-?: Name | `${Name}.${FieldPath<NonNullable<Values[Name]>>}`
        }[keyof Values & string]

/** What is at a path. Undefined where something on the way may be missing. */
export type ValueAt<Values, Path extends string> = unknown extends Values
  ? unknown
  : Path extends `${infer Step}.${infer Rest}`
    ? StepOf<NonNullable<Values>, Step> extends infer Inner
      ? ValueAt<NonNullable<Inner>, Rest> | Extract<Inner, undefined>
      : never
    : StepOf<NonNullable<Values>, Path>

type StepOf<Values, Step extends string> = Values extends readonly (infer Item)[]
  ? Item | undefined
  : Step extends keyof Values
    ? Values[Step]
    : never

/** The paths to lists of rows. */
export type RowsPath<Values> =
  FieldPath<Values> extends infer Path extends string
    ? Path extends unknown
      ? NonNullable<ValueAt<Values, Path>> extends readonly unknown[]
        ? Path
        : never
      : never
    : never

/** What a row of such a list holds. */
export type RowAt<Values, Path extends string> = unknown extends Values
  ? unknown
  : NonNullable<ValueAt<Values, Path>> extends readonly (infer Item)[]
    ? Item
    : never

/** The same with everything in it optional: what a form begins with. */
export type Initial<Values> = unknown extends Values
  ? Readonly<Record<string, unknown>>
  : Values extends Single
    ? Values
    : Values extends readonly (infer Item)[]
      ? readonly Initial<Item>[]
      : { readonly [Name in keyof Values]?: Initial<Values[Name]> | undefined }
