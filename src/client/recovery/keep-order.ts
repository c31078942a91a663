/** Rows that scripts of others have moved stand in the order of the server with its next frame, or the next change of the client. */
import { core } from '../modules/core.ts'
import { createForeignMoves, type ForeignMoves } from './foreign-moves.ts'
import { moveBefore } from './move.ts'

export const moves: ForeignMoves = createForeignMoves(moveBefore)

/** Whether the client changes the page now, so that nobody else does. */
let state: 'changing' | 'idle' = 'idle'

export function followMoves(): void {
  core.onChange(accept, () => {
    moves.undo()
    state = 'changing'
    // A change that does not fit is never over.
    queueMicrotask(() => (state = 'idle'))
  })
  const { takers } = core
  const { frame } = takers
  takers.frame = (taken) => {
    moves.undo()
    frame(taken)
  }
  observeRows()
}

/** Runs what the client itself changes. In the middle of a change what has been recorded is of that, and is accepted with it. */
export function ours(change: () => void): void {
  if (state === 'changing') change()
  else moves.ours(change)
}

function accept(): void {
  state = 'idle'
  observeRows()
  moves.accept()
}

/** What rows stand in, or have stood in. */
const lists = new WeakSet<Element>()

export function holdsRows(element: Element): boolean {
  return lists.has(element)
}

/** Where rows have come. */
function observeRows(): void {
  for (const place of core.loaded.liveRows?.newPlaces.splice(0) ?? []) {
    try {
      const element = place.element()
      moves.observe(element)
      lists.add(element)
    } catch {
      // Its place is gone already.
    }
  }
}
