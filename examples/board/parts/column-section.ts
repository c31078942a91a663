import { chain, classMap, html, on, repeat } from 'overwire'
import type { TemplateResult } from 'overwire'
import { equals, read } from 'overwire/local'
import type { Column } from '../database/cards.ts'
import { cardsIn } from '../places.ts'
import type { Board, Direction } from '../places.ts'
import type { BoardActions } from './board-actions.ts'
import { cardItem } from './card-item.ts'
import { LONGEST_TITLE, newCardSchema } from './card-schema.ts'
import { expectAdded, expectDropped, expectStep, HELD } from './expected.ts'
import { hand } from './hand.ts'

/** A column with those of its cards that are shown. */
export function columnSection(column: Column, board: Board, actions: BoardActions): TemplateResult {
  const { id, title, most } = column
  const count = cardsIn(board.cards, id).length
  const drop = on('drop', (event) => actions.drop(read(hand, event).dragged, column), {
    send: hand,
    prevent: true,
    optimistic: expectDropped(id),
  })
  // The arrow keys move the card that has the focus. They are for the list and not for each card: a second step finds it though the
  // card stands elsewhere by then. Steps are made one after another, whichever column each of them begins in.
  const step = on('keydown', (event) => actions.step(read(hand, event).focused, ARROWS.get(event.key)), {
    keys: [...ARROWS.keys()],
    prevent: true,
    send: hand,
    key: 'steps',
    optimistic: Object.fromEntries(
      [...ARROWS].map(([key, direction]) => [key, expectStep(HELD, board, id, direction)]),
    ),
  })
  const list = html`<ul id="cards-${id}" class="cards" @keydown=${step}>
    ${repeat(
      cardsIn(board.shown, id),
      (card) => card.id,
      (card) => cardItem({ card, column, board, actions }),
    )}
  </ul>`
  return html`<section
    class=${classMap({ column: true, target: equals(hand.over, `column-${id}`) })}
    aria-labelledby="column-${id}"
    @dragenter=${chain(hand.over.set(`column-${id}`), on({ prevent: true }))}
    @dragover=${on({ prevent: true })}
    @drop=${drop}
  >
    <h2 id="column-${id}" tabindex="-1">
      ${title}
      <span class="count ${count >= most ? 'full' : ''}">${count}${most < 50 ? ` of ${most}` : ''}</span>
    </h2>
    ${list}
    <form
      class="new"
      @submit=${on((event) => actions.add(column, event), {
        schema: newCardSchema,
        overlap: 'queue',
        optimistic: expectAdded(column),
      })}
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

const ARROWS: ReadonlyMap<string, Direction> = new Map([
  ['ArrowLeft', 'left'],
  ['ArrowRight', 'right'],
  ['ArrowUp', 'up'],
  ['ArrowDown', 'down'],
])
