/** The first orders: the same ones wherever they are generated. Only their days count back from that of the first start. */
import { count } from 'drizzle-orm'
import type { LibSQLDatabase } from 'drizzle-orm/libsql'
import { ARTICLES } from './articles.ts'
import { orders } from './schema.ts'
import type { Status } from './schema.ts'

const HOW_MANY = 6_000
const DAYS = 330

/** SQLite takes so many values in one statement, and more. */
const ROWS_AT_ONCE = 500

type NewOrder = typeof orders.$inferInsert

/** Writes the first orders, if there are none yet. */
export async function seed(database: LibSQLDatabase): Promise<void> {
  await database.transaction(async (transaction) => {
    const found = await transaction.select({ count: count() }).from(orders).get()
    if (found && found.count > 0) return
    const all = generate(HOW_MANY, new Date())
    for (let start = 0; start < all.length; start += ROWS_AT_ONCE)
      await transaction.insert(orders).values(all.slice(start, start + ROWS_AT_ONCE))
  })
}

/** So many orders, from the oldest to those of this day. */
export function generate(howMany: number, today: Date): NewOrder[] {
  const random = createRandom(20_260)
  return Array.from({ length: howMany }, (_, index) => {
    const id = index + 1
    const age = Math.floor(((howMany - id) / howMany) * DAYS)
    const customer = `${random.pick(FIRST_NAMES)} ${random.pick(LAST_NAMES)}`
    const bought = Array.from({ length: 1 + random.below(3) }, () => ({
      ...random.pick(ARTICLES),
      quantity: 1 + random.below(4),
    }))
    return {
      id,
      customer,
      email: `${customer.toLowerCase().replace(' ', '.')}@example.com`,
      city: random.pick(CITIES),
      status: statusAt(age, random.below(100)),
      articles: bought.map(({ name, quantity }) => `${quantity} × ${name}`).join('\n'),
      total: bought.reduce((sum, { price, quantity }) => sum + price * quantity, 0),
      placed: dayBefore(today, age),
      note: random.below(12) === 0 ? random.pick(NOTES) : '',
    }
  })
}

/** What is old has been sent, with a few that came back. */
function statusAt(age: number, chance: number): Status {
  if (chance < 4 && age > 20) return 'returned'
  if (age > 12) return 'sent'
  if (age > 4) return chance < 70 ? 'sent' : 'paid'
  return chance < 55 ? 'paid' : 'new'
}

function dayBefore(today: Date, days: number): string {
  return new Date(today.getTime() - days * 86_400_000).toISOString().slice(0, 10)
}

interface Chance {
  below(end: number): number
  pick<Items extends readonly [unknown, ...unknown[]]>(items: Items): Items[number]
}

/** Numbers that look like chance and are the same each time: mulberry32. */
function createRandom(seedOfAll: number): Chance {
  let state = seedOfAll
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (end: number): number => Math.floor(next() * end)
  return { below, pick: (items) => items[below(items.length)] ?? items[0] }
}

const FIRST_NAMES = [
  'Ada',
  'Bruno',
  'Clara',
  'David',
  'Elif',
  'Farid',
  'Greta',
  'Hugo',
  'Ines',
  'Jonas',
  'Kira',
  'Luca',
  'Mina',
  'Noah',
  'Olga',
  'Paul',
  'Quinn',
  'Rosa',
  'Sami',
  'Tove',
  'Uma',
  'Viktor',
  'Wanda',
  'Yara',
  'Zeno',
] as const

const LAST_NAMES = [
  'Abbott',
  'Berg',
  'Costa',
  'Dahl',
  'Evans',
  'Fischer',
  'Garcia',
  'Hansen',
  'Ito',
  'Jansen',
  'Keller',
  'Lind',
  'Moreau',
  'Novak',
  'Okafor',
  'Petrov',
  'Rossi',
  'Sato',
  'Taylor',
  'Urban',
  'Vogel',
  'Weber',
  'Yilmaz',
  'Zimmer',
] as const

const CITIES = [
  'Basel',
  'Bergen',
  'Bologna',
  'Cork',
  'Ghent',
  'Graz',
  'Leeds',
  'Lyon',
  'Porto',
  'Turku',
  'Utrecht',
  'Zadar',
] as const

const NOTES = [
  'Gift wrap',
  'Ring twice',
  'Leave with the neighbour',
  'Call before delivery',
  'Invoice to the office',
] as const
