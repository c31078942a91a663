import type { StreamRow } from '../protocol/differences.ts'
import { changeStream } from './lazy-modules.ts'
import type { Instance, RowPlace } from './parts.ts'
import type { StreamChange } from './port.ts'
import { Rows } from './rows.ts'

/** The rows of all streams by their first nodes. */
export const streamRows: WeakMap<Node, Instance> = new WeakMap()

/**
 * Rows that the browser alone keeps, known by their keys. How they come and go is a module of its own; those that
 * the page shows already are found without it.
 */
export class Stream extends Rows<string> {
  /** The keys of the rows that the page shows already and that are not bound yet. */
  readonly #keys: Iterator<string>

  constructor(part: RowPlace, keys: readonly string[] = []) {
    super(part)
    this.#keys = keys.values()
  }

  claim(): string {
    // There are as many keys as rows.
    return this.#keys.next().value as string
  }

  override adopt(row: Instance): void {
    super.adopt(row)
    // It has nodes by now.
    streamRows.set(row.first as Node, row)
  }

  /** Rows come or go: now, or when the module is there, in their order. */
  change(how: StreamChange, rows: readonly (StreamRow | string)[]): void {
    changeStream((kind) => kind.change(this, how, rows))
  }
}
