import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { indexAt, roomOf, shiftOf, startAt, startIn, type Extent } from './layout.ts'
import {
  isMoved,
  lifted,
  othersIn,
  placed,
  renewed,
  stepped,
  type Lift,
  type Lists,
  type Step,
} from './sorting.ts'

const STEPS: readonly Step[] = ['back', 'forward', 'first', 'last', 'list before', 'list after']

/** Rows with their keys, dealt to three lists. */
const anyLists: fc.Arbitrary<Lists> = fc
  .tuple(
    fc.uniqueArray(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 12 }),
    fc.infiniteStream(fc.nat(2)),
  )
  .map(([keys, deal]) => {
    const lists = new Map<string, string[]>(['a', 'b', 'c'].map((name) => [name, []]))
    for (const key of keys) lists.get(['a', 'b', 'c'][deal.next().value] ?? 'a')?.push(String(key))
    return lists
  })

/** What the lists are when it is dropped. */
function dropped(lists: Lists, { key, at }: Lift): Map<string, readonly string[]> {
  return new Map(
    [...lists.keys()].map((list) => {
      const others = othersIn(lists, list, key)
      return [list, list === at.list ? others.toSpliced(at.index, 0, key) : others]
    }),
  )
}

function first(lists: Lists): Lift {
  const key = [...lists.values()].flat()[0] ?? ''
  const lift = lifted(lists, key)
  if (!lift) throw new Error('There are rows.')
  return lift
}

describe('a lifted row', () => {
  test('is nowhere else than where it stands, until it is moved', () => {
    fc.assert(
      fc.property(anyLists, (lists) => {
        const lift = first(lists)
        expect(isMoved(lift)).toBe(false)
        expect(dropped(lists, lift)).toEqual(new Map(lists))
      }),
    )
  })

  test('stays within the lists, and all others keep their order, whatever keys are pressed', () => {
    fc.assert(
      fc.property(anyLists, fc.array(fc.constantFrom(...STEPS)), (lists, steps) => {
        const lift = steps.reduce((at, step) => stepped(lists, at, step), first(lists))
        const { at, before, key } = lift
        const others = othersIn(lists, at.list, key)
        expect(at.index).toBeGreaterThanOrEqual(0)
        expect(at.index).toBeLessThanOrEqual(others.length)
        expect(before).toBe(others[at.index])
        const after = dropped(lists, lift)
        expect([...after.values()].flat().toSorted()).toEqual([...lists.values()].flat().toSorted())
        for (const list of lists.keys())
          expect(othersIn(after, list, key)).toEqual(othersIn(lists, list, key))
        expect(isMoved(lift)).toBe(JSON.stringify([...after]) !== JSON.stringify([...lists]))
      }),
    )
  })

  test('comes back by a step back, unless it is at the end', () => {
    fc.assert(
      fc.property(anyLists, fc.nat(12), (lists, index) => {
        const lift = placed(lists, first(lists), { list: 'b', index })
        const there = stepped(lists, lift, 'forward')
        if (there.at.index !== lift.at.index) expect(stepped(lists, there, 'back')).toEqual(lift)
        else expect(lift.at.index).toBe(othersIn(lists, 'b', lift.key).length)
      }),
    )
  })

  test('stays before the same row while others come and go, and is let go when it has gone itself', () => {
    fc.assert(
      fc.property(anyLists, anyLists, fc.array(fc.constantFrom(...STEPS)), (lists, later, steps) => {
        const lift = steps.reduce((at, step) => stepped(lists, at, step), first(lists))
        const now = renewed(later, lift)
        const isThere = [...later.values()].flat().includes(lift.key)
        expect(now !== undefined).toBe(isThere)
        if (!now) return
        expect(later.get(now.from.list)?.[now.from.index]).toBe(now.key)
        if (!isMoved(lift)) expect(isMoved(now)).toBe(false)
        else expect(now.at.list).toBe(lift.at.list)
        const others = othersIn(later, now.at.list, now.key)
        expect(now.at.index).toBeLessThanOrEqual(others.length)
        if (isMoved(lift) && lift.before !== undefined && others.includes(lift.before))
          expect(now.before).toBe(lift.before)
        if (isMoved(lift) && lift.before === undefined) expect(now.before).toBeUndefined()
      }),
    )
  })

  test('of a list that has gone is back where it stands', () => {
    const lists = new Map([
      ['a', ['1', '2']],
      ['b', ['3']],
    ])
    const lift = stepped(lists, first(lists), 'list after')
    expect(renewed(new Map([['a', ['2', '1']]]), lift)).toMatchObject({ at: { list: 'a', index: 1 } })
  })
})

/** Rows of any size, with gaps. */
const anyRows: fc.Arbitrary<readonly Extent[]> = fc
  .tuple(fc.nat(20), fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 8 }))
  .map(([gap, sizes]) => {
    let start = 7
    return sizes.map((size) => {
      const row = { start, size }
      start += size + gap
      return row
    })
  })

/** The rows as they stand when the row of one index has another. */
function after(rows: readonly Extent[], from: number, to: number): readonly Extent[] {
  const gap = rows[1] && rows[0] ? rows[1].start - rows[0].start - rows[0].size : 0
  const [own, others] = [rows[from], rows.toSpliced(from, 1)]
  let start = 7
  return others.toSpliced(to, 0, own ?? { start: 0, size: 0 }).map(({ size }) => {
    const row = { start, size }
    start += size + gap
    return row
  })
}

describe('what is seen while a row is lifted', () => {
  test('is what is there when it is dropped', () => {
    fc.assert(
      fc.property(anyRows, fc.nat(7), fc.nat(7), (rows, one, other) => {
        const [from, to] = [one % rows.length, other % rows.length]
        const own = rows[from] ?? { start: 0, size: 0 }
        const others = rows.toSpliced(from, 1)
        const expected = after(rows, from, to)
        const room = roomOf(own, others, from)
        const seen = others.map(({ start }, index) => start + shiftOf(index, room, { from, target: to }))
        expect(seen).toEqual(expected.toSpliced(to, 1).map(({ start }) => start))
        expect(startAt(own, others, { from, target: to })).toBe(expected[to]?.start)
      }),
    )
  })

  test('puts it where its middle is among those of the others', () => {
    fc.assert(
      fc.property(anyRows, fc.integer({ min: -50, max: 900 }), (rows, middle) => {
        const index = indexAt(rows, middle)
        rows.forEach(({ start, size }, at) => expect(at < index).toBe(start + size / 2 <= middle))
      }),
    )
  })

  test('in another list it begins where the next row does, or behind the last', () => {
    const rows = [
      { start: 0, size: 10 },
      { start: 14, size: 10 },
    ]
    expect([0, 1, 2].map((index) => startIn(rows, index, 5))).toEqual([0, 14, 28])
    expect(startIn([], 0, 5)).toBe(5)
  })
})
