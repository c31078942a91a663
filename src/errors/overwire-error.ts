/**
 * Every error that this library throws. `code` is permanent, and stands in the reference of errors; the message is for people and may change.
 *
 * ```ts
 * if (error instanceof OverwireError && error.code === 'port-in-use') process.exit(1)
 * ```
 */
export class OverwireError extends Error {
  override readonly name = 'OverwireError'
  readonly code: string

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

/** An entry of the catalogue: call it with what happened to get the error. */
export interface ErrorDefinition<Details> {
  (details: Details, options?: ErrorOptions): OverwireError
  readonly code: string
}

/** Another name of {@link ErrorDefinition}. */
export type ErrorMaker<Details> = ErrorDefinition<Details>

/** Defines an entry of the catalogue: a permanent code, and the message for what happened. */
export function defineError<Details>(
  code: string,
  message: (details: Details) => string,
): ErrorDefinition<Details> {
  const make = (details: Details, options?: ErrorOptions): OverwireError =>
    new OverwireError(code, cut(message(details)), options)
  return Object.assign(make, { code })
}

/** Messages quote values and templates, which may be of any length; logs should not be. */
const LONGEST = 8_000

function cut(message: string): string {
  return message.length > LONGEST ? `${message.slice(0, LONGEST)}… (cut)` : message
}
