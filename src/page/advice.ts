import { MutatedProps } from './mutated-props.ts'

/** Advice to authors at work: warnings of development, each written once in the life of an application. */
export class Advice {
  readonly mutatedProps: MutatedProps = new MutatedProps()
  readonly #warn: (message: string) => void
  readonly #given = new Set<string>()

  constructor(warn: (message: string) => void) {
    this.#warn = warn
  }

  /** `place` names what it is about and where that is written: the same is not said of it twice. */
  once(place: string, message: () => string): void {
    if (this.#given.has(place) || this.#given.size >= MANY) return
    this.#given.add(place)
    this.#warn(message())
  }
}

/** More than anybody reads. */
const MANY = 1_000
