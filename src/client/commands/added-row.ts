/**
 * A row at the end or the start of an element. Its nodes stay the same, so that what moves in it goes on. When the row of the
 * server comes before the outcome it takes the place of this one: it is a row that was not there when the event happened, with the
 * same texts.
 */
import type { RowCommand } from '../../protocol/differences.ts'
import { core } from '../modules/core.ts'
import { ours } from '../modules/ours.ts'
import { parseFor } from '../modules/parse-for.ts'
import { FIELD } from './expected-fields.ts'
import { LEAVING } from './leaving-mark.ts'
import type { ExpectedRows, Fields, Find } from './expected-part.ts'

/** Marks rows that are only expected. */
const EXPECTED = 'data-live-optimistic'

type AddRow = Extract<RowCommand, readonly ['appendRow' | 'prependRow', ...unknown[]]>

/** In one element. */
interface Added {
  readonly nodes: readonly ChildNode[]
  readonly texts: readonly string[]
  /** What stood there when the event happened. */
  readonly olderRows: WeakSet<Element>
  /** Whether the row of the server has come. */
  state: 'expected' | 'come'
}

/** Rows whose own ones are expected, in the order of their events; and those whose events are done in this very change. */
const expected = new Set<AddedRow>()
const ending = new Set<AddedRow>()
/** Rows of the server that have taken the places of expected ones. */
const arrived = new WeakSet<Element>()

/** The page has changed: what has come is no longer expected. */
export function takeArrivals(): void {
  for (const row of [...ending, ...expected]) row.takeArrival()
}

/** Another change begins: what had its outcome in the one before has nothing to wait for. */
export function forgetEnding(): void {
  ending.clear()
}

/** Whether users have seen this row already, before it came. */
export function wasExpected(row: Element): boolean {
  return arrived.has(row)
}

export class AddedRow implements ExpectedRows {
  readonly #command: AddRow
  readonly #texts: Fields['texts']
  readonly #rows = new Map<Element, Added>()

  constructor(command: AddRow, { texts }: Fields) {
    this.#command = command
    this.#texts = texts
    expected.add(this)
  }

  apply(find: Find): void {
    const [word, target] = this.#command
    for (const parent of find(target)) {
      const row = this.#rows.get(parent) ?? this.#make(parent)
      this.#rows.set(parent, row)
      const { nodes, state } = row
      // What moves begins its animations again.
      if (state === 'come' || isAtEdge(parent, nodes, word)) continue
      if (word === 'appendRow') core.natural(parent).append(...nodes)
      else core.natural(parent).prepend(...nodes)
    }
  }

  /** It stays where it is: the server looks for its own rows only. */
  suspend(): void {}

  end(isDone: boolean): void {
    expected.delete(this)
    if (isDone) ending.add(this)
    for (const { nodes } of this.#rows.values()) remove(nodes)
  }

  takeArrival(): void {
    for (const [parent, row] of this.#rows) {
      if (row.state === 'come') continue
      const own = [...core.natural(parent).children].find((each) => isRowOf(row, each))
      if (!own) continue
      arrived.add(own)
      row.state = 'come'
      remove(row.nodes)
    }
  }

  #make(parent: Element): Added {
    const [, , html] = this.#command
    const content = parseFor(parent, html)
    const fields = [...content.querySelectorAll(`[${FIELD}]`)]
    for (const place of fields) place.textContent = this.#texts.get(place.getAttribute(FIELD) ?? '') ?? ''
    for (const row of content.children) row.toggleAttribute(EXPECTED, true)
    const texts = (fields.length > 0 ? fields : [...content.children]).map(({ textContent }) =>
      plain(textContent),
    )
    const olderRows = new WeakSet(core.natural(parent).children)
    return { nodes: [...content.childNodes], texts, olderRows, state: 'expected' }
  }
}

/** Whether this is the row of the server that was expected. */
function isRowOf({ olderRows, texts }: Added, row: Element): boolean {
  if (olderRows.has(row) || arrived.has(row) || isPassing(row)) return false
  const controls = core.natural(row).querySelectorAll<HTMLInputElement>('input,textarea')
  const text = plain([row.textContent, ...[...controls].map(({ value }) => value)].join(' '))
  return texts.every((each) => text.includes(each))
}

/** Without the space that templates have for their readers. */
function plain(text: string | null): string {
  return (text ?? '').replace(/\s+/g, ' ').trim()
}

/** Whether nodes stand at the end or the start of an element, or what stands there instead is expected as well. */
function isAtEdge(parent: Element, nodes: readonly ChildNode[], word: AddRow[0]): boolean {
  const children = [...core.natural(parent).children]
  const own = children.findIndex((each) => nodes.includes(each))
  const beyond = word === 'appendRow' ? children.slice(own) : children.slice(0, own)
  return own >= 0 && beyond.every(isPassing)
}

/** Whether it is no row of the server, or no more. */
function isPassing(row: Element): boolean {
  return core.natural(row).matches(`[${EXPECTED}],[${LEAVING}]`)
}

function remove(nodes: readonly ChildNode[]): void {
  ours(() => {
    for (const node of nodes) core.natural(node).remove()
  })
}
