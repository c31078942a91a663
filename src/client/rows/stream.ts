/** Rows of a stream: the browser alone keeps them, by their keys. */
import type { StreamRow } from '../../protocol/differences.ts'
import type { StreamChange } from '../additions.ts'
import { core } from '../modules/core.ts'
import { nodesOf } from '../modules/nodes-of.ts'
import type { Instance, Part, RowId, RowPlace } from '../parts.ts'
import { RowsByIds } from './rows.ts'

/** The rows of all streams by their first nodes. */
const streamRows: WeakMap<Node, Instance> = new WeakMap()

/** Rows that the browser alone keeps, known by their keys. */
export class Stream extends RowsByIds {
  override readonly isStream: boolean = true

  /** `keys` are those of the rows that the page shows already. */
  constructor(part: RowPlace, keys: readonly string[] = []) {
    super(part, keys.values())
  }

  override adopt(row: Instance): void {
    super.adopt(row)
    // It has nodes by now.
    streamRows.set(row.first as Node, row)
  }

  /** Rows come or go. */
  change(how: StreamChange, rows: readonly (StreamRow | string | null)[]): void {
    // Keys go with `remove`.
    if (how === 'remove') return this.#drop(rows as readonly string[])
    if (how === 'reset') this.#drop(this.rows.keys())
    const { part } = this
    const to = how === 'prepend' ? part.top() : part.end
    // Rows go with all others.
    if (how !== 'before') return this.#add(rows as readonly StreamRow[], to)
    // Before them a key, which may be null: then no row has it.
    const [key, ...placed] = rows as [key: string, ...StreamRow[]]
    return this.#add(placed, this.rows.get(key)?.first ?? to, true)
  }

  /** Rows before a node. One whose key is there already takes the new values where it stands, or goes there too. */
  #add(rows: readonly StreamRow[], to: Node | null, moves?: boolean): void {
    const fragment = core.page.createDocumentFragment()
    const insert = (): Node => core.natural(this.part.parent()).insertBefore(fragment, to)
    for (const [key, template, ...values] of rows) {
      const row = this.rows.get(key)
      if (!row) fragment.append(this.make(key, template, values))
      else if (row.template === core.templateOf(template) && !row.parts.some(isMerged)) {
        values.forEach((value, index) => row.parts[index]?.apply(value))
      } else this.replace(key, template, values)
      if (row && moves) {
        insert()
        this.move(this.row(key), to)
      }
    }
    insert()
  }

  /** A row that is not there any more is no loss. */
  #drop(keys: Iterable<RowId>): void {
    for (const key of keys) if (this.rows.has(key)) this.remove(key)
  }
}

/** Styles and spreads take what changed in them; what they show besides is not known. */
function isMerged({ bound }: Part): boolean {
  return /^[~*]/.test(bound ?? '')
}

/** The key of the outermost stream row around a node that is still within the element. */
export function rowKey(inside: Node, within: Element): string | undefined {
  let key: string | undefined
  for (let node: Node | null = inside; node && node !== within; node = core.natural(node).parentNode) {
    // A row begins with the node or before it.
    let first: Node | null = node
    while (first && !streamRows.has(first)) first = core.natural(first).previousSibling
    const row = first && streamRows.get(first)
    // Whatever it is, it is found by being the same.
    if (row && nodesOf(row).includes(node as ChildNode)) key = String(row.id)
  }
  return key
}
