/**
 * A row that is seen in another place among its siblings. A step up or down is one past the neighbour that was seen there when it
 * happened: the server may have made the step already, or somebody else a longer one.
 */
import type { RowCommand } from '../../protocol/differences.ts'
import { core } from '../modules/core.ts'
import { keepFocus } from './keep-focus.ts'
import { isHere, LEAVING } from './leaving-mark.ts'
import { isUnseen } from './removed-row.ts'
import type { ExpectedRows, Find } from './expected-part.ts'

type MoveRow = Extract<RowCommand, readonly ['moveRow', ...unknown[]]>

type Place = readonly [at: ChildNode | Element, side: 'before' | 'after' | 'append']

export class MovedRow implements ExpectedRows {
  readonly #command: MoveRow
  /** Comments that stand where the rows belong, and the lists that show them meanwhile. */
  readonly #marks = new Map<HTMLElement, { readonly mark: Comment; readonly list: ParentNode | null }>()
  /** The neighbours that rows go past; null where there is none. */
  #passed = new WeakMap<Element, Element | null>()
  #at: Element | null = null

  constructor(command: MoveRow) {
    this.#command = command
  }

  apply(find: Find): void {
    for (const row of find(this.#command[1])) {
      const place = this.#marks.has(row) ? undefined : this.#placeOf(row)
      // A row is no place for itself.
      if (!place || core.natural(row).contains(place[0])) continue
      const mark = new Comment('.')
      core.natural(row).before(mark)
      moveTo(row, ...place)
      this.#marks.set(row, { mark, list: row.parentNode })
    }
  }

  suspend(): void {
    for (const [row, { mark, list }] of [...this.#marks].toReversed()) {
      // Others may have taken it, or what it belongs to.
      if (row.parentNode === list && mark.isConnected) moveTo(row, mark, 'before')
      mark.remove()
    }
    this.#marks.clear()
  }

  end(): void {
    this.suspend()
  }

  decideAgain(): void {
    this.#passed = new WeakMap()
  }

  /** Next to which element; undefined where it stays. */
  #placeOf(row: HTMLElement): Place | undefined {
    const [, , how, selector = ''] = this.#command
    const { parentElement: parent } = core.natural(row)
    if (!parent) return undefined
    switch (how) {
      case 'up': {
        const passed = this.#passedBy(row, -1)
        return passed && isBehind(row, passed) ? [passed, 'before'] : undefined
      }
      case 'down': {
        const passed = this.#passedBy(row, 1)
        return passed && isBehind(passed, row) ? [passed, 'after'] : undefined
      }
      case 'first':
        return placeIn(parent, 'first')
      case 'last':
        return placeIn(parent, 'last')
      case 'before': {
        const found = this.#found(() => matching(parent, selector) ?? firstIn(selector))
        return found ? [found, 'before'] : undefined
      }
      case 'into': {
        const list = this.#found(() => firstIn(selector))
        return list ? placeIn(list, 'last') : undefined
      }
    }
  }

  /** The neighbour of the first time. */
  #passedBy(row: Element, step: -1 | 1): Element | null {
    const known = this.#passed.get(row)
    if (known !== undefined) return known
    const rows = seenIn(row.parentElement)
    const at = rows.indexOf(row)
    const passed = at < 0 ? null : (rows[at + step] ?? null)
    this.#passed.set(row, passed)
    return passed
  }

  /** What the selector found first, as long as it is there. */
  #found(find: () => Element | null): Element | null {
    if (!this.#at || !core.natural(this.#at).isConnected) this.#at = find()
    return this.#at
  }
}

/** At the end it is behind the last element: what is behind that is the list's own. */
function placeIn(list: Element, edge: 'first' | 'last'): Place {
  const { firstElementChild: first, lastElementChild: last } = core.natural(list)
  if (edge === 'first' && first) return [first, 'before']
  return last ? [last, 'after'] : [list, 'append']
}

function matching(list: Element, selector: string): Element | undefined {
  return seenIn(list).find((each) => each.matches(selector))
}

function firstIn(selector: string): Element | null {
  return [...core.page.querySelectorAll(selector)].find(isHere) ?? null
}

/** What has left is only seen to go: nothing is moved past it. */
function seenIn(list: Element | null): Element[] {
  const rows = list ? [...core.natural(list).children] : []
  return rows.filter((row) => !isUnseen(row) && !core.natural(row).hasAttribute(LEAVING))
}

/** Whether one of two siblings stands behind the other. */
function isBehind(one: Element, other: Element): boolean {
  const isSibling = one.parentNode === other.parentNode
  return isSibling && !!(core.natural(other).compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING)
}

function moveTo(row: HTMLElement, at: Place[0], side: Place[1]): void {
  // A form has its control of that name, if any. What rows are appended to is an element.
  keepFocus(row, () => core.natural(at as Element)[side](row))
}
