import { chain, classMap, html, on, outside } from 'overwire'
import type { TemplateResult } from 'overwire'
import { focus, open } from 'overwire/commands'
import { equals, local, not, read } from 'overwire/local'
import type { Card, Column } from '../database/cards.ts'
import { DIRECTIONS } from '../places.ts'
import type { Board, Direction } from '../places.ts'
import type { BoardActions } from './board-actions.ts'
import { expectDropped, expectRemoved, expectStep } from './expected.ts'
import { hand } from './hand.ts'

/** Whether the menu of a card is open: each card has its own, and the server knows of none. */
const menu = local('menu', { open: false })

const THIS_CARD = { closest: '.card' }

export interface CardProps {
  readonly card: Card
  readonly column: Column
  readonly board: Board
  readonly actions: BoardActions
}

/** A card: it can be dragged, its title opens it, its menu has everything for everyone. */
export function cardItem({ card, column, board, actions }: CardProps): TemplateResult {
  const { id, title, text, label } = card
  const drop = on('drop', (event) => actions.drop(read(hand, event).dragged, column, card), {
    send: hand,
    prevent: true,
    stop: true,
    optimistic: expectDropped(column.id, card),
  })
  return html`<li
    id="card-${id}"
    class=${classMap({
      card: true,
      held: equals(hand.focused, id),
      dragged: equals(hand.dragged, id),
      target: equals(hand.over, `card-${id}`),
    })}
    data-label=${label}
    draggable="true"
    ${menu}
    ${outside(menu.open.set(false))}
    @focusin=${hand.focused.set(id)}
    @keydown=${chain(menu.open.set(false), on({ keys: 'Escape' }))}
    @dragstart=${hand.dragged.set(id)}
    @dragend=${chain(hand.dragged.set(0), hand.over.set(''))}
    @dragenter=${chain(hand.over.set(`card-${id}`), on({ prevent: true, stop: true }))}
    @dragover=${on({ prevent: true, stop: true })}
    @drop=${drop}
  >
    <span class="grip" aria-hidden="true">${dots}</span>
    <button
      class="title"
      id="title-${id}"
      aria-haspopup="dialog"
      aria-describedby="keys-of-cards"
      aria-keyshortcuts="Delete"
      @keydown=${on(() => actions.remove(id), { keys: 'Delete', optimistic: expectRemoved(THIS_CARD) })}
      @click=${chain(open('#editor'), () => actions.open(card))}
    >
      <span data-field="title">${title}</span>
    </button>
    <button
      class="more"
      aria-label="Menu of ${title}"
      aria-expanded=${menu.open}
      @click=${menu.open.toggle()}
    >
      ${more}
    </button>
    <p data-field="text">${text}</p>
    <div class="menu" ?hidden=${not(menu.open)}>
      ${DIRECTIONS.map((direction) => stepButton({ card, column, board, actions }, direction))}
      <button
        class="danger"
        aria-label="Remove ${title}"
        @click=${on(() => actions.remove(id), { optimistic: expectRemoved(THIS_CARD) })}
      >
        Remove
      </button>
    </div>
  </li>`
}

/** The focus goes to the title, which stays where the menu goes. */
function stepButton({ card, column, board, actions }: CardProps, direction: Direction): TemplateResult {
  return html`<button
    aria-label="Move ${card.title} ${direction}"
    @click=${chain(
      menu.open.set(false),
      focus(`#title-${card.id}`),
      on(() => actions.step(card.id, direction), {
        key: 'steps',
        optimistic: expectStep(THIS_CARD, board, column.id, direction),
      }),
    )}
  >
    ${ARROWS[direction]}
  </button>`
}

const ARROWS: Readonly<Record<Direction, string>> = { left: '←', right: '→', up: '↑', down: '↓' }

const dots: TemplateResult = html`<svg viewBox="0 0 10 16" width="10" height="16">
  <path d="M2 3h.01M8 3h.01M2 8h.01M8 8h.01M2 13h.01M8 13h.01" />
</svg>`

const more: TemplateResult = html`<svg viewBox="0 0 16 4" width="16" height="4" aria-hidden="true">
  <path d="M2 2h.01M8 2h.01M14 2h.01" />
</svg>`
