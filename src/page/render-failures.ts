import type { Failure } from './author-code.ts'
import type { ComponentInstance } from './component-instance.ts'

/** Stands for a component that could not be constructed. */
export class Unconstructed implements Failure {
  readonly error: unknown
  constructor(error: unknown) {
    this.error = error
  }
}

/** A component that was rendered without what is around it has failed. */
export class FailedBelow {
  readonly instance: ComponentInstance
  readonly error: unknown
  constructor(instance: ComponentInstance, error: unknown) {
    this.instance = instance
    this.error = error
  }
}
