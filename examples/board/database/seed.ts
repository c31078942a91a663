import type { LibSQLDatabase } from 'drizzle-orm/libsql'
import { cards, columns } from './schema.ts'

/** Writes the columns and the first cards, if there are no columns yet. */
export async function seed(database: LibSQLDatabase): Promise<void> {
  // One statement: of processes that start together one alone writes the columns, and then the cards.
  const written = await database.insert(columns).values(firstColumns).onConflictDoNothing().returning()
  if (written.length > 0) await database.insert(cards).values(firstCards)
}

const firstColumns: (typeof columns.$inferInsert)[] = [
  { id: 1, title: 'To do', most: 50 },
  { id: 2, title: 'Doing', most: 3 },
  { id: 3, title: 'Done', most: 50 },
]

const texts: readonly Omit<typeof cards.$inferInsert, 'position'>[] = [
  { columnId: 1, title: 'Water the tomatoes', text: 'Those on the roof, too.', label: 'green' },
  { columnId: 1, title: 'Repair the bicycle', text: 'The chain, and the light.', label: 'amber' },
  { columnId: 1, title: 'Write to Grandma', text: '' },
  { columnId: 1, title: 'Find the blue key', text: 'Last seen in the kitchen.' },
  { columnId: 2, title: 'Paint the door', text: 'Second coat on Saturday.', label: 'blue' },
  { columnId: 2, title: 'Read about bees', text: '' },
  { columnId: 3, title: 'Sweep the chimney', text: '' },
]

const firstCards: (typeof cards.$inferInsert)[] = texts.map((card, index) => ({
  ...card,
  position: index + 1,
}))
