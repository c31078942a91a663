/** Rows that scripts of others have moved stand in the order of the server with its next frame, or the next change of the client. */
import { core } from '../modules/core.ts'
import { createForeignMoves, type ForeignMoves } from './foreign-moves.ts'
import { moveBefore } from './move.ts'

export const moves: ForeignMoves = createForeignMoves(moveBefore)

export function followMoves(): void {
  core.onChange(accept, moves.undo)
  const { takers } = core
  const { frame } = takers
  takers.frame = (taken) => {
    moves.undo()
    frame(taken)
  }
  observeRows()
}

function accept(): void {
  observeRows()
  moves.accept()
}

/** Where rows have come. */
function observeRows(): void {
  for (const place of core.loaded.liveRows?.newPlaces.splice(0) ?? []) {
    try {
      moves.observe(place.element())
    } catch {
      // Its place is gone already.
    }
  }
}
