import type { StreamRow } from '../protocol/differences.ts'
import type { ChildPart } from './child-part.ts'
import type { Instance } from './parts.ts'
import { Rows } from './rows.ts'

/** The rows of all streams by their first nodes. */
const streamRows = new WeakMap<Node, Instance>()

/** Rows that the browser alone keeps, known by their keys. */
export class Stream extends Rows<string> {
  /** The keys of the rows that the page shows already and that are not bound yet. */
  readonly #keys: Iterator<string>

  constructor(part: ChildPart, keys: readonly string[] = []) {
    super(part)
    this.#keys = keys.values()
  }

  claim(): string {
    return String(this.#keys.next().value)
  }

  /** Rows at the end or the start. One whose key is there already takes the new values where it stands. */
  add(rows: readonly StreamRow[], atEnd: boolean): void {
    const fragment = document.createDocumentFragment()
    for (const [key, template, ...values] of rows) {
      const row = this.rows.get(key)
      if (!row) fragment.append(this.make(key, template, values))
      else if (row.template !== template) this.replace(key, template, values)
      else values.forEach((value, index) => row.parts[index]?.apply(value))
    }
    const { part } = this
    part.parent().insertBefore(fragment, atEnd ? part.end : part.start.nextSibling)
  }

  /** A row that is not there any more is no loss. */
  drop(keys: readonly string[]): void {
    for (const key of keys) if (this.rows.has(key)) this.remove(key)
  }

  override adopt(row: Instance): void {
    super.adopt(row)
    // It has nodes by now.
    streamRows.set(row.first as Node, row)
  }
}

/** The key of the outermost stream row around a node that is still within the element. */
export function rowKey(inside: Node, within: Element): string | undefined {
  let key: string | undefined
  for (let node: Node | null = inside; node && node !== within; node = node.parentNode) {
    // A row begins with the node or before it.
    for (let first: Node | null = node; first; first = first.previousSibling) {
      const row = streamRows.get(first)
      if (row?.nodes().some((each) => each === node)) key = String(row.id)
      if (row) break
    }
  }
  return key
}
