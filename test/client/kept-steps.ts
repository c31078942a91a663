/** What happens to a tab that keeps pages, and how often. */
import fc from 'fast-check'

export type KeptStep =
  | { readonly kind: 'link' | 'visit'; readonly to: string }
  /** So many small pages, each in a visit of its own. */
  | { readonly kind: 'tour'; readonly pages: number }
  | { readonly kind: 'go'; readonly by: number }
  /** The user does so much on the page that is seen; of what is typed only the newest matters. */
  | { readonly kind: 'act' | 'type'; readonly times: number }
  | { readonly kind: 'up' | 'mounted' | 'down' | 'lost' | 'login' }
  | { readonly kind: 'renewed'; readonly isRebuilt: boolean }

const place = fc.constantFrom('/a', '/a?1', '/b', '/c', '/d', '/e', '/f#x')

const often = <Step extends KeptStep>(
  weight: number,
  arbitrary: fc.Arbitrary<Step>,
): fc.WeightedArbitrary<KeptStep> => ({ weight, arbitrary })

export const anyStep: fc.Arbitrary<KeptStep> = fc.oneof(
  often(3, fc.record({ kind: fc.constant('link' as const), to: place })),
  often(6, fc.record({ kind: fc.constant('visit' as const), to: place })),
  often(1, fc.record({ kind: fc.constant('tour' as const), pages: fc.constantFrom(3, 12) })),
  often(8, fc.record({ kind: fc.constant('go' as const), by: fc.constantFrom(-3, -2, -1, -1, 1, 2) })),
  often(
    4,
    fc.record({
      kind: fc.constantFrom('act' as const, 'type' as const),
      times: fc.constantFrom(1, 1, 2, 60),
    }),
  ),
  often(12, fc.record({ kind: fc.constantFrom('up' as const, 'mounted' as const, 'down' as const) })),
  often(1, fc.record({ kind: fc.constantFrom('lost' as const, 'login' as const) })),
  often(2, fc.record({ kind: fc.constant('renewed' as const), isRebuilt: fc.boolean() })),
)
