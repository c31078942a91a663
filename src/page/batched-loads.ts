/** Components of one class that mount together, or get other props together, load together: `static loadMany`. */
import type { Component, LoadMany } from '../view/component.ts'
import type { ComponentInstance, MountableClass } from './component-instance.ts'

/** The batches of one page. Those of a class run one after the other: what an earlier one has read comes before what is newer. */
export class BatchedLoads {
  readonly #waiting = new Map<MountableClass, Batch>()
  readonly #running = new Map<MountableClass, Promise<void>>()

  /** Resolves when what it needs is loaded. Rejects with what `loadMany` throws. */
  add(instance: ComponentInstance, loadMany: LoadMany): Promise<void> {
    const { type } = instance
    let batch = this.#waiting.get(type)
    if (batch === undefined) {
      batch = new Batch()
      this.#waiting.set(type, batch)
      const before = this.#running.get(type) ?? Promise.resolve()
      const { instances } = batch
      // The render that has made the first of them makes the others before this runs.
      batch.loaded = before.then(() => {
        this.#waiting.delete(type)
        const components = [...instances].flatMap(({ scope, component }) =>
          // A class that has `loadMany` is a component's.
          scope.stopped ? [] : [component as Component],
        )
        return components.length > 0 ? loadMany.call(type, components) : undefined
      })
      const settled = batch.loaded.then(
        () => {},
        () => {},
      )
      this.#running.set(type, settled)
      void settled.then(() => {
        if (this.#running.get(type) === settled) this.#running.delete(type)
      })
    }
    batch.instances.add(instance)
    return batch.loaded
  }
}

class Batch {
  readonly instances = new Set<ComponentInstance>()
  loaded: Promise<void> = Promise.resolve()
}
