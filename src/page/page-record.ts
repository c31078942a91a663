/**
 * The state of a page as data: what is kept of it when its trees are not, and what another process could make
 * it again from. A component's part of it is found by what the component is, never by its place in the text.
 */
import { DevalueError, parse, stringify } from 'devalue'
import { unstorableField } from '../errors/view.ts'
import { storedFields } from '../view/fields.ts'
import { classIdOf, type ComponentInstance } from './component-instance.ts'
import type { CustomTypes } from '../pubsub/custom-types.ts'
import type { PageServices } from './services.ts'

/** Changes when records are written in another way: those of another version are not read. */
export const RECORD_VERSION = 1

export interface PageRecord {
  readonly version: number
  readonly title: string | undefined
  /** The address of the page. */
  readonly location: string
  /** Of each root its number, and the place of its component among `components`. */
  readonly roots: readonly (readonly [root: number, component: number])[]
  /** Parents before children, in document order. */
  readonly components: readonly ComponentRecord[]
}

/** The state of one view or component. */
export interface ComponentRecord {
  /** The place of its parent among the records; -1 for a root. */
  readonly parent: number
  /** See `classIdOf`. */
  readonly type: string
  /** Undefined where it has none, or none that can be stored: then it is found by its place among its kind. */
  readonly key: RecordKey | undefined
  /** Its props, where they are data. They are not what it is known by. */
  readonly props: unknown
  /** Its fields; null when it had not finished mounting: then it mounts. */
  readonly fields: Record<string, unknown> | null
  /** What its resources store, in the order in which they were made. */
  readonly resources: readonly unknown[]
}

export type RecordKey = string | number | bigint | boolean

/** Above this many bytes a state is worth a warning. */
export const LARGE_STATE: number = 64 * 1024

/** What a record is made of. */
export interface RecordSource {
  readonly title: string | undefined
  readonly location: string
  readonly roots: readonly { readonly root: number; readonly instance: ComponentInstance }[]
  /** Everything that stands in the page, parents before children. */
  readonly instances: Iterable<ComponentInstance>
}

/** Writes a record. Throws where state cannot be stored. */
export function writeRecord(source: RecordSource, types: CustomTypes): string {
  const places = new Map<ComponentInstance, number>()
  const components: ComponentRecord[] = []
  for (const instance of source.instances) {
    places.set(instance, components.length)
    components.push(recordOf(instance, places, types))
  }
  const record: PageRecord = {
    version: RECORD_VERSION,
    title: source.title,
    location: source.location,
    roots: source.roots.map(({ root, instance }) => [root, places.get(instance) ?? -1]),
    components,
  }
  return stringify(record, reducers(types))
}

/** Reads a record that this application wrote; null when it is of another version. */
export function readRecord(text: string, types: CustomTypes): PageRecord | null {
  // Only our own authenticated or local text comes here, and its version says that it has this form.
  const record = parse(text, revivers(types)) as PageRecord
  return record.version === RECORD_VERSION ? record : null
}

/** The key of a component, where it can be stored. */
export function recordKeyOf(key: unknown): RecordKey | undefined {
  return typeof key === 'string' ||
    typeof key === 'number' ||
    typeof key === 'bigint' ||
    typeof key === 'boolean'
    ? key
    : undefined
}

/** The text of a value as records hold it; null where it is no data. */
export function storedText(value: unknown, types: CustomTypes): string | null {
  try {
    return stringify(value, reducers(types))
  } catch {
    return null
  }
}

/** Reports, once for each instance, a field that cannot be stored: for development, after each render. */
export function checkStorable(instance: ComponentInstance, services: PageServices): void {
  if (instance.checked) return
  for (const [field, value] of Object.entries(storedFields(instance.component))) {
    try {
      stringify(value, reducers(services.types))
    } catch (error) {
      instance.checked = true
      const path = error instanceof DevalueError ? error.path : ''
      const reason = error instanceof Error ? error.message : String(error)
      services.report(unstorableField({ path: `${instance.name}.${field}${path}`, reason }), instance.name)
    }
  }
}

function recordOf(
  instance: ComponentInstance,
  places: ReadonlyMap<ComponentInstance, number>,
  types: CustomTypes,
): ComponentRecord {
  const { parent, given, props } = instance
  return {
    parent: parent ? (places.get(parent) ?? -1) : -1,
    type: classIdOf(instance.type),
    key: recordKeyOf(given.key),
    props: storedText(props, types) === null ? undefined : props,
    // What only `mount` can begin again mounts again.
    fields: instance.state === 'ready' && instance.scope.restorable ? storedFields(instance.component) : null,
    resources: instance.scope.storedResources(),
  }
}

function reducers(types: CustomTypes): Record<string, (value: unknown) => unknown> {
  return Object.fromEntries(
    Object.entries(types).map(([name, type]) => [name, (value: unknown) => type.reduce(value)]),
  )
}

function revivers(types: CustomTypes): Record<string, (stored: unknown) => unknown> {
  return Object.fromEntries(
    Object.entries(types).map(([name, type]) => [name, (stored: unknown) => type.revive(stored)]),
  )
}
