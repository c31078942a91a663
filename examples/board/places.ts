/** Where cards go: pure functions of the cards that stand on the board. */
import type { Card, Column, Place } from './database/cards.ts'

export const DIRECTIONS = ['left', 'right', 'up', 'down'] as const
export type Direction = (typeof DIRECTIONS)[number]

/** The cards of a column, in their order. */
export function cardsIn(cards: readonly Card[], columnId: number): Card[] {
  return cards.filter((card) => card.columnId === columnId)
}

/** Where a step leads; undefined at the edge of the board. Into another column a card goes to its end. */
export function step(
  { columns, cards }: { readonly columns: readonly Column[]; readonly cards: readonly Card[] },
  card: Card,
  direction: Direction,
): Place | undefined {
  if (direction === 'left' || direction === 'right') {
    const index = columns.findIndex(({ id }) => id === card.columnId) + (direction === 'left' ? -1 : 1)
    const column = columns[index]
    return column && placeBefore(cards, column.id)
  }
  const around = cardsIn(cards, card.columnId)
  const index = around.findIndex(({ id }) => id === card.id)
  const others = around.filter(({ id }) => id !== card.id)
  const target = direction === 'up' ? index - 1 : index + 1
  if (target < 0 || target > others.length) return undefined
  return placeBefore(others, card.columnId, others[target]?.id)
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
