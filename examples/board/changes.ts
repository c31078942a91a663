/** What a user has changed, as what is needed to undo it. */
import type { Card, Cards, CardText, Moved, Place } from './database/cards.ts'

export type Change =
  | { readonly kind: 'added'; readonly id: number; readonly title: string }
  | { readonly kind: 'edited'; readonly id: number; readonly title: string; readonly before: CardText }
  | { readonly kind: 'moved'; readonly id: number; readonly title: string; readonly before: Place }
  | { readonly kind: 'removed'; readonly id: number; readonly title: string; readonly card: Card }

/** Makes a change undone. Others may have moved or removed the card since. */
export async function undo(cards: Cards, change: Change): Promise<Moved> {
  switch (change.kind) {
    case 'added':
      return (await cards.remove(change.id)) ? 'moved' : 'gone'
    case 'edited':
      return (await cards.edit(change.id, change.before)) ? 'moved' : 'gone'
    case 'moved':
      return cards.move(change.id, change.before)
    case 'removed':
      return cards.putBack(change.card)
  }
}
