import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { StreamKeys, type AddedKeys, type StreamLimit, type StreamPlace } from './stream-keys.ts'

/** What a browser does with what it is sent: it knows nothing but the keys of its rows, and where it is to put others. */
class BrowserRows {
  rows: string[] = []

  add(how: 'append' | 'prepend', keys: readonly string[]): void {
    const fresh = keys.filter((key) => !this.rows.includes(key))
    this.rows = how === 'append' ? [...this.rows, ...fresh] : [...fresh, ...this.rows]
  }

  place(before: string | null, keys: readonly string[]): void {
    for (const key of keys) {
      this.rows = this.rows.filter((each) => each !== key)
      const index = before === null ? -1 : this.rows.indexOf(before)
      this.rows.splice(index === -1 ? this.rows.length : index, 0, key)
    }
  }

  remove(keys: readonly string[]): void {
    this.rows = this.rows.filter((key) => !keys.includes(key))
  }
}

const key = fc.constantFrom(...'abcdefghij')
const keys = fc.uniqueArray(key, { maxLength: 5 })
const place: fc.Arbitrary<StreamPlace> = fc.oneof(
  key.map((before) => ({ before })),
  key.map((after) => ({ after })),
  fc.integer({ min: -2, max: 12 }).map((at) => ({ at })),
)
const step = fc.oneof(
  fc.record({ how: fc.constantFrom('append', 'prepend', 'reset', 'remove', 'update'), keys }),
  fc.record({ how: fc.constant('place'), keys, place }),
)
const limit: fc.Arbitrary<StreamLimit | undefined> = fc.oneof(
  fc.constant(undefined),
  fc.integer({ min: 1, max: 6 }),
  fc.record({ rows: fc.integer({ min: 1, max: 6 }), from: fc.constantFrom('start', 'end') }),
)

/** What the rows are to be, said plainly: the way there is of no account. */
function expected(
  rows: readonly string[],
  each: { how: string; keys: readonly string[]; place?: StreamPlace },
  most: StreamLimit | undefined,
) {
  const { how, keys: given, place: where } = each
  const fresh = given.filter((one) => !rows.includes(one))
  const within = (all: readonly string[], usual: 'start' | 'end'): readonly string[] => {
    const { rows: count, from = usual } = typeof most === 'object' ? most : { rows: most ?? Infinity }
    if (all.length <= count) return all
    return from === 'start' ? all.slice(all.length - count) : all.slice(0, count)
  }
  if (how === 'append') return within([...rows, ...fresh], 'start')
  if (how === 'prepend') return within([...fresh, ...rows], 'end')
  if (how === 'reset') return within(given, 'end')
  if (how === 'remove') return rows.filter((one) => !given.includes(one))
  if (!where) return rows
  const rest = rows.filter((one) => !given.includes(one))
  if ('at' in where) {
    const at = Math.max(0, where.at)
    return within([...rest.slice(0, at), ...given, ...rest.slice(at)], 'end')
  }
  const index = rows.indexOf(String('before' in where ? where.before : where.after))
  const ahead = rows.slice(0, index === -1 ? rows.length : 'before' in where ? index : index + 1)
  const start = ahead.filter((one) => !given.includes(one))
  return within([...start, ...given, ...rest.slice(start.length)], 'end')
}

type Keys = new (limit?: StreamLimit) => StreamKeys

function check(
  Type: Keys,
  numRuns: number,
): Pick<fc.RunDetails<unknown>, 'failed' | 'counterexample' | 'errorInstance'> {
  const property = fc.property(limit, fc.array(step, { minLength: 1, maxLength: 20 }), (most, steps) => {
    const server = new Type(most)
    const browser = new BrowserRows()
    const send = (
      how: 'append' | 'prepend' | 'place',
      given: readonly string[],
      added: AddedKeys & { before?: string | null },
    ) => {
      const seen = given.filter((one) => !added.unseen.has(one))
      if (how === 'place') browser.place(added.before ?? null, seen)
      else browser.add(how, seen)
      browser.remove(added.removed)
    }
    for (const each of steps) {
      const before = browser.rows
      const given = each.how === 'update' ? each.keys.filter((one) => server.has(one)) : each.keys
      if (each.how === 'append' || each.how === 'update') send('append', given, server.append(given))
      else if (each.how === 'prepend') send('prepend', given, server.prepend(given))
      else if (each.how === 'reset') {
        browser.rows = []
        send('append', given, server.reset(given))
      } else if (each.how === 'remove') {
        server.remove(given)
        browser.remove(given)
      } else if ('place' in each) send('place', given, server.place(given, each.place))
      expect(browser.rows).toEqual(expected(before, each, most))
      expect(server.all).toEqual(browser.rows)
      expect(server.size).toBe(browser.rows.length)
      for (const one of 'abcdefghij') expect(server.has(one)).toBe(browser.rows.includes(one))
    }
  })
  return fc.check(property, { numRuns })
}

describe('the keys of a stream', () => {
  test('are those of the rows in the browser, in their order, whatever comes, goes, moves and leaves by a limit', () => {
    const { failed, counterexample, errorInstance } = check(StreamKeys, 500)
    expect(failed, `${JSON.stringify(counterexample)}: ${String(errorInstance)}`).toBe(false)
  })

  test.each<readonly [what: string, mutant: Keys]>([
    [
      'sends rows that leave at once',
      class extends StreamKeys {
        override append(given: readonly string[]) {
          return { ...super.append(given), unseen: new Set<string>() }
        }
      },
    ],
    [
      'keeps rows beyond the limit in the page',
      class extends StreamKeys {
        override prepend(given: readonly string[]) {
          return { ...super.prepend(given), removed: [] }
        }
      },
    ],
    [
      'puts rows at the end',
      class extends StreamKeys {
        override place(given: readonly string[], where: StreamPlace) {
          return { ...super.place(given, where), before: null }
        }
      },
    ],
    [
      'names a row that moves as the one to stand before',
      class extends StreamKeys {
        override place(given: readonly string[], where: StreamPlace) {
          const before = 'before' in where && this.has(String(where.before)) ? String(where.before) : null
          const placed = super.place(given, where)
          return before === null ? placed : { ...placed, before }
        }
      },
    ],
    [
      'takes the row after for the row before',
      class extends StreamKeys {
        override place(given: readonly string[], where: StreamPlace) {
          return super.place(given, 'after' in where ? { before: where.after } : where)
        }
      },
    ],
    [
      'forgets what was removed in its count alone',
      class extends StreamKeys {
        override get size() {
          return super.size + (this.has('a') ? 0 : 1)
        }
      },
    ],
  ])('fail their model when one %s', (_, mutant) => {
    expect(check(mutant, 2_000).failed).toBe(true)
  })
})
