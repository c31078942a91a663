/** Classes of the application that state and messages may hold, by name, as devalue takes them. */
export interface CustomTypes {
  readonly [name: string]: {
    /** What to store of a value of this class; false or undefined for any other value. */
    reduce(value: unknown): unknown
    revive(stored: unknown): unknown
  }
}

/** How devalue writes them. */
export function reducersOf(types: CustomTypes): Record<string, (value: unknown) => unknown> {
  return Object.fromEntries(
    Object.entries(types).map(([name, type]) => [name, (value: unknown) => type.reduce(value)]),
  )
}

/** How devalue reads them. */
export function reviversOf(types: CustomTypes): Record<string, (stored: unknown) => unknown> {
  return Object.fromEntries(
    Object.entries(types).map(([name, type]) => [name, (stored: unknown) => type.revive(stored)]),
  )
}
