import type { PartValue } from '../protocol/differences.ts'
import { natural } from './clobbering.ts'
import { fragmentOf, type Instance, type RowId, type RowPlace } from './parts.ts'

/** Instances side by side in a child part, found by their ids. Their order is that of the DOM. */
export class Rows<Id extends RowId> {
  readonly part: RowPlace
  readonly rows: Map<Id, Instance> = new Map()
  /** Those of the rows that come next. */
  ids: Iterator<Id>

  constructor(part: RowPlace, ids: Iterator<Id>) {
    this.part = part
    this.ids = ids
  }

  /** What the next step of a path leads to. */
  at(step: RowId): Instance | undefined {
    // A step of another type is the id of no row.
    return this.rows.get(step as Id)
  }

  /** The id of the row that comes next. */
  takeId(): Id {
    // There are as many as rows.
    return this.ids.next().value as Id
  }

  /** The row of this id. */
  row(id: Id): Instance {
    // One that is not there throws where it is used, as it must.
    return this.rows.get(id) as Instance
  }

  /** Takes a row that stands where it belongs. */
  adopt(row: Instance): void {
    // Rows have ids.
    this.rows.set(row.id as Id, row)
  }

  /** Makes a row, which stands nowhere yet: its nodes are in the fragment that is returned. */
  make(id: Id, template: number, values: readonly PartValue[]): Node {
    const row = this.part.create(this.part, id, template, values)
    this.adopt(row)
    return fragmentOf(row)
  }

  /** Puts another instance in the place of a row, under its id. What a script has removed stays removed. */
  replace(id: Id, template: number, values: readonly PartValue[]): void {
    const nodes = this.row(id).nodes()
    if (nodes[0]) natural(nodes[0]).before(this.make(id, template, values))
    for (const node of nodes) natural(node).remove()
  }

  remove(id: Id): void {
    for (const node of this.row(id).nodes()) natural(node).remove()
    this.rows.delete(id)
  }
}
