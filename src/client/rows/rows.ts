/** What rows of lists and of streams have in common. */
import type { PartValue } from '../../protocol/differences.ts'
import type { Rows } from '../additions.ts'
import { core } from '../modules/core.ts'
import { nodesOf } from '../modules/nodes-of.ts'
import type { Instance, RowId, RowPlace } from '../parts.ts'

/** Where rows have come. */
export const newPlaces: RowPlace[] = []

/** Instances side by side in a child part, found by their ids. Their order is that of the DOM. */
export class RowsByIds implements Rows {
  readonly part: RowPlace
  readonly isStream: boolean = false
  readonly rows: Map<RowId, Instance> = new Map()
  /** Those of the rows that come next. */
  ids: Iterator<RowId>

  constructor(part: RowPlace, ids: Iterator<RowId>) {
    this.part = part
    newPlaces.push(part)
    this.ids = ids
  }

  at(step: RowId): Instance | undefined {
    return this.rows.get(step)
  }

  takeId(): RowId {
    // There are as many as rows.
    return this.ids.next().value as RowId
  }

  row(id: RowId): Instance {
    // One that is not there throws where it is used, as it must.
    return this.rows.get(id) as Instance
  }

  adopt(row: Instance): void {
    // Rows have ids.
    this.rows.set(row.id as RowId, row)
  }

  make(id: RowId, template: number, values: readonly PartValue[]): Node {
    const row = this.part.create(this.part, id, template, values)
    this.adopt(row)
    // A new instance has nodes, and they stand in a fragment.
    return core.natural(row.first as Node).parentNode as Node
  }

  /** Puts another instance in the place of a row, under its id. What a script has removed stays removed. */
  replace(id: RowId, template: number, values: readonly PartValue[]): void {
    const nodes = nodesOf(this.row(id))
    if (nodes[0]) core.natural(nodes[0]).before(this.make(id, template, values))
    for (const node of nodes) core.natural(node).remove()
  }

  remove(id: RowId): void {
    for (const node of nodesOf(this.row(id))) core.natural(node).remove()
    this.rows.delete(id)
  }

  /**
   * A row with the focus stays, and others move around it. A key that is pressed at that moment is lost for an element that
   * moves: it has no focus for a while, and where it keeps that, Firefox 153 has no box for it yet.
   */
  move(row: Instance, before: Node | null): void {
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
