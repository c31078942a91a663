import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  contentOf,
  idsIn,
  insertRow,
  keyTo,
  moveRow,
  read,
  removeRow,
  stepsTo,
  without,
  write,
  type Content,
} from './content.ts'

const rows = (...names: readonly string[]): Content =>
  contentOf({ rows: names.map((name) => ({ name, inner: [{ a: `${name}1` }, { a: `${name}2` }] })) })

type Change =
  | { readonly is: 'insert'; readonly at: number }
  | { readonly is: 'remove' | 'type'; readonly at: number }
  | { readonly is: 'move'; readonly at: number; readonly to: number }
  | { readonly is: 'inner'; readonly at: number }

const small = fc.nat({ max: 5 })
const changes = fc.array(
  fc.oneof(
    fc.record({
      is: fc.constantFrom('insert' as const, 'remove' as const, 'type' as const, 'inner' as const),
      at: small,
    }),
    fc.record({ is: fc.constant('move' as const), at: small, to: small }),
  ),
  { maxLength: 30 },
)

describe('the content of a form', () => {
  it('keeps what belongs to a row with the row, whatever happens to the others', () => {
    fc.assert(
      fc.property(changes, (all: readonly Change[]) => {
        let content = rows('one', 'two')
        let made = 0
        // What each row is to hold, by its id.
        const expected = new Map(
          idsIn(content, 'rows').map((id) => [
            id,
            { ...(read(content, `rows.${id}`) as { name: string; inner: object[] }) },
          ]),
        )
        let order = [...expected.keys()]
        for (const change of all) {
          const id = order[change.at]
          if (change.is === 'insert') {
            const row = { name: `new ${++made}`, inner: [] }
            const before = idsIn(content, 'rows')
            content = insertRow(content, 'rows', row, Math.min(change.at, order.length))
            const [fresh] = idsIn(content, 'rows').filter((each) => !before.includes(each))
            expect(fresh).toBeDefined()
            if (fresh === undefined) continue
            // An id is never used twice.
            expect(expected.has(fresh)).toBe(false)
            expected.set(fresh, row)
            order = order.toSpliced(Math.min(change.at, order.length), 0, fresh)
          } else if (id === undefined) continue
          else if (change.is === 'remove') {
            content = removeRow(content, 'rows', id)
            order = order.filter((each) => each !== id)
            expect(stepsTo(content, `rows.${id}.name`)).toBe(null)
            expect(write(content, `rows.${id}.name`, 'late')).toBe(content)
          } else if (change.is === 'move') {
            content = moveRow(content, 'rows', id, change.to)
            order = order.filter((each) => each !== id).toSpliced(change.to, 0, id)
          } else if (change.is === 'type') {
            content = write(content, `rows.${id}.name`, `typed ${++made}`)
            expected.set(id, { inner: [], ...expected.get(id), name: `typed ${made}` })
          } else {
            content = insertRow(content, `rows.${id}.inner`, { a: ++made }, 0)
            const row = expected.get(id)
            expected.set(id, { name: '', ...row, inner: [{ a: made }, ...(row?.inner ?? [])] })
          }
        }
        expect(idsIn(content, 'rows')).toEqual(order)
        expect(content.values['rows']).toEqual(order.map((id) => expected.get(id)))
        for (const [index, id] of order.entries()) {
          expect(keyTo(content, ['rows', index, 'name'])).toBe(`rows.${id}.name`)
          expect(stepsTo(content, `rows.${id}.name`)).toEqual(['rows', index, 'name'])
        }
      }),
    )
  })

  it('changes nothing in place', () => {
    const values = { rows: [{ name: 'a' }], other: { b: 1 } }
    const kept = structuredClone(values)
    const content = contentOf(values)
    const next = write(insertRow(content, 'rows', { name: 'b' }, 0), 'rows.0.name', 'c')
    expect(values).toEqual(kept)
    expect(next.values).toEqual({ rows: [{ name: 'b' }, { name: 'c' }], other: { b: 1 } })
    expect(next.values['other']).toBe(values.other)
  })

  it('gives rows that take the place of others the ids of their places, and ids of their own beyond', () => {
    let content = removeRow(rows('a', 'b', 'c'), 'rows', 0)
    expect(idsIn(content, 'rows')).toEqual([1, 2])
    content = write(content, 'rows', [{ name: 'x' }, { name: 'y' }, { name: 'z' }])
    expect(idsIn(content, 'rows')).toEqual([1, 2, 3])
    content = write(content, '', { rows: [{ name: 'only' }] })
    expect(idsIn(content, 'rows')).toEqual([1])
    expect(insertRow(content, 'rows', {}, 1).ids['rows']).toEqual([1, 4])
  })

  it('makes what is missing on the way, and reads nothing that is not its own', () => {
    expect(write(contentOf({}), 'address.city', 'Turin').values).toEqual({ address: { city: 'Turin' } })
    expect(read(contentOf({}), 'constructor.name')).toBe(undefined)
    const polluted = write(contentOf({}), '__proto__.polluted', 'yes')
    expect(Reflect.get({}, 'polluted')).toBe(undefined)
    expect(read(polluted, '__proto__.polluted')).toBe('yes')
  })

  it('leaves out fields, and nothing that is not there', () => {
    const content = contentOf({ a: 1, b: { c: 2, d: 3 }, rows: [{ e: 4 }, { e: 5, f: 6 }] })
    expect(without(content, ['a', 'b.c', 'rows.1.f', 'nowhere.g', 'rows.7.e'])).toEqual({
      b: { d: 3 },
      rows: [{ e: 4 }, { e: 5 }],
    })
  })
})
