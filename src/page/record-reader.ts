import { restoreFields } from '../view/fields.ts'
import { reporting, runAuthorCode } from './author-code.ts'
import { classIdOf, type ComponentInstance } from './component-instance.ts'
import { recordKeyOf, storedText, type ComponentRecord, type PageRecord } from './page-record.ts'
import type { PageServices } from './services.ts'

/**
 * Gives the components of a page their state back. A component finds its record by its parent's record, its
 * class, and its key, or else its place among those of its class in that parent. What finds none mounts, and
 * so does all below it.
 */
export class RecordReader {
  readonly #record: PageRecord
  readonly #services: PageServices
  /** The places of records that nobody has claimed, by parent and class. */
  readonly #unclaimed = new Map<string, number[]>()
  readonly #places = new Map<ComponentInstance, number>()

  constructor(record: PageRecord, services: PageServices) {
    this.#record = record
    this.#services = services
    for (const [place, { parent, type }] of record.components.entries()) {
      const kin = this.#unclaimed.get(kinOf(parent, type))
      if (kin) kin.push(place)
      else this.#unclaimed.set(kinOf(parent, type), [place])
    }
  }

  /** False when there is no state for it: it must mount. */
  restore(instance: ComponentInstance): boolean {
    const place = this.#claim(instance)
    const record = place === undefined ? undefined : this.#record.components[place]
    if (place === undefined || !record) return false
    this.#places.set(instance, place)
    if (!record.fields) return false
    restoreFields(instance.component, record.fields)
    instance.scope.restoreResources(record.resources)
    this.#compareProps(instance, record)
    return true
  }

  #claim(instance: ComponentInstance): number | undefined {
    const parent = instance.parent ? this.#places.get(instance.parent) : -1
    if (parent === undefined) return undefined
    const kin = this.#unclaimed.get(kinOf(parent, classIdOf(instance.type))) ?? []
    const key = recordKeyOf(instance.given.key)
    const found = kin.findIndex((place) => Object.is(this.#record.components[place]?.key, key))
    return found === -1 ? undefined : kin.splice(found, 1)[0]
  }

  /** Other props than those that it had are a change of props. */
  #compareProps(instance: ComponentInstance, { props }: ComponentRecord): void {
    const { component, props: given } = instance
    if (props === undefined || !('changed' in component)) return
    const { types } = this.#services
    if (storedText(props, types) === storedText(given, types)) return
    // What was stored as props is an object of them.
    const previous = props as Readonly<Record<string, unknown>>
    runAuthorCode(
      () => component.changed?.(previous),
      reporting((error) => this.#services.report(error, instance.name)),
    )
  }
}

function kinOf(parent: number, type: string): string {
  return `${parent} ${type}`
}
