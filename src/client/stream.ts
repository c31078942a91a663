import type { StreamRow } from '../protocol/differences.ts'
import { natural } from './clobbering.ts'
import { withModule } from './lazy-modules.ts'
import type { Instance, RowPlace } from './parts.ts'
import type { StreamChange } from './additions.ts'
import { Rows } from './rows.ts'

/** The rows of all streams by their first nodes. */
const streamRows: WeakMap<Node, Instance> = new WeakMap()

/**
 * Rows that the browser alone keeps, known by their keys. How they come and go is a module of its own; those that
 * the page shows already are found without it.
 */
export class Stream extends Rows<string> {
  /** `keys` are those of the rows that the page shows already. */
  constructor(part: RowPlace, keys: readonly string[] = []) {
    super(part, keys.values())
  }

  override adopt(row: Instance): void {
    super.adopt(row)
    // It has nodes by now.
    streamRows.set(row.first as Node, row)
  }

  /** Rows come or go: now, or when the module is there, in their order. */
  change(how: StreamChange, rows: readonly (StreamRow | string)[]): void {
    withModule('liveStreams', (kind) => kind.change(this, how, rows))
  }
}

/** The key of the outermost stream row around a node that is still within the element. */
export function rowKey(inside: Node, within: Element): string | undefined {
  let key: string | undefined
  for (let node: Node | null = inside; node && node !== within; node = natural(node).parentNode) {
    // A row begins with the node or before it.
    let first: Node | null = node
    while (first && !streamRows.has(first)) first = natural(first).previousSibling
    const row = first && streamRows.get(first)
    // Whatever it is, it is found by being the same.
    if (row?.nodes().includes(node as ChildNode)) key = String(row.id)
  }
  return key
}
