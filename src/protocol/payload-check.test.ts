import { describe, expect, test } from 'vitest'
import { checkPayload } from './payload-check.ts'

/** Counts how often one of its members is read. */
function watched(target: object): { readonly value: object; readonly reads: () => number } {
  let reads = 0
  const value = new Proxy(target, {
    get(object, name) {
      reads++
      return Reflect.get(object, name) as unknown
    },
  })
  return { value, reads: () => reads }
}

describe('a payload that is beyond a bound', () => {
  test('has no member read of an object that has too many', () => {
    const names = Array.from({ length: 100_000 }, (_, n) => [`k${n}`, 'text'])
    const { value, reads } = watched(Object.fromEntries(names) as object)
    expect(checkPayload({ data: value }).excess).toBe('it has more than 1000 fields')
    expect(reads()).toBe(0)
  })

  test('has no entry of a form read when there are too many', () => {
    const entry = watched(['name', 'text'])
    const { excess } = checkPayload({ form: Array.from({ length: 100_000 }, () => entry.value) })
    expect([excess, entry.reads()]).toEqual(['it has more than 1000 fields', 0])
  })

  test('has nothing read of a detail behind what nests too deep', () => {
    const deep = JSON.parse(`${'['.repeat(40)}${']'.repeat(40)}`) as unknown
    const behind = watched({ a: 1 })
    const { excess } = checkPayload({ detail: [deep, ...Array.from({ length: 1_000 }, () => behind.value)] })
    expect([excess, behind.reads()]).toEqual(['its detail nests deeper than 32 levels', 0])
  })
})

test('no object in a detail has a prototype, however deep', () => {
  const detail = JSON.parse('{"a":[{"b":{"c":1}}]}') as unknown
  const { payload, excess } = checkPayload({ detail })
  expect([payload.detail, excess]).toEqual([{ a: [{ b: { c: 1 } }] }, null])
  const prototypes: unknown[] = []
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    if (!Array.isArray(value)) prototypes.push(Object.getPrototypeOf(value))
    Object.values(value).forEach(visit)
  }
  visit(payload.detail)
  expect(prototypes).toEqual([null, null, null])
})
