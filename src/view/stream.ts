import type { TemplateResult } from '../template/html.ts'
import type { InstanceLike, StreamSource } from '../template/tree.ts'
import { Holder } from './holder.ts'
import type { StreamEntry } from './runtime.ts'
import type { Scope } from './scope.ts'

/**
 * Rows that live in the browser alone. Made by `this.live.stream`. Until a browser shows the stream, rows
 * wait here for the render that does; from then on each call travels to the browser and is forgotten.
 */
export class Stream<Item> extends Holder implements StreamSource {
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

  pending(): { readonly keys: readonly string[]; readonly rows: readonly InstanceLike[] } {
    return { keys: [...this.#waiting.keys()], rows: [...this.#waiting.values()] }
  }

  /** The rows that waited have reached the browser. */
  sent(): void {
    this.#waiting.clear()
  }

  #add(how: 'append' | 'prepend' | 'reset', items: readonly Item[]): void {
    const rows = items.map((item) => ({ key: String(this.#key(item)), rendered: this.#template(item) }))
    const port = this.#scope.runtime.stream(this)
    if (port) port.add(how, rows)
    else this.#wait(how, rows)
  }

  #wait(
    how: 'append' | 'prepend' | 'reset',
    rows: readonly (StreamEntry & { rendered: TemplateResult })[],
  ): void {
    const added = rows.map((row) => [row.key, row.rendered] as const)
    if (how === 'prepend') {
      const fresh = added.filter(([key]) => !this.#waiting.has(key))
      for (const [key, rendered] of added) if (this.#waiting.has(key)) this.#waiting.set(key, rendered)
      this.#waiting = new Map([...fresh, ...this.#waiting])
    } else {
      if (how === 'reset') this.#waiting.clear()
      for (const [key, rendered] of added) this.#waiting.set(key, rendered)
    }
  }
}
