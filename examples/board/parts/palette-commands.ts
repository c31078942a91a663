import type { Board } from '../places.ts'
import type { BoardActions } from './board-actions.ts'
import type { PaletteCommand } from './palette.ts'

export interface PaletteProps {
  readonly board: Board
  readonly actions: BoardActions
  search(query: string): void
  /** Gives the focus to an element. */
  focus(selector: string): void
}

/** All that can be done with the board as it is. */
export function paletteCommands({ board, actions, search, focus }: PaletteProps): readonly PaletteCommand[] {
  const { columns, cards } = board
  return [
    { name: 'Undo', keys: 'Z', run: () => actions.undo() },
    { name: 'Show all cards', run: () => search('') },
    ...columns.map(({ id, title }) => ({ name: `Add a card to ${title}`, run: () => focus(`#new-${id}`) })),
    ...cards.map(({ id, title }) => ({ name: `Go to ${title}`, run: () => focus(`#title-${id}`) })),
    ...cards.flatMap((card) =>
      columns
        .filter(({ id }) => id !== card.columnId)
        .map((column) => ({
          name: `Move ${card.title} to ${column.title}`,
          run: () => actions.drop(card.id, column),
        })),
    ),
    ...cards.map(({ id, title }) => ({ name: `Remove ${title}`, run: () => actions.remove(id) })),
  ]
}
