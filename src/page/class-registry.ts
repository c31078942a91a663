import { sharedClassId } from '../errors/page.ts'
import { classIdOf, type MountableClass } from './component-instance.ts'

/** Remembers which class has which id, and warns once when two have the same: for development. */
export class ClassRegistry {
  readonly #classes = new Map<string, WeakRef<MountableClass>>()
  readonly #warned = new Set<string>()

  check(type: MountableClass, warn: (message: string) => void): void {
    const id = classIdOf(type)
    const other = this.#classes.get(id)?.deref()
    if (other === type) return
    if (!other) this.#classes.set(id, new WeakRef(type))
    else if (!this.#warned.has(id)) {
      this.#warned.add(id)
      warn(sharedClassId({ id }).message)
    }
  }
}
