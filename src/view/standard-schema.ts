import type { FieldErrors } from '../protocol/messages.ts'
import { isThenable } from './thenable.ts'

/**
 * The interface that validators agree on (https://standardschema.dev, version 1): Zod, Valibot, ArkType and
 * others implement it, so their schemas are taken as they are and none of them is a dependency.
 */
export interface StandardSchema<Input = unknown, Output = Input> {
  readonly '~standard': {
    readonly version: 1
    readonly vendor: string
    readonly validate: (value: unknown) => SchemaResult<Output> | Promise<SchemaResult<Output>>
    readonly types?: { readonly input: Input; readonly output: Output } | undefined
  }
}

/** A schema of anything. */
export type AnySchema = StandardSchema<unknown, unknown>

/** What a schema takes. */
export type InputOf<Schema extends AnySchema> = NonNullable<Schema['~standard']['types']>['input']

/** What a schema lets through. */
export type OutputOf<Schema extends AnySchema> = NonNullable<Schema['~standard']['types']>['output']

export type SchemaResult<Output> =
  { readonly value: Output; readonly issues?: undefined } | { readonly issues: readonly SchemaIssue[] }

export interface SchemaIssue {
  readonly message: string
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined
}

/** What a schema says of a value: at once, unless it has to wait for something. */
export type Validation = SchemaResult<unknown> | Promise<SchemaResult<unknown>>

/** Reads a value with a schema. */
export function validate(schema: AnySchema, value: unknown): Validation {
  return schema['~standard'].validate(value)
}

/** A form, or the search of a URL: a name may occur more than once. */
export type Entries = Iterable<readonly [name: string, value: unknown]>

/**
 * Reads a form or a search with a schema. A field is a text, and a list of texts when its name comes more than once or
 * when the schema says that it expects a list: of one checked box, or of none.
 */
export function validateForm(schema: AnySchema, form: Entries): Validation {
  const fields = fieldsOf(form)
  const first = validate(schema, fields)
  return isThenable(first) ? first.then(withLists) : withLists(first)

  function withLists(result: SchemaResult<unknown>): Validation {
    const lists = (result.issues ?? []).flatMap((issue) => listsIn(schema, issue))
    if (lists.length === 0) return result
    for (const name of lists) fields[name] = name in fields ? [fields[name]].flat() : []
    return validate(schema, fields)
  }
}

/** So many fields, and messages of one, are told; longer messages are cut. */
const MOST_ERRORS = 50
const LONGEST_MESSAGE = 500

/** The messages by field, as the page is told of them. */
export function errorsByField(issues: readonly SchemaIssue[]): FieldErrors {
  const errors = new Map<string, string[]>()
  for (const issue of issues.slice(0, MOST_ERRORS)) {
    const field = fieldOf(issue)
    errors.set(field, [...(errors.get(field) ?? []), issue.message.slice(0, LONGEST_MESSAGE)])
  }
  return Object.fromEntries(errors)
}

/** For a sentence of the log: which field, and what is wrong with it. The full stop is that of the sentence. */
export function describeIssues(issues: readonly SchemaIssue[]): string {
  return issues
    .map((issue) => {
      const where = fieldOf(issue)
      const message = issue.message.replace(/\.$/, '')
      return where === '' ? message : `${where}: ${message}`
    })
    .join('; ')
}

/** The steps to the field, with dots between them; empty for all of it. */
function fieldOf({ path = [] }: SchemaIssue): string {
  return path.map((step) => String(typeof step === 'object' ? step.key : step)).join('.')
}

/** The fields by name: a list where a name occurs more than once. In one go, as a URL may have thousands of names. */
export function fieldsOf(form: Entries): Record<string, unknown> {
  // No prototype: a field may have any name.
  const fields: Record<string, unknown> = { __proto__: null }
  for (const [name, value] of form) {
    const before = fields[name]
    if (!(name in fields)) fields[name] = value
    else if (Array.isArray(before)) before.push(value)
    else fields[name] = [before, value]
  }
  return fields
}

/**
 * Whether a list was expected where the issue is. The interface has no word for that: Zod and ArkType tell in
 * their issues, Valibot in the entries of its schema where a field is missing.
 */
function listsIn(schema: AnySchema, issue: SchemaIssue): readonly string[] {
  const [step, ...deeper] = issue.path ?? []
  const name = typeof step === 'object' ? step.key : step
  if (typeof name !== 'string' || deeper.length > 0) return []
  const told = 'expected' in issue && typeof issue.expected === 'string' && /\barray\b/i.test(issue.expected)
  return told || hasListEntry(schema, name) ? [name] : []
}

function hasListEntry(schema: object, name: string): boolean {
  if (!('entries' in schema) || typeof schema.entries !== 'object' || schema.entries === null) return false
  const entry: unknown = Object.entries(schema.entries).find(([key]) => key === name)?.[1]
  return typeof entry === 'object' && entry !== null && 'type' in entry && entry.type === 'array'
}
