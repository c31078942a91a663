import { chain, html, on } from 'overwire'
import type { TemplateResult } from 'overwire'
import { local, not } from 'overwire/local'
import type { Card } from '../database/cards.ts'
import { DIRECTIONS } from '../places.ts'
import type { Direction } from '../places.ts'
import type { BoardActions } from './board-actions.ts'

/** Whether the menu of a card is open: each card has its own, and the server knows of none. */
const menu = local('menu', { open: false })

const KEYS: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
}

/** A card: its handle takes the arrow keys, its title opens it, its menu has everything for everyone. */
export function cardItem(card: Card, actions: BoardActions): TemplateResult {
  const { id, title, text } = card
  const move = ({ key }: { readonly key: string }): Promise<void> | undefined => {
    const direction = KEYS[key]
    return direction && actions.step(card, direction)
  }
  return html`<li class="card" id="card-${id}" ${menu}>
    <button
      class="handle"
      id="handle-${id}"
      aria-label="Move ${title} with the arrow keys"
      @keydown=${on('keydown', move, { keys: Object.keys(KEYS), prevent: true })}
    >
      ${dots}
    </button>
    <button
      class="title"
      id="title-${id}"
      aria-haspopup="dialog"
      commandfor="editor"
      command="show-modal"
      @click=${() => actions.open(card)}
    >
      ${title}
    </button>
    <button
      class="more"
      aria-label="Menu of ${title}"
      aria-expanded=${menu.open}
      @click=${menu.open.toggle()}
    >
      ⋯
    </button>
    ${text ? html`<p>${text}</p>` : null}
    <div class="menu" ?hidden=${not(menu.open)}>
      ${DIRECTIONS.map(
        (direction) =>
          html`<button aria-label="Move ${title} ${direction}" @click=${() => actions.step(card, direction)}>
            ${ARROWS[direction]}
          </button>`,
      )}
      <button
        class="danger"
        aria-label="Remove ${title}"
        @click=${chain(menu.open.set(false), () => actions.remove(card))}
      >
        Remove
      </button>
    </div>
  </li>`
}

const ARROWS: Readonly<Record<Direction, string>> = { left: '←', right: '→', up: '↑', down: '↓' }

const dots: TemplateResult = html`<svg viewBox="0 0 10 16" width="10" height="16" aria-hidden="true">
  <path d="M2 3h.01M8 3h.01M2 8h.01M8 8h.01M2 13h.01M8 13h.01" />
</svg>`
