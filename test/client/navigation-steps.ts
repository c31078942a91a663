/** What may happen to a page of an application with routes, at random. */
import fc from 'fast-check'
import { FOREIGN, REDIRECT, type Doing } from './navigation-server.ts'

export type Step =
  // The user.
  | { readonly kind: 'link'; readonly to: string }
  | { readonly kind: 'go'; readonly by: number }
  /** A click on `#…`. Browsers fire `popstate` for it, and before that say that there is an entry more, or not. */
  | { readonly kind: 'hash'; readonly isSeen: boolean }
  | { readonly kind: 'answer'; readonly isYes: boolean }
  /** Something that the page asks about before it is left. */
  | { readonly kind: 'edit' }
  /** By the time that its script is there the user has gone on. */
  | { readonly kind: 'reload'; readonly by: number }
  /** The browser puts the document away, and takes it out again where the user stands then. */
  | { readonly kind: 'cached'; readonly by: number }
  // Other hands.
  | { readonly kind: 'script'; readonly to: string }
  | { readonly kind: 'frame' }
  // The server, and what its handlers do.
  | { readonly kind: 'event'; readonly doing: Doing }
  | { readonly kind: 'timer'; readonly doing: Doing }
  | { readonly kind: 'finish'; readonly which: number }
  | { readonly kind: 'mounted' }
  // The line: messages arrive, and a circuit is lost and replaced.
  | { readonly kind: 'up' | 'down' | 'lost' | 'renewed' }
  // The browser: it makes our step, or never does; lets timers run, loads a page, passes over writes.
  | { readonly kind: 'land' | 'loses' | 'time' | 'load' }
  | { readonly kind: 'refuses'; readonly is: boolean }

const place = fc.constantFrom('/a', '/a?1', '/a?2', '/b', '/b?1', '/c', REDIRECT)
const how = fc.constantFrom('push' as const, 'replace' as const)
const doing: fc.Arbitrary<Doing> = fc.oneof(
  fc.record({ does: fc.constantFrom('navigate' as const, 'search' as const), to: place, how }),
  fc.constant({ does: 'nothing' as const }),
)

/** `weight` times as often as others. */
const often = <Kind extends Step>(
  weight: number,
  arbitrary: fc.Arbitrary<Kind>,
): fc.WeightedArbitrary<Step> => ({
  weight,
  arbitrary,
})

const common: readonly fc.WeightedArbitrary<Step>[] = [
  often(
    6,
    fc.record({
      kind: fc.constant('link' as const),
      to: fc.oneof(place, place, fc.constantFrom('/b#x', '/c#y', FOREIGN)),
    }),
  ),
  often(6, fc.record({ kind: fc.constant('go' as const), by: fc.constantFrom(-2, -1, -1, 1, 1, 2) })),
  often(2, fc.record({ kind: fc.constant('hash' as const), isSeen: fc.boolean() })),
  often(1, fc.record({ kind: fc.constant('script' as const), to: fc.constantFrom('/s', '/a?s') })),
  often(1, fc.constant({ kind: 'frame' as const })),
  often(2, fc.record({ kind: fc.constant('event' as const), doing })),
  often(2, fc.record({ kind: fc.constant('timer' as const), doing })),
  often(2, fc.record({ kind: fc.constant('finish' as const), which: fc.nat(3) })),
  often(16, fc.record({ kind: fc.constantFrom('up' as const, 'mounted' as const, 'down' as const) })),
  often(3, fc.record({ kind: fc.constantFrom('time' as const, 'load' as const) })),
  often(3, fc.record({ kind: fc.constantFrom('lost' as const, 'renewed' as const, 'renewed' as const) })),
  often(1, fc.record({ kind: fc.constant('refuses' as const), is: fc.boolean() })),
  often(1, fc.record({ kind: fc.constant('reload' as const), by: fc.constantFrom(0, 0, -1, 1) })),
]

const guarded: readonly fc.WeightedArbitrary<Step>[] = [
  ...common,
  often(3, fc.constant({ kind: 'edit' as const })),
  often(4, fc.record({ kind: fc.constant('answer' as const), isYes: fc.boolean() })),
  often(8, fc.constant({ kind: 'land' as const })),
  often(1, fc.constant({ kind: 'loses' as const })),
  often(1, fc.record({ kind: fc.constant('cached' as const), by: fc.constantFrom(0, -1, -2, 1) })),
]

export const anyStep: fc.Arbitrary<Step> = fc.oneof(...common)
export const guardedStep: fc.Arbitrary<Step> = fc.oneof(...guarded)
