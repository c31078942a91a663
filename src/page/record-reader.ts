import { restoreFields } from '../view/fields.ts'
import type { CustomTypes } from '../pubsub/custom-types.ts'
import { classIdOf, type ComponentInstance } from './component-instance.ts'
import { dataProps, storedText, type ComponentRecord, type PageRecord } from './page-record.ts'
import { KeyPath, keyText, recordKeyOf, type RecordIdentity } from './record-keys.ts'

/** What became of a component that looked for its record. */
export type Restored =
  /** There is no state for it: it must mount. */
  | { readonly state: 'none' }
  /** `previous` are the props that it had, where they were others. */
  | { readonly state: 'restored'; readonly previous: Readonly<Record<string, unknown>> | null }

const NO_RECORD: Restored = { state: 'none' }

/**
 * Gives the components of a page their state back. A component finds its record by its parent's record, its
 * class, its key and the keys of the rows that it is in, and else by its place among those that are alike. What
 * finds none mounts, and so does all below it.
 */
export class RecordReader {
  /** Where the build goes on, for the components that it asks for. */
  readonly keys: KeyPath = new KeyPath()
  readonly #record: PageRecord
  readonly #types: CustomTypes
  /** The places of records that nobody has claimed, ascending, of those that are alike. */
  readonly #unclaimed = new Map<string, number[]>()
  /** The record that each component has claimed. */
  readonly #claimed = new Map<ComponentInstance, number>()

  constructor(record: PageRecord, types: CustomTypes) {
    this.#record = record
    this.#types = types
    for (const [place, component] of record.components.entries()) this.#offer(place, component)
  }

  restore(instance: ComponentInstance, root: number): Restored {
    const place = this.#claim(instance, root)
    const record = place === undefined ? undefined : this.#record.components[place]
    if (place === undefined || !record) return NO_RECORD
    this.#claimed.set(instance, place)
    if (!record.fields) return NO_RECORD
    restoreFields(instance.component, record.fields)
    instance.scope.restoreResources(record.resources)
    instance.head = record.head
    return { state: 'restored', previous: this.#previousProps(instance.props, record) }
  }

  /** The render that asked for the component is undone: the next one finds the record again. */
  release(instance: ComponentInstance): void {
    const place = this.#claimed.get(instance)
    const record = place === undefined ? undefined : this.#record.components[place]
    if (place === undefined || !record) return
    this.#claimed.delete(instance)
    this.#offer(place, record)
  }

  #offer(place: number, { parent, type, ...identity }: ComponentRecord): void {
    if (parent === -1) return
    const alike = alikeText(parent, type, identity)
    const places = this.#unclaimed.get(alike) ?? []
    places.push(place)
    this.#unclaimed.set(alike, places.length > 1 ? places.toSorted((one, other) => one - other) : places)
  }

  #claim(instance: ComponentInstance, root: number): number | undefined {
    const type = classIdOf(instance.type)
    if (!instance.parent) {
      const place = this.#record.roots.find(([number]) => number === root)?.[1]
      return place !== undefined && this.#record.components[place]?.type === type ? place : undefined
    }
    const parent = this.#claimed.get(instance.parent)
    if (parent === undefined) return undefined
    const identity = { key: recordKeyOf(instance.given.key), within: this.keys.within }
    return this.#unclaimed.get(alikeText(parent, type, identity))?.shift()
  }

  /** The props that it had; null where its data is the same. Functions are those that it has now. */
  #previousProps(
    given: Readonly<Record<string, unknown>>,
    { props }: ComponentRecord,
  ): Readonly<Record<string, unknown>> | null {
    const data = dataProps(given, this.#types)
    if (storedText(props, this.#types) === storedText(data, this.#types)) return null
    const functions = Object.entries(given).filter(([name]) => !(name in data))
    return { ...Object.fromEntries(functions), ...props }
  }
}

function alikeText(parent: number, type: string, { key, within }: RecordIdentity): string {
  return [parent, type, keyText(key), ...within.map(keyText)].join(' ')
}
