/** Rows that are not shown. They stand where they are: the server may still change them. */
import type { RowCommand } from '../../protocol/differences.ts'
import { core } from '../modules/core.ts'
import type { ExpectedRows, Find } from './expected-part.ts'

/** Rows that are not shown now. */
const unseen = new Set<Element>()
/** Rows that were not shown when the change that is under way began. */
let unseenBefore = new WeakSet<Element>()

/** Whether users see this row no more, although it is there. */
export function isUnseen(row: Element): boolean {
  return unseen.has(row)
}

/** Whether it was so when the change began that is under way, or has just been made. */
export function wasUnseen(row: Element): boolean {
  return unseenBefore.has(row)
}

/** A change begins: what is not shown now is what users have not seen before it. */
export function noteUnseen(): void {
  unseenBefore = new WeakSet(unseen)
}

export class RemovedRow implements ExpectedRows {
  readonly #target: RowCommand[1]
  readonly #hidden = new Map<HTMLElement, readonly [display: string, priority: string]>()

  constructor(target: RowCommand[1]) {
    this.#target = target
  }

  apply(find: Find): void {
    for (const row of find(this.#target)) {
      const { style } = core.natural(row)
      if (!this.#hidden.has(row))
        this.#hidden.set(row, [style.getPropertyValue('display'), style.getPropertyPriority('display')])
      style.setProperty('display', 'none', 'important')
      unseen.add(row)
    }
  }

  /** What others hide too is noted as it is without this one, and what the server renders is seen. */
  suspend(): void {
    for (const [row, before] of this.#hidden) {
      core.natural(row).style.setProperty('display', ...before)
      unseen.delete(row)
    }
    this.#hidden.clear()
  }

  end(): void {
    this.suspend()
  }
}
