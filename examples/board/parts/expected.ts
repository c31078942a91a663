/** What the page shows at once of what users do, until the server has answered: all of it is data for the browser. */
import { html } from 'overwire'
import type { TemplateResult } from 'overwire'
import { appendRow, moveRow, removeRow, setFields, setValue } from 'overwire/commands'
import type { Reversible, Target } from 'overwire/commands'
import type { Change } from '../changes.ts'
import type { Card, Column } from '../database/cards.ts'
import { beside, cardsIn } from '../places.ts'
import type { Board, Direction } from '../places.ts'

/** The card that has the focus, or had it last: it may be made anew in another column meanwhile. */
export const HELD = '.card.held'
export const DRAGGED = '.card.dragged'

/** A new card at the end of its column, and an empty field for the next one. */
export function expectAdded({ id }: Column): readonly Reversible[] {
  return [appendRow(listOf(id), comingCard), setValue({ inside: 'input' }, '')]
}

export function expectStep(
  card: Target,
  { columns }: Board,
  columnId: number,
  direction: Direction,
): readonly Reversible[] {
  if (direction === 'up' || direction === 'down') return [moveRow(card, direction)]
  const column = beside(columns, columnId, direction)
  return column ? [moveRow(card, { into: listOf(column.id) })] : []
}

export function expectDropped(columnId: number, before?: Card): Reversible {
  return moveRow(DRAGGED, before ? { before: `#card-${before.id}` } : { into: listOf(columnId) })
}

export function expectSaved({ id }: Card): Reversible {
  return setFields(`#card-${id}`)
}

export function expectRemoved(card: Target): Reversible {
  return removeRow(card)
}

/** What undoing a change will look like, where that can be said without knowing what the others have done since. */
export function expectUndone(change: Change | undefined, { cards }: Board): readonly Reversible[] {
  if (change?.kind === 'added') return [removeRow(`#card-${change.id}`)]
  if (change?.kind !== 'moved') return []
  const { columnId, position } = change.before
  const next = cardsIn(cards, columnId).find((card) => card.position > position && card.id !== change.id)
  const place = next ? { before: `#card-${next.id}` } : { into: listOf(columnId) }
  return [moveRow(`#card-${change.id}`, place)]
}

function listOf(columnId: number): string {
  return `#cards-${columnId}`
}

const comingCard: TemplateResult = html`<li class="card">
  <span class="title" data-field="title"></span>
</li>`
