import fc from 'fast-check'
import { JSDOM } from 'jsdom'
import { describe, expect, test } from 'vitest'
import * as foreignMoves from '../../src/client/hooks/foreign-moves.ts'
import { expectToHold, runs } from './check-model.ts'
import { mutantOf, type Fault } from './mutant.ts'

/** What a drag library does: a row goes somewhere, a placeholder comes or goes, the server changes rows between frames. */
type Act =
  | { readonly kind: 'move'; readonly row: number; readonly list: number; readonly to: number }
  | { readonly kind: 'ghost' | 'out' | 'server'; readonly row: number; readonly list: number }
  | { readonly kind: 'frame' }

const index = fc.nat(5)
const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('move' as const), row: index, list: fc.nat(1), to: index }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom('ghost' as const, 'out' as const, 'server' as const),
      row: index,
      list: fc.nat(1),
    }),
  },
  { weight: 2, arbitrary: fc.constant({ kind: 'frame' as const }) },
)

const { window } = new JSDOM('<main><ul></ul><ul></ul></main>')
const { document } = window
Object.assign(globalThis, { MutationObserver: window.MutationObserver })

function check({ createForeignMoves }: typeof foreignMoves, count: number): fc.RunDetails<unknown> {
  return runs(
    fc.property(fc.array(act, { minLength: 1, maxLength: 30, size: 'max' }), (acts) => {
      const main = document.createElement('main')
      main.innerHTML = '<ul><li>0</li><li>1</li><li>2</li></ul><ul><li>3</li><li>4</li><li>5</li></ul>'
      const lists = [...main.children]
      const rows = [...main.querySelectorAll('li')]
      const moved: Node[] = []
      const moves = createForeignMoves((parent, node, before) => {
        moved.push(node)
        parent.insertBefore(node, before)
      })
      moves.observe(main)
      let order = lists.map((list) => rowsOf(list))
      const ghosts = new Set<ChildNode>()
      for (const each of [...acts, { kind: 'frame' as const }]) {
        if (each.kind === 'frame') {
          const wasOrdered = isSame(lists.map(rowsOf), order)
          moved.length = 0
          moves.undo()
          if (!isSame(lists.map(rowsOf), order)) throw new Error('the order is not that of the server')
          if (wasOrdered && moved.length > 0) throw new Error('moves what stands where it belongs')
          if ([...ghosts].some((ghost) => moved.includes(ghost))) throw new Error('moves what is not its own')
          if (ghosts.size > 0) {
            drop(ghosts)
            moves.accept()
          }
          continue
        }
        const list = lists[each.list] as Element
        const row = rows[each.row] as Element
        if (each.kind === 'move') list.insertBefore(row, list.childNodes[each.to] ?? null)
        if (each.kind === 'out') row.remove()
        if (each.kind === 'ghost') {
          const ghost = document.createElement('hr')
          ghosts.add(ghost)
          row.before(ghost)
          if (each.list) ghost.remove()
        }
        if (each.kind === 'server') {
          // What the server changes comes with a frame.
          moves.undo()
          drop(ghosts)
          list.append(row)
          moves.accept()
          order = lists.map(rowsOf)
        }
      }
    }),
    count,
  )
}

/** What the script has put in goes. */
function drop(ghosts: Set<ChildNode>): void {
  for (const ghost of ghosts) ghost.remove()
  ghosts.clear()
}

const rowsOf = (list: Element): string =>
  [...list.querySelectorAll('li')].map((row) => row.textContent).join('')
const isSame = (one: readonly string[], other: readonly string[]): boolean => one.join() === other.join()

describe('rows that a script of others has moved', () => {
  test('stand in the order of the server with the next frame, and what came besides stays', () => {
    expectToHold(check(foreignMoves, 400))
  })

  test.each<readonly [what: string, ...fault: Fault]>([
    ['undoes the first record first', 'records.toReversed()', 'records'],
    ['does not forget what it has undone', 'records.splice(0)', 'records'],
    ['undoes what the server has changed', 'accept: () => void observer.takeRecords()', 'accept: () => {}'],
    [
      'takes its own moves for those of others',
      'putBack(parent, children, move)\n      observer.takeRecords()',
      'putBack(parent, children, move)',
    ],
    ['passes over what has not been told yet', 'note(observer.takeRecords())\n', ''],
    ['moves everything', 'nextOf(child, own) !== before', 'true'],
    ['counts what came besides', 'while (next && !own.has(next)) next = next.nextSibling\n', ''],
    ['puts nothing back that has left its list', 'child.parentNode !== parent ||', ''],
    ['leaves what was added', 'children.filter((child) => !added.has(child))', '[...children]'],
  ])('fails its model when it %s', (_, ...fault) => {
    expect(check(mutantOf<typeof foreignMoves>('hooks/foreign-moves.ts', fault), 2_000).failed).toBe(true)
  })
})
