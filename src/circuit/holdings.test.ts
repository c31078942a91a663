import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Holdings } from './holdings.ts'

const OWNERS = ['a', 'b', 'c']

test('what is held adds up, in all and for each owner, and the oldest is known', () => {
  const step = fc.record({
    kind: fc.constantFrom('add', 'change', 'remove'),
    key: fc.nat(9),
    owners: fc.uniqueArray(fc.constantFrom(...OWNERS), { maxLength: 2 }),
    bytes: fc.nat(100),
  })
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const holdings = new Holdings<number>()
      const model: { key: number; owners: string[]; bytes: number }[] = []
      for (const { kind, key, owners, bytes } of steps) {
        const at = model.findIndex((each) => each.key === key)
        const held = model[at]
        if (kind === 'remove') {
          expect(holdings.remove(key)).toBe(at !== -1)
          if (at !== -1) model.splice(at, 1)
        } else if (kind === 'change') {
          holdings.change(key, bytes)
          if (held) held.bytes = bytes
        } else if (!held) {
          holdings.add(key, owners, bytes)
          model.push({ key, owners, bytes })
        }
      }
      expect([...holdings.keys()]).toEqual(model.map(({ key }) => key))
      expect(holdings.bytes).toBe(model.reduce((sum, each) => sum + each.bytes, 0))
      for (const owner of OWNERS) {
        const theirs = model.filter(({ owners }) => owners.includes(owner))
        expect(holdings.sizeOf(owner)).toBe(theirs.length)
        expect(holdings.bytesOf(owner)).toBe(theirs.reduce((sum, each) => sum + each.bytes, 0))
        expect(holdings.oldestOf(owner)).toBe(theirs[0]?.key)
      }
    }),
  )
})
