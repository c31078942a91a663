import type { FormEvent } from 'overwire'
import type { Card, Column } from '../database/cards.ts'
import type { Direction } from '../places.ts'
import type { CardSchema, NewCardSchema } from './card-schema.ts'

/** What users do with the board: handlers of the page, for the events of its parts. */
export interface BoardActions {
  add(column: Column, event: FormEvent<NewCardSchema>): Promise<void>
  open(card: Card): Promise<void>
  save(card: Card, event: FormEvent<CardSchema>): Promise<void>
  /** Gives a card a label; what a browser says is checked. */
  label(card: Card, label: unknown): Promise<void>
  /** A key that is no direction is a browser's that was tampered with. */
  step(card: number, direction: Direction | undefined): Promise<void>
  /** Moves a card before another one of a column, or to the end of the column. */
  drop(card: number, column: Column, before?: Card): Promise<void>
  remove(card: number): Promise<void>
  undo(): Promise<void>
}
