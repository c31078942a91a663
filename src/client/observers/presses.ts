/**
 * Which elements a press was outside of. Without document: what is inside is handed in.
 *
 * A press is decided where it begins, for those that watch then. Where it ends says nothing: it may be dragged
 * over the edge, what was pressed may be gone by then, and an element that the press itself brings was not there. It counts
 * when it ends as a press, not when the browser makes something else of it, such as scrolling.
 */
export interface Presses<Watcher> {
  /** A pointer is pressed. `isInside` says whether that is inside of what a watcher is for. */
  begin(pointer: number, watchers: Iterable<Watcher>, isInside: (watcher: Watcher) => boolean): void
  /** It is released. Returns those of the watchers that it was outside of. */
  end(pointer: number, isWatching: (watcher: Watcher) => boolean): readonly Watcher[]
  /** The browser makes something else of it. */
  cancel(pointer: number): void
}

export function createPresses<Watcher>(): Presses<Watcher> {
  const outside = new Map<number, readonly Watcher[]>()

  return {
    begin(pointer, watchers, isInside) {
      outside.set(
        pointer,
        [...watchers].filter((watcher) => !isInside(watcher)),
      )
    },
    end(pointer, isWatching) {
      const watchers = outside.get(pointer) ?? []
      outside.delete(pointer)
      return watchers.filter(isWatching)
    },
    cancel(pointer) {
      outside.delete(pointer)
    },
  }
}
