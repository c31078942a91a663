import { html, on, repeat } from 'overwire'
import type { TemplateResult } from 'overwire'
import type { Card, Column } from '../database/cards.ts'
import type { BoardActions } from './board-actions.ts'
import { cardItem } from './card-item.ts'
import { LONGEST_TITLE, newCardSchema } from './card-schema.ts'

/** A column and those of its cards that are shown, which a search may have made fewer than there are. */
export interface ColumnProps {
  readonly column: Column
  readonly shown: readonly Card[]
  readonly count: number
  readonly actions: BoardActions
}

export function columnSection({ column, shown, count, actions }: ColumnProps): TemplateResult {
  const { id, title, most } = column
  const isFull = count >= most
  return html`<section class="column" aria-labelledby="column-${id}">
    <h2 id="column-${id}">
      ${title}
      <span class="count ${isFull ? 'full' : ''}">${count}${most < 50 ? ` of ${most}` : ''}</span>
    </h2>
    <ul id="cards-${id}" class="cards">
      ${repeat(
        shown,
        (card) => card.id,
        (card) => cardItem(card, actions),
      )}
    </ul>
    <form
      class="new"
      @submit=${on((event) => actions.add(column, event), { schema: newCardSchema, overlap: 'queue' })}
    >
      <input
        id="new-${id}"
        name="title"
        required
        maxlength=${LONGEST_TITLE}
        autocomplete="off"
        aria-label="New card in ${title}"
        placeholder="New card"
      />
      <button aria-label="Add to ${title}">Add</button>
    </form>
  </section>`
}
