/** Handlers whose form a schema reads first. */
import type { FieldErrors } from '../protocol/messages.ts'
import type { LiveEvent } from '../template/live-event.ts'
import type { EventHandler } from '../template/template-value.ts'
import { eventWith } from './event-with.ts'
import { inOrder } from './in-order.ts'
import {
  errorsByField,
  validateForm,
  type AnySchema,
  type InputOf,
  type OutputOf,
  type SchemaIssue,
  type SchemaResult,
} from './standard-schema.ts'
import { isThenable } from './thenable.ts'

/**
 * What a handler with a schema gets: its `form` is what the schema makes of the fields.
 *
 * ```ts
 * save({ form }: FormEvent<typeof member>) { this.welcome = `Welcome, ${form.name}.` }
 * ```
 */
export type FormEvent<Schema, Event = LiveEvent> = Schema extends AnySchema
  ? Omit<Event, 'form'> & { readonly form: OutputOf<Schema> }
  : Event

/** What the option `invalid` gets: the form as it came, and what is wrong with it. */
export type InvalidFormEvent<Schema, Event = LiveEvent> = Schema extends AnySchema
  ? Event & { readonly errors: FormErrors<Schema> }
  : 'Without a schema no form is invalid.'

/**
 * Messages by the name of the field, `address.city` for one within another. What is wrong with the whole stands under
 * the empty name.
 */
export type FormErrors<Schema extends AnySchema> = {
  readonly [Field in '' | FieldOf<Schema> | `${FieldOf<Schema>}.${string}`]?: readonly string[]
}

type FieldOf<Schema extends AnySchema> = keyof InputOf<Schema> & string

/** Thrown where a form does not fit and nothing answers that. Not an error: the event is refused. */
export class InvalidForm {
  readonly issues: readonly SchemaIssue[]
  /** What it is that does not fit. */
  readonly what: string

  constructor(issues: readonly SchemaIssue[], what: string = 'A form') {
    this.issues = issues
    this.what = what
  }

  get errors(): FieldErrors {
    return errorsByField(this.issues)
  }
}

/** The handler gets what the schema makes of the form; `invalid` runs in its place when the form does not fit. */
export function withFormSchema(
  handler: EventHandler,
  schema: AnySchema,
  invalid: EventHandler | undefined,
): EventHandler {
  return function (event: LiveEvent) {
    let read: SchemaResult<unknown>
    const validated = function (): unknown {
      const result = validateForm(schema, event.form)
      if (isThenable(result)) return result.then((later) => void (read = later))
      read = result
      return undefined
    }
    const answered = function (this: unknown): unknown {
      if (!read.issues) return handler.call(this, eventWith(event, { form: read.value }))
      if (!invalid) throw new InvalidForm(read.issues)
      return invalid.call(this, eventWith(event, { errors: errorsByField(read.issues) }))
    }
    return inOrder([validated, answered]).call(this, event)
  }
}
