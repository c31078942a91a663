import type { TemplateResult, StreamSource } from '../template/template-value.ts'
import { Resource } from './resource.ts'
import type { StreamEntries } from './runtime.ts'
import type { Scope } from './scope.ts'

/**
 * Rows that live in the browser alone. Made by `this.live.stream`. Until a browser shows the stream, rows
 * wait here for the render that does; from then on each call travels to the browser and is forgotten.
 */
export class Stream<Item> extends Resource implements StreamSource {
  readonly kind = 'stream-source'
  readonly #scope: Scope
  readonly #key: (item: Item) => string | number
  readonly #template: (item: Item) => TemplateResult
  #waiting = new Map<string, TemplateResult>()

  constructor(scope: Scope, key: (item: Item) => string | number, template: (item: Item) => TemplateResult) {
    super()
    this.#scope = scope
    this.#key = key
    this.#template = template
  }

  /** Adds rows at the end. A row whose key is there already is replaced where it stands. */
  append(...items: readonly Item[]): void {
    this.#add('append', items)
  }

  /** Adds rows at the start, the first of them first. A row whose key is there already is replaced where it stands. */
  prepend(...items: readonly Item[]): void {
    this.#add('prepend', items)
  }

  /** Replaces all rows. */
  reset(items: readonly Item[] = []): void {
    this.#add('reset', items)
  }

  /** Removes rows by their keys. Keys that are not there are ignored. */
  remove(...keys: readonly (string | number)[]): void {
    const names = keys.map(String)
    const port = this.#scope.runtime.stream(this)
    if (port) port.remove(names)
    else for (const name of names) this.#waiting.delete(name)
  }

  pending(): StreamEntries {
    return { keys: [...this.#waiting.keys()], rows: [...this.#waiting.values()] }
  }

  /** The rows that waited have reached the browser. */
  sent(): void {
    this.#waiting.clear()
  }

  #add(how: 'append' | 'prepend' | 'reset', items: readonly Item[]): void {
    const port = this.#scope.runtime.stream(this)
    const entries = items.map((item) => [String(this.#key(item)), this.#template(item)] as const)
    if (port) port.add(how, { keys: entries.map(([key]) => key), rows: entries.map(([, row]) => row) })
    else this.#wait(how, new Map(entries))
  }

  /** As the browser does it: a key that is there is replaced in place. */
  #wait(how: 'append' | 'prepend' | 'reset', added: ReadonlyMap<string, TemplateResult>): void {
    const before = how === 'reset' ? new Map<string, TemplateResult>() : this.#waiting
    this.#waiting =
      how === 'prepend'
        ? new Map([...fresh(added, before), ...before, ...added])
        : new Map([...before, ...added])
  }
}

function fresh<Row>(added: ReadonlyMap<string, Row>, before: ReadonlyMap<string, Row>): [string, Row][] {
  return [...added].filter(([key]) => !before.has(key))
}
