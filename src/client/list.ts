import type {
  IdRange,
  InsertedRows,
  ListDifference,
  NewInstance,
  PartChanges,
  RowIds,
  RowRun,
} from '../protocol/differences.ts'
import { keepCaret } from './caret.ts'
import type { Instance, RowsPlace } from './parts.ts'
import { Rows } from './rows.ts'

/** The end of the list, where an operation names the row to stand before. */
const END = -1

/** Rows in the order of the server, which names them: an id belongs to its row for the life of the list. */
export class List extends Rows<number> {
  /** The id of the row that comes next: never used before, never used again. */
  #next: number
  /** The ids of the rows that are there from the start. */
  readonly #first: Iterator<number, undefined>

  constructor(part: RowsPlace, [next, ...ranges]: RowIds = [0]) {
    super(part)
    this.#next = next
    this.#first = idsIn(ranges)
  }

  claim(): number {
    return this.#first.next().value ?? this.#next++
  }

  /** Rows before a node or at the end. */
  insert(runs: readonly RowRun[], before: Node | null): void {
    const fragment = document.createDocumentFragment()
    for (const [template, ...rows] of runs) {
      // What follows the template are rows.
      for (const values of rows) fragment.append(this.make(this.claim(), template, values))
    }
    this.part.parent().insertBefore(fragment, before)
  }

  apply({ u = [], s = [], x = [], o = [] }: ListDifference): void {
    // Ids and what belongs to them alternate in `u` and `s`.
    for (let at = 0; at < u.length; at += 2) this.row(u[at] as number).apply(u[at + 1] as PartChanges)
    for (let at = 0; at < s.length; at += 2) {
      // Ids and instances alternate.
      const [id, [template, ...values]] = s.slice(at) as [number, NewInstance]
      this.replace(id, template, values)
    }
    for (const id of idsIn(x)) this.remove(id)
    const place = (): void => o.forEach(([before, what]) => this.#place(before, what))
    if ('moveBefore' in Element.prototype) place()
    else keepFocus(place)
  }

  #place(before: number, what: number | InsertedRows): void {
    const reference = before === END ? this.part.end : this.row(before).first
    if (typeof what === 'number') this.#move(this.row(what), reference)
    else {
      const [first, ...runs] = what
      if (first !== this.#next) throw new Error('row ids')
      this.insert(runs, reference)
    }
  }

  #move(row: Instance, before: Node | null): void {
    const parent: MovingParent = this.part.parent()
    for (const node of row.nodes()) {
      // Where it exists, what moves keeps its focus, its scroll position, its playing media and its frames.
      if (parent.moveBefore) parent.moveBefore(node, before)
      else parent.insertBefore(node, before)
    }
  }
}

function* idsIn(ranges: readonly IdRange[]): Generator<number, undefined> {
  for (const range of ranges) {
    const [first, last] = typeof range === 'number' ? [range, range] : range
    for (let id = first; id <= last; id++) yield id
  }
}

interface MovingParent extends Node {
  moveBefore?(node: Node, before: Node | null): void
}

/** Gives the focus back to what lost it by being moved. */
function keepFocus(change: () => void): void {
  // A page with something to move has a body, which has the focus when nothing else has.
  const focused = document.activeElement as HTMLElement
  keepCaret(focused, () => {
    change()
    if (focused.isConnected && focused !== document.activeElement) focused.focus({ preventScroll: true })
  })
}
