import { and, asc, eq, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { LibSQLDatabase } from 'drizzle-orm/libsql'
import { cards, columns } from './schema.ts'

export type Column = typeof columns.$inferSelect
export type Card = typeof cards.$inferSelect

/** What users write on a card. */
export type CardText = Pick<Card, 'title' | 'text' | 'label'>

/** Where a card stands. */
export type Place = Pick<Card, 'columnId' | 'position'>

/** What became of a move: the column had no room, or somebody has removed the card. */
export type Moved = 'moved' | 'full' | 'gone'

export class Cards {
  readonly #queries: LibSQLDatabase

  constructor(queries: LibSQLDatabase) {
    this.#queries = queries
  }

  async columns(): Promise<Column[]> {
    return this.#queries.select().from(columns).orderBy(asc(columns.id))
  }

  /** All cards, in the order in which they stand in their columns. */
  async all(): Promise<Card[]> {
    return this.#queries.select().from(cards).orderBy(asc(cards.position), asc(cards.id))
  }

  async find(id: number): Promise<Card | undefined> {
    return this.#queries.select().from(cards).where(eq(cards.id, id)).get()
  }

  /** Writes a new card at the end of a column, and returns its id: undefined where the column is full. */
  async add(columnId: number, title: string): Promise<number | undefined> {
    const [row] = await this.#queries.all<{ id: number }>(
      sql`insert into cards (column_id, title, text, position)
        select ${columnId}, ${title}, '', coalesce((select max(position) from cards), 0) + 1
        where ${hasRoom(columnId)}
        returning id`,
    )
    return row?.id
  }

  /** Puts a card back that was removed, under its own id and in its place. */
  async putBack(card: Card): Promise<Moved> {
    const [row] = await this.#queries.all(
      sql`insert into cards (id, column_id, title, text, label, position)
        select ${card.id}, ${card.columnId}, ${card.title}, ${card.text}, ${card.label}, ${card.position}
        where ${hasRoom(card.columnId)}
        returning id`,
    )
    return row ? 'moved' : 'full'
  }

  /** Writes another text on a card; false when it is gone. */
  async edit(id: number, { title, text, label }: CardText): Promise<boolean> {
    const row = await this.#queries
      .update(cards)
      .set({ title, text, label })
      .where(eq(cards.id, id))
      .returning()
      .get()
    return row !== undefined
  }

  /** Moves a card. The database looks whether there is room, not this code: of two users at once one is late. */
  async move(id: number, { columnId, position }: Place): Promise<Moved> {
    const stays = sql`${cards.columnId} = ${columnId}`
    const row = await this.#queries
      .update(cards)
      .set({ columnId, position })
      .where(and(eq(cards.id, id), sql`(${stays} or ${hasRoom(columnId)})`))
      .returning()
      .get()
    if (row) return 'moved'
    return (await this.find(id)) ? 'full' : 'gone'
  }

  /** Removes a card and returns what it was, if it was there. */
  async remove(id: number): Promise<Card | undefined> {
    return this.#queries.delete(cards).where(eq(cards.id, id)).returning().get()
  }
}

function hasRoom(columnId: number): SQL {
  return sql`(select count(*) from cards as others where others.column_id = ${columnId})
    < (select most from columns where columns.id = ${columnId})`
}
