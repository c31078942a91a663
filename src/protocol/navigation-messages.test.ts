import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeUp, encodeUp } from './codec.ts'
import { ADDRESS_LENGTH } from './limits.ts'
import { NAVIGATE, navigationDetails } from './navigation-messages.ts'

const address = fc.string({ unit: 'binary', maxLength: 200 }).map((rest) => `/${rest}`)

describe('an address', () => {
  test('of any characters arrives as it was sent: in navigations, prefetches and joins', () => {
    fc.assert(
      fc.property(address, fc.nat(), (href, seen) => {
        const navigation = { kind: 'event', seen, type: NAVIGATE, target: href, payload: {} } as const
        const request = { version: 1, token: 't', nonce: 'n', attempt: 1, templates: [] }
        const join = { kind: 'join', ...request, hydrate: false, location: href } as const
        for (const message of [navigation, { kind: 'prefetch', href } as const, join])
          expect(decodeUp(encodeUp(message))).toEqual(message)
      }),
    )
  })

  test('is the target of no other type of event, and no prefetch leads to another site', () => {
    fc.assert(
      fc.property(address, fc.string(), (href, other) => {
        fc.pre(other !== NAVIGATE && !other.startsWith('/'))
        for (const message of [
          [0, other, href],
          ['prefetch', other],
          ['prefetch', href + 'a'.repeat(ADDRESS_LENGTH)],
        ])
          expect(() => decodeUp(JSON.stringify(message))).toThrow(
            expect.objectContaining({ code: 'malformed-frame' }),
          )
      }),
    )
  })
})

describe('what a navigation tells', () => {
  test('is how the browser came to ask, and whether the entry is of the visit that is shown', () => {
    expect(navigationDetails({ data: { how: 'replace' } })).toEqual({ how: 'replace', isShown: false })
    expect(navigationDetails({ data: { how: 'traverse', shown: '1' } })).toEqual({
      how: 'traverse',
      isShown: true,
    })
  })

  test('is a link for whatever else a browser says', () => {
    fc.assert(
      fc.property(fc.string(), (how) => {
        fc.pre(how !== 'replace' && how !== 'traverse')
        expect(navigationDetails({ data: { how } }).how).toBe('push')
      }),
    )
    expect(navigationDetails({}).how).toBe('push')
  })
})
