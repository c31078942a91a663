/** Every error that this library throws. `code` is permanent; the message is for people and may change. */
export class OverwireError extends Error {
  override readonly name = 'OverwireError'
  readonly code: string

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

/** One entry of the catalogue: calling it makes the error. */
export interface ErrorDefinition<Details> {
  (details: Details, options?: ErrorOptions): OverwireError
  readonly code: string
}

/** Adds an entry to the catalogue: a permanent code, and the message for what happened. */
export function defineError<Details>(
  code: string,
  message: (details: Details) => string,
): ErrorDefinition<Details> {
  const make = (details: Details, options?: ErrorOptions): OverwireError =>
    new OverwireError(code, message(details), options)
  return Object.assign(make, { code })
}
