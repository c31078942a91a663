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
import type { RowPlace } from '../parts.ts'
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
    if (typeof what === 'number') this.move(this.row(what), reference)
    else {
      const [first, ...runs] = what
      if (this.rows.has(first)) throw new Error('row ids')
      this.ids = idsOf([first])
      this.insert(runs, reference)
    }
  }
}
