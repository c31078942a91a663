/** Rows of a list: the server gives them ids and says where they stand. */
import type {
  InsertedRows,
  ListDifference,
  NewInstance,
  PartChanges,
  RowIds,
  RowRun,
} from '../../protocol/differences.ts'
import { core } from '../modules/core.ts'
import { nodesOf } from '../modules/nodes-of.ts'
import type { Instance, RowPlace } from '../parts.ts'
import { idsIn, idsOf } from './row-ids.ts'
import { RowsByIds } from './rows.ts'

/** The end of the list, where an operation names the row to stand before. */
const END = -1

/** Rows in the order of the server, which gives new rows ids that count on from the first. */
export class List extends RowsByIds {
  constructor(part: RowPlace, ids?: RowIds) {
    super(part, idsOf(ids))
  }

  /** Rows before a node or at the end. */
  insert(runs: readonly RowRun[], before: Node | null): void {
    const fragment = core.page.createDocumentFragment()
    for (const [template, ...rows] of runs) {
      // What follows the template are rows.
      for (const values of rows) fragment.append(this.make(this.takeId(), template, values))
    }
    core.natural(this.part.parent()).insertBefore(fragment, before)
  }

  apply({ u = [], s = [], x = [], o = [] }: ListDifference): void {
    // Ids and what belongs to them alternate in `u` and `s`.
    for (let at = 0; at < u.length; at += 2) this.row(u[at] as number).apply(u[at + 1] as PartChanges)
    for (let at = 0; at < s.length; at += 2) {
      // Ids and instances alternate.
      const [template, ...values] = s[at + 1] as NewInstance
      // As above.
      this.replace(s[at] as number, template, values)
    }
    for (const id of idsIn(x)) this.remove(id)
    for (const [before, what] of o) this.#place(before, what)
  }

  #place(before: number, what: number | InsertedRows): void {
    const reference = before === END ? this.part.end : this.row(before).first
    if (typeof what === 'number') this.#move(this.row(what), reference)
    else {
      const [first, ...runs] = what
      if (this.rows.has(first)) throw new Error('row ids')
      this.ids = idsOf([first])
      this.insert(runs, reference)
    }
  }

  /**
   * A row with the focus stays, and others move around it. A key that is pressed at that moment is lost for an element that
   * moves: it has no focus for a while, and where it keeps that, Firefox 153 has no box for it yet.
   */
  #move(row: Instance, before: Node | null): void {
    const { natural, page } = core
    const parent: MovingParent = natural(this.part.parent())
    const nodes = nodesOf(row)
    let moved: readonly Node[] = nodes
    let to = before
    if (nodes.some((node) => natural(node).contains(page.activeElement))) {
      // The last stands for the end, before which there may be no node. It is never moved.
      const all = [...parent.childNodes, null] as Node[]
      // Rows have nodes.
      const start = all.indexOf(nodes[0] as Node)
      const end = start + nodes.length
      // A node or the end.
      const target = all.indexOf(before as Node)
      moved = target < start ? all.slice(target, start) : all.slice(end, target)
      // As above.
      to = all[target < start ? end : start] as Node
    }
    for (const node of moved) {
      // Where it exists, what moves keeps its focus, its scroll position, its playing media and its frames.
      if (parent.moveBefore && natural(node).isConnected) parent.moveBefore(node, to)
      else parent.insertBefore(node, to)
    }
  }
}

interface MovingParent extends Node {
  moveBefore?(node: Node, before: Node | null): void
}
