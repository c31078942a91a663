/** Where cards go: pure functions of the cards that stand on the board. */
import type { Card, Column, Place } from './database/cards.ts'

export const DIRECTIONS = ['left', 'right', 'up', 'down'] as const
export type Direction = (typeof DIRECTIONS)[number]

/** What the parts of the board show. */
export interface Board {
  readonly columns: readonly Column[]
  readonly cards: readonly Card[]
  /** Those of the cards that are shown: a search leaves the others out. */
  readonly shown: readonly Card[]
}

/** The cards of a column, in their order. */
export function cardsIn(cards: readonly Card[], columnId: number): Card[] {
  return cards.filter((card) => card.columnId === columnId)
}

/** Where a step leads, as it is seen; undefined at the edge of the board. Into another column a card goes to its end. */
export function step(board: Board, card: Card, direction: Direction): Place | undefined {
  if (direction === 'left' || direction === 'right') {
    const column = beside(board.columns, card.columnId, direction)
    return column && placeBefore(board.cards, column.id)
  }
  const seen = cardsIn(board.shown, card.columnId)
  const others = seen.filter(({ id }) => id !== card.id)
  const target = seen.findIndex(({ id }) => id === card.id) + (direction === 'up' ? -1 : 1)
  if (target < 0 || target > others.length) return undefined
  const all = board.cards.filter(({ id }) => id !== card.id)
  return placeBefore(all, card.columnId, others[target]?.id)
}

/** The column on this side of another one. */
export function beside(
  columns: readonly Column[],
  columnId: number,
  direction: 'left' | 'right',
): Column | undefined {
  return columns[columns.findIndex(({ id }) => id === columnId) + (direction === 'left' ? -1 : 1)]
}

/** The place in a column before one of its cards; at its end without one. */
export function placeBefore(cards: readonly Card[], columnId: number, before?: number): Place {
  const column = cardsIn(cards, columnId)
  const found = column.findIndex(({ id }) => id === before)
  const index = found === -1 ? column.length : found
  const previous = column[index - 1]?.position
  const next = column[index]?.position
  return { columnId, position: between(previous, next) }
}

function between(previous: number | undefined, next: number | undefined): number {
  if (previous === undefined) return next === undefined ? 1 : next - 1
  return next === undefined ? previous + 1 : (previous + next) / 2
}
