import type { StreamRow } from '../protocol/differences.ts'
import type { ChildPart } from './child-part.ts'
import type { Instance, Part } from './parts.ts'
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
    // There are as many keys as rows.
    return this.#keys.next().value as string
  }

  /** Rows at the end or the start. One whose key is there already takes the new values where it stands. */
  add(rows: readonly StreamRow[], atEnd: boolean): void {
    const fragment = document.createDocumentFragment()
    for (const [key, template, ...values] of rows) {
      const row = this.rows.get(key)
      if (!row) fragment.append(this.make(key, template, values))
      else if (row.template === template && !row.parts.some(isMerged)) {
        values.forEach((value, index) => row.parts[index]?.apply(value))
      } else this.replace(key, template, values)
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

/** Styles and spreads take what changed in them; what they show besides is not known. */
function isMerged({ bound }: Part): boolean {
  return /^[~*]/.test(bound ?? '')
}

/** The key of the outermost stream row around a node that is still within the element. */
export function rowKey(inside: Node, within: Element): string | undefined {
  let key: string | undefined
  for (let node: Node | null = inside; node && node !== within; node = node.parentNode) {
    // A row begins with the node or before it.
    for (let first: Node | null = node; first; first = first.previousSibling) {
      const row = streamRows.get(first)
      // Whatever it is, it is found by being the same.
      if (row?.nodes().includes(node as ChildNode)) key = String(row.id)
      if (row) break
    }
  }
  return key
}
