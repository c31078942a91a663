import type { FormEvent } from 'overwire'
import type { Card, Column } from '../database/cards.ts'
import type { Direction } from '../places.ts'
import type { CardSchema, NewCardSchema } from './card-schema.ts'

/** What the parts of the board show. */
export interface Board {
  readonly columns: readonly Column[]
  readonly cards: readonly Card[]
}

/** What users do with it: handlers of the page, for the events of its parts. */
export interface BoardActions {
  add(column: Column, event: FormEvent<NewCardSchema>): Promise<void>
  open(card: Card): Promise<void>
  save(card: Card, event: FormEvent<CardSchema>): Promise<void>
  step(card: Card, direction: Direction): Promise<void>
  remove(card: Card): Promise<void>
  undo(): Promise<void>
}
