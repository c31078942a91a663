/** Traps that are opened from one another and go in any order, and where the focus is put back to. */
import fc from 'fast-check'
import type * as Traps from '../../src/client/focus/traps.ts'

type Module = typeof Traps

/** What has the focus before the first trap, and around it. */
const PAGE = ['opener', 'main']

/** A trap, whether it is opened from within the one before or from the page, and how soon it goes. */
const trap = fc.record({ isWithin: fc.boolean(), goes: fc.nat(1_000), isReachable: fc.boolean() })

/** Runs traps against a model that knows from which trap each was opened. */
export function checkTraps({ opened, closed, ruling }: Module, runs: number): void {
  fc.assert(
    fc.property(fc.array(trap, { maxLength: 6 }), (traps) => {
      let stack: Traps.Stack<string> = []
      traps.forEach(({ isWithin }, index) => {
        const place = isWithin && index > 0 ? [`button ${index - 1}`, `trap ${index - 1}`, 'main'] : PAGE
        stack = opened(stack, `trap ${index}`, place)
      })
      const open = new Set(traps.keys())
      const order = [...traps.keys()].toSorted((a, b) => (traps[a]?.goes ?? 0) - (traps[b]?.goes ?? 0))
      for (const index of order) {
        const reachable = [...open].filter((each) => traps[each]?.isReachable)
        const rules = ruling(stack, (element) => traps[Number(element.split(' ')[1])]?.isReachable === true)
        const expected = reachable.length > 0 ? `trap ${Math.max(...reachable)}` : undefined
        if (rules?.element !== expected) throw new Error(`${rules?.element} rules, not ${expected}`)
        const gone = stack.find(({ element }) => element === `trap ${index}`)
        stack = closed(stack, `trap ${index}`)
        open.delete(index)
        const isLiving = (element: string): boolean => {
          const [kind, number] = element.split(' ')
          return kind === 'trap' || kind === 'button' ? open.has(Number(number)) : true
        }
        const back = gone?.opener.find(isLiving)
        const wanted = openerOf(index)
        if (back !== wanted) throw new Error(`The focus is put back to ${back}, not to ${wanted}`)
      }

      /** The button of the trap that it was opened from, or that of the trap before where that is over. */
      function openerOf(index: number): string {
        if (index === 0 || !traps[index]?.isWithin) return 'opener'
        return open.has(index - 1) ? `button ${index - 1}` : openerOf(index - 1)
      }
    }),
    { numRuns: runs },
  )
}
