/** What of new content is the same as something that stands, in a circuit that goes on and in a new one. */
import type { NewInstance } from '../../protocol/differences.ts'
import type { RootEstablished } from '../../protocol/messages.ts'
import type { ChildPart } from '../child-part.ts'
import { core } from '../modules/core.ts'
import { carryForms, carryAll } from './carry.ts'
import { pairByKey } from './correspond.ts'
import { latestRenewal } from './renew.ts'
import type { Correspondence } from './standing.ts'

/** Rows of the same key cannot be told apart. */
const ONCE = 1

/** The trees are of the same state: rows keep their ids. */
export const sameCircuit: Correspondence = {
  matchRows: (rows, next) =>
    new Map(
      next.flatMap((row) => {
        const match = rows.rows.get(row[0])
        return match ? [[row, match] as const] : []
      }),
    ),
  replace: carryAll,
  isOther: () => false,
}

/** The state is another one: what is the same must have the same key. */
export const newCircuit: Correspondence = {
  matchRows(rows, next) {
    // The keys of a stream are those of its author.
    if (rows instanceof core.Stream) return sameCircuit.matchRows(rows, next)
    const standing = [...rows.rows.values()]
    const keys = new Map(standing.map(({ template, parts }) => [template, parts.length]))
    return pairByKey(
      standing.map((row) => [row.key, row]),
      next.map((row) => {
        const [, instance] = row
        // Without a row of its template there is nothing that it could be.
        return [keyIn(instance, keys.get(core.templateOf(instance[0])) ?? Infinity), row]
      }),
      ONCE,
    )
  },
  replace: carryForms,
  isOther: ({ key, parts }, next) => key !== keyIn(next, parts.length),
}

/** Behind the values of its parts an instance tells its key, if it has one. */
function keyIn([, ...values]: NewInstance, parts: number): unknown {
  return values[parts]
}

/** The roots that stand for those of a new circuit, by the numbers of those. */
export function standingFor(established: readonly RootEstablished[]): Map<number, ChildPart> {
  const renewal = latestRenewal()
  // Before the first renewal the page shows the HTML of its own token.
  if (!renewal) return new Map()
  if (renewal.login === 'other') return new Map()
  const standing = [...core.roots.values()].flatMap((part) => {
    // The element that holds a root is one of HTML.
    const { dataset } = part.element() as HTMLElement
    return [[dataset['liveKey'], part] as const]
  })
  return pairByKey(
    standing,
    established.map(([root]) => [renewal.keys.get(root), root] as const),
  )
}
