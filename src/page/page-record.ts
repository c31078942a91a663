/**
 * The state of a page as data: what is kept of it when its trees are not, and what another process could make
 * it again from. A component's part of it is found by what the component is, never by its place in the text.
 */
import { DevalueError, parse, stringify } from 'devalue'
import { unstorableField } from '../errors/view.ts'
import { reducersOf, reviversOf, type CustomTypes } from '../pubsub/custom-types.ts'
import type { ComponentNode } from '../template/tree/tree.ts'
import { storedFields } from '../view/fields.ts'
import type { Head } from '../view/head.ts'
import type { StoredResource } from '../view/scope.ts'
import { classIdOf, type ComponentInstance } from './component-instance.ts'
import type { DocumentRecord } from './head/page-document.ts'
import { recordKeyOf, type RecordIdentity } from './record-keys.ts'
import { instancesWithKeys, type InstanceWithKeys } from './record-walk.ts'
import type { PageServices } from './services.ts'

/** Changes when records are written in another way: those of another version are not read. */
export const RECORD_VERSION = 3

export interface PageRecord {
  readonly version: number
  /** What the document shows of its views, where that is anything. */
  readonly document: DocumentRecord | undefined
  /** The address of the page. */
  readonly location: string
  /** Of each root its number, and the place of its component among `components`. */
  readonly roots: readonly (readonly [root: number, component: number])[]
  /** Parents before children, in document order. */
  readonly components: readonly ComponentRecord[]
  /** JSON of the effects that wait for the browser. */
  readonly effects: readonly string[]
}

/** The state of one view or component. */
export interface ComponentRecord extends RecordIdentity {
  /** The place of its parent among the records; -1 for a root. */
  readonly parent: number
  /** See `classIdOf`. */
  readonly type: string
  /** Those of its props that are data. They are not what it is known by. */
  readonly props: Readonly<Record<string, unknown>>
  /** Its fields; null when it had not finished mounting, or when only `mount` can make all of it again. */
  readonly fields: Record<string, unknown> | null
  /** What it says of the document; nothing when it mounts again. */
  readonly head: Head | undefined
  /** What its resources store. */
  readonly resources: readonly StoredResource[]
}

/** Above this many bytes a state is worth a warning. */
export const LARGE_STATE: number = 64 * 1024

/** A root of the page, with its tree where it has one. */
export interface RecordRoot {
  readonly root: number
  readonly instance: ComponentInstance
  readonly node: ComponentNode | null
}

/** What a record is made of. */
export interface RecordSource {
  readonly document: DocumentRecord | undefined
  readonly location: string
  readonly roots: readonly RecordRoot[]
  readonly effects: readonly string[]
}

/** Writes a record. Throws where state cannot be stored. */
export function writeRecord(
  { document, location, roots, effects }: RecordSource,
  types: CustomTypes,
): string {
  const places = new Map<ComponentInstance, number>()
  const components: ComponentRecord[] = []
  for (const { instance, node } of roots) {
    const found = node === null ? [{ instance, within: [] }] : instancesWithKeys(node)
    for (const each of found) {
      places.set(each.instance, components.length)
      components.push(recordOf(each, places, types))
    }
  }
  // What mounts again asks for its effects again.
  const isWhole = components.every(({ fields }) => fields !== null)
  const record: PageRecord = {
    version: RECORD_VERSION,
    document,
    location,
    roots: roots.map(({ root, instance }) => [root, places.get(instance) ?? -1]),
    components,
    effects: isWhole ? effects : [],
  }
  return stringify(record, reducersOf(types))
}

/** Reads a record that this application wrote; null when it is of another version, or holds what is not known here. */
export function readRecord(text: string, types: CustomTypes): PageRecord | null {
  try {
    // Only our own text comes here, and its version says that it has this form.
    const record = parse(text, reviversOf(types)) as PageRecord
    return record.version === RECORD_VERSION ? record : null
  } catch {
    // It names a class that `types` does not hold (any more).
    return null
  }
}

/** The text of a value as records hold it; null where it is no data. */
export function storedText(value: unknown, types: CustomTypes): string | null {
  try {
    return stringify(value, reducersOf(types))
  } catch {
    return null
  }
}

/** What {@link storedText} has written; undefined where the application does not know it any more. */
export function readStoredText(text: string, types: CustomTypes): unknown {
  try {
    return parse(text, reviversOf(types))
  } catch {
    return undefined
  }
}

/** Those of the props that are data. */
export function dataProps(
  props: Readonly<Record<string, unknown>>,
  types: CustomTypes,
): Readonly<Record<string, unknown>> {
  if (storedText(props, types) !== null) return props
  return Object.fromEntries(Object.entries(props).filter(([, value]) => storedText(value, types) !== null))
}

/** Reports, once for each instance, a field that cannot be stored: for development, after each render. */
export function checkStorable(instance: ComponentInstance, services: PageServices): void {
  if (instance.checked) return
  const check = (field: string, read: () => unknown): void => {
    try {
      stringify(read(), reducersOf(services.types))
    } catch (error) {
      instance.checked = true
      const path = error instanceof DevalueError ? error.path : ''
      const reason = error instanceof Error ? error.message : String(error)
      services.report(unstorableField({ path: `${instance.name}${field}${path}`, reason }), instance.name)
    }
  }
  // A field may be a getter that throws.
  check('', () => {
    for (const [field, value] of Object.entries(storedFields(instance.component)))
      check(`.${field}`, () => value)
  })
}

function recordOf(
  { instance, within }: InstanceWithKeys,
  places: ReadonlyMap<ComponentInstance, number>,
  types: CustomTypes,
): ComponentRecord {
  const { parent, given, props, scope, head } = instance
  const isStored = instance.state === 'ready' && scope.restorable
  return {
    parent: parent ? (places.get(parent) ?? -1) : -1,
    type: classIdOf(instance.type),
    key: recordKeyOf(given.key),
    within,
    props: dataProps(props, types),
    fields: isStored ? storedFields(instance.component) : null,
    head: isStored ? head : undefined,
    resources: isStored ? scope.storedResources() : [],
  }
}
