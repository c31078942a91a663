import fc from 'fast-check'
import { JSDOM } from 'jsdom'
import { describe, expect, test } from 'vitest'
import * as foreignMoves from '../../src/client/recovery/foreign-moves.ts'
import { expectToHold, runs } from './check-model.ts'
import { mutantOf, type Fault } from './mutant.ts'

/**
 * What happens between frames: a row goes somewhere, a placeholder comes or goes, a row is wrapped or taken out, the observer tells,
 * the client moves rows by itself, or changes them.
 */
type Act =
  | { readonly kind: 'move'; readonly row: number; readonly list: number; readonly to: number }
  | {
      readonly kind: 'ghost' | 'wrap' | 'out' | 'ours' | 'server'
      readonly row: number
      readonly list: number
    }
  | { readonly kind: 'frame' }
  | { readonly kind: 'told' }

const index = fc.nat(5)
const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('move' as const), row: index, list: fc.nat(1), to: index }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'ghost' as const,
        'wrap' as const,
        'out' as const,
        'ours' as const,
        'server' as const,
      ),
      row: index,
      list: fc.nat(1),
    }),
  },
  { weight: 3, arbitrary: fc.constantFrom({ kind: 'frame' as const }, { kind: 'told' as const }) },
)

const { window } = new JSDOM('')
const { document } = window
/** The observers that are there: they tell when the test says so. */
const observers = new Set<() => void>()
class ToldObserver {
  readonly #observer: MutationObserver
  constructor(tell: (records: MutationRecord[]) => void) {
    this.#observer = new window.MutationObserver(() => {})
    observers.add(() => tell(this.#observer.takeRecords()))
  }
  observe(node: Node, options: MutationObserverInit): void {
    this.#observer.observe(node, options)
  }
  takeRecords(): MutationRecord[] {
    return this.#observer.takeRecords()
  }
}
Object.assign(globalThis, { MutationObserver: ToldObserver, Element: window.Element })

function check({ createForeignMoves }: typeof foreignMoves, count: number): fc.RunDetails<unknown> {
  return runs(
    fc.property(fc.array(act, { minLength: 1, maxLength: 30, size: 'max' }), fc.boolean(), (acts, isOpen) => {
      observers.clear()
      const main = document.createElement('main')
      main.innerHTML =
        '<ul><!--.--><li>0</li>text<li>1</li><li>2</li></ul><ul><li>3</li><li>4</li><!--.--><li>5</li></ul>'
      const lists = [...main.children]
      const rows = [...main.querySelectorAll('li')]
      const moved: Node[] = []
      const moves = createForeignMoves((parent, node, before) => {
        moved.push(node)
        parent.insertBefore(node, before)
      })
      for (const list of lists) moves.observe(list, isOpen ? 'expected' : undefined)
      let order = lists.map(rowsOf)
      const ghosts = new Set<ChildNode>()
      /** What the client has taken away since the frame before. */
      const taken = new Set<Element>()
      /** What stands there when others have changed nothing. */
      let calm = childrenOf(lists)
      for (const each of [...acts, { kind: 'frame' as const }]) {
        if (each.kind === 'told') for (const tell of observers) tell()
        else if (each.kind === 'frame') {
          // What a script has taken out stays out, but where that is a part of what it does.
          if (!isOpen) order = order.map((list) => list.filter((row) => row.parentNode))
          const isCalm = isSame(childrenOf(lists), calm)
          const left = rows.filter((row) => taken.has(row) || !(isOpen || row.parentNode))
          const places = left.map((row) => row.parentNode)
          moved.length = 0
          moves.undo()
          calm = childrenOf(lists)
          if (!isInOrder(lists, order)) throw new Error('the order is not that of the server')
          if (left.some((row, at) => row.parentNode !== places[at]))
            throw new Error('brings back what is gone')
          taken.clear()
          if (isCalm && moved.length > 0) throw new Error('moves what stands where it belongs')
          if ([...ghosts].some((ghost) => moved.includes(ghost))) throw new Error('moves what is not its own')
        } else {
          const list = lists[each.list] as Element
          const row = rows[each.row] as Element
          if (each.kind === 'move') list.insertBefore(row, list.childNodes[each.to] ?? null)
          else if (each.kind === 'out') row.remove()
          else if (each.kind === 'wrap') {
            const wrapper = document.createElement('div')
            if (row.parentNode) row.replaceWith(wrapper)
            wrapper.append(row)
            main.append(wrapper)
          } else if (each.kind === 'ghost') {
            const ghost = document.createElement('hr')
            ghosts.add(ghost)
            list.prepend(ghost)
            if (each.row > 2) ghost.remove()
          } else if (each.kind === 'ours') {
            // What stands nowhere it cannot remove.
            if (!row.parentNode) continue
            const isElsewhere = each.list === 1 && lists.some((parent) => parent === row.parentNode)
            moves.ours(() => (isElsewhere ? main.append(row) : row.remove()))
            taken.add(row)
            order = order.map((rest) => rest.filter((other) => other !== row))
          } else {
            // What the server changes comes with a frame.
            moves.undo()
            taken.clear()
            list.append(row)
            moves.accept()
            calm = childrenOf(lists)
            order = lists.map(rowsOf)
          }
        }
      }
    }),
    count,
  )
}

const rowsOf = (list: Element): Element[] => [...list.querySelectorAll(':scope > li')]
const childrenOf = (lists: readonly Element[]): Node[] => lists.flatMap((list) => [list, ...list.childNodes])
const isSame = (one: readonly Node[], other: readonly Node[]): boolean =>
  one.length === other.length && one.every((node, at) => node === other[at])
/** Whether the rows of the server stand in its order, whatever else is there. */
const isInOrder = (lists: readonly Element[], order: readonly Element[][]): boolean =>
  lists.every((list, at) => {
    const own = order[at] ?? []
    const standing = rowsOf(list).filter((row) => own.includes(row))
    return standing.length === own.length && standing.every((row, place) => row === own[place])
  })

describe('rows that a script of others has moved', () => {
  test('stand in the order of the server with the next frame, and what came besides stays', () => {
    expectToHold(check(foreignMoves, 400))
  })

  test.each<readonly [what: string, ...fault: Fault]>([
    ['undoes the first record first', 'records.toReversed()', 'records'],
    ['does not forget what it has undone', 'before.clear()', ''],
    [
      'takes what the server has changed for moves of others',
      'const gone = new Set(observer.takeRecords()',
      'const records = observer.takeRecords()\n    note(records)\n    const gone = new Set(records',
    ],
    [
      'takes its own moves for those of others',
      '      observer.takeRecords()\n    },\n  }\n\n  function note',
      '    },\n  }\n\n  function note',
    ],
    [
      'passes over what has not been told yet',
      'undo() {\n      note(observer.takeRecords())',
      'undo() {\n      observer.takeRecords()',
    ],
    [
      'passes over what was moved before the client moves rows',
      'ours(change) {\n      note(observer.takeRecords())',
      'ours(change) {',
    ],
    ['puts back what the client has put elsewhere', 'gone.has(child) ||', ''],
    [
      'puts back what the client has removed from where others had put it',
      '(!child.parentNode && !!stood?.has(child))',
      'false',
    ],
    [
      'brings back nothing that others had removed before the client did something',
      '.filter((child) => child.parentNode)',
      '',
    ],
    ['takes later moves for earlier ones', 'filter(({ target }) => !before.has(target))', 'slice()'],
    ['moves everything', 'nextOf(child, own) !== before', 'true'],
    ['counts what came besides', 'while (next && !own.has(next)) next = next.nextSibling\n', ''],
    ['puts nothing back that has left its list', '!isHere || nextOf', 'nextOf'],
    ['brings back what was removed', '!(isHere || child.parentNode || isExpected)', 'false'],
    ['brings back nothing that was removed', '|| isExpected', ''],
    ['leaves what was added', 'children.filter((child) => !added.has(child))', '[...children]'],
  ])('fails its model when it %s', (_, ...fault) => {
    expect(check(mutantOf<typeof foreignMoves>('recovery/foreign-moves.ts', fault), 2_000).failed).toBe(true)
  })
})
