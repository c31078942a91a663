import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as correspond from '../../src/client/recovery/correspond.ts'
import { expectToHold, runs } from './check-model.ts'
import { mutantOf, type Fault } from './mutant.ts'

type Module = typeof correspond
type Keyed = readonly [key: number | undefined, member: object]

/** Members of a page, few of which have no key, and some the same. */
const members: fc.Arbitrary<Keyed[]> = fc.array(
  fc.option(fc.nat(4), { nil: undefined }).map((key): Keyed => [key, {}]),
  { maxLength: 12 },
)

function check({ pairByKey }: Module, count: number): fc.RunDetails<unknown> {
  const property = fc.property(members, members, fc.constantFrom(1, 2, Infinity), (standing, next, most) => {
    const pairs = pairByKey(standing, next, most)
    const keyOf = new Map([...standing, ...next].map(([key, member]) => [member, key]))
    const counts = (all: readonly Keyed[], key: unknown): number =>
      all.filter(([each]) => each === key).length
    if (new Set(pairs.values()).size !== pairs.size) throw new Error('something that stands is given twice')
    for (const [one, other] of pairs) {
      const key = keyOf.get(one)
      if (key === undefined || key !== keyOf.get(other))
        throw new Error('something else is taken for the same')
    }
    for (const key of [0, 1, 2, 3, 4]) {
      const isKnown = counts(standing, key) === counts(next, key) && counts(next, key) <= most
      const paired = next.filter(([each, member]) => each === key && pairs.has(member))
      if (paired.length !== (isKnown ? counts(next, key) : 0)) throw new Error(`${key} is paired otherwise`)
      const olds = paired.map(([, member]) => standing.findIndex(([, old]) => old === pairs.get(member)))
      if (olds.some((old, index) => old < (olds[index - 1] ?? -1))) throw new Error('the order is another')
    }
  })
  return runs(property, count)
}

type Looking = readonly [looks: readonly (number | undefined)[], member: object]

const looking: fc.Arbitrary<Looking[]> = fc.array(
  fc.array(fc.option(fc.nat(4), { nil: undefined }), { maxLength: 2 }).map((looks): Looking => [looks, {}]),
  { maxLength: 8 },
)

function checkLooks({ pairOnce }: Module, count: number): fc.RunDetails<unknown> {
  const property = fc.property(looking, members, (all, next) => {
    const standing = all.map(([looks, member]) => [new Set(looks), member] as const)
    const pairs = pairOnce(standing, next)
    if (new Set(pairs.values()).size !== pairs.size) throw new Error('something that stands is given twice')
    for (const [key, member] of next) {
      const olds = standing.filter(([looks]) => key !== undefined && looks.has(key))
      const [looks, old] = olds[0] ?? []
      const others = next.filter(([each]) => each !== undefined && looks?.has(each))
      const isOne = olds.length === 1 && others.length === 1
      if (isOne && pairs.get(member) !== old) throw new Error('what looks like nothing else is not found')
      if (pairs.has(member) && olds.length !== 1) throw new Error('one of several is taken')
      if (pairs.has(member) && pairs.get(member) !== old)
        throw new Error('something else is taken for the same')
    }
  })
  return runs(property, count)
}

describe('what has several looks', () => {
  test('is the only thing that looks so, and looks like one thing alone', () => {
    expectToHold(checkLooks(correspond, 1_000))
  })

  test.each<readonly [what: string, ...fault: Fault]>([
    ['gives one member to two', '!twice.has(old)', 'true'],
    ['takes one of several', '    1,\n', '    Infinity,\n'],
  ])('fails its property when it %s', (_, ...fault) => {
    expect(checkLooks(mutantOf<Module>('recovery/correspond.ts', fault), 2_000).failed).toBe(true)
  })
})

describe('what corresponds', () => {
  test('is found in a time that grows with what there is', () => {
    const members = Array.from({ length: 30_000 }, (_, index) => ['input', index] as const)
    expect(correspond.pairByKey(members, members).size).toBe(30_000)
  })

  test('has the same key, is given once, and is left alone where it cannot be told apart', () => {
    expectToHold(check(correspond, 1_000))
  })

  test.each<readonly [what: string, ...fault: Fault]>([
    ['pairs what has no key', 'if (key === undefined) continue', ''],
    ['pairs where there are more of one', 'same.length !== members.length || ', ''],
    ['pairs more than it may', ' || members.length > most', ''],
    ['gives the first of a key to all', 'const old = same[index]', 'const old = same[0]'],
    ['pairs by place', 'olds.get(key) ?? []', '[...olds.values()][0] ?? []'],
  ])('fails its property when it %s', (_, ...fault) => {
    expect(check(mutantOf<Module>('recovery/correspond.ts', fault), 2_000).failed).toBe(true)
  })
})
