import { stringify, parse, DevalueError } from 'devalue'
import { unstorableField } from '../errors/view.ts'
import { reducersOf, reviversOf, type CustomTypes } from '../pubsub/custom-types.ts'
import { restoreFields, storedFields } from '../view/fields.ts'
import type { ComponentInstance } from './component-instance.ts'
import type { PageServices } from './services.ts'

/** Fields of what stood in a page, parents before children in document order, as one text. */
export type SnapshotText = string

/** Above this many bytes a state is worth a warning. */
export const LARGE_STATE: number = 64 * 1024

/** Writes the state of what stands in a page. What has not finished mounting is left out: it mounts again. */
export function takeSnapshot(standing: Iterable<ComponentInstance>, types: CustomTypes): SnapshotText {
  const entries = []
  for (const mounted of standing) {
    entries.push([mounted.name, mounted.state === 'ready' ? storedFields(mounted.instance) : null])
  }
  return stringify(entries, reducersOf(types))
}

/**
 * Gives each view and component its fields back. A tree renders equally from equal state, so they are asked
 * for in the order in which they were written; from the first that does not fit, all mount anew.
 */
export class SnapshotReader {
  readonly #entries: [name: string, fields: Record<string, unknown> | null][]

  constructor(text: SnapshotText, types: CustomTypes) {
    // Our own text, kept in this process.
    this.#entries = parse(text, reviversOf(types)) as [string, Record<string, unknown> | null][]
  }

  /** False when there is nothing for it: it must mount. */
  restore(mounted: ComponentInstance): boolean {
    const [name, fields] = this.#entries.shift() ?? []
    if (name !== mounted.name) {
      this.#entries.length = 0
      return false
    }
    if (!fields) return false
    restoreFields(mounted.instance, fields)
    return true
  }
}

/** Reports, once for each view, a field that cannot be stored: for development, after each render. */
export function checkStorable(mounted: ComponentInstance, services: PageServices): void {
  if (mounted.checked) return
  for (const [field, value] of Object.entries(storedFields(mounted.instance))) {
    try {
      stringify(value, reducersOf(services.types))
    } catch (error) {
      mounted.checked = true
      const path = error instanceof DevalueError ? error.path : ''
      const reason = error instanceof Error ? error.message : String(error)
      services.report(unstorableField({ path: `${mounted.name}.${field}${path}`, reason }), mounted.name)
    }
  }
}
