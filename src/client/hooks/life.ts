/**
 * The life of one hook in one element: which of its callbacks is due. Without document, connection and code of the author's, which
 * are handed in.
 *
 * What is *wanted* changes at any time: whether the hook is to be there, its data, whether the page is live. After each change
 * the life does what is still to be done, so that whatever happens between (an element that leaves and comes back within
 * one change, a cut that is over) is passed over, and `mounted` and `destroyed` come in pairs.
 *
 * | state | means |
 * |---|---|
 * | `out` | not mounted |
 * | `mounting` | `mounted` was called, and has not settled |
 * | `mounted` | until `destroyed` |
 * | `failed` | `mounted` has thrown: it is not called again before the hook was away |
 */
export interface Wanted {
  /** Whether its element is in the page, the view has the hook on it, and its module is there. */
  readonly isPresent: boolean
  /** Its data, as JSON. */
  readonly text: string
  readonly isLive: boolean
}

export interface LifePort {
  /** Calls `mounted`. `settled` follows, now or later. */
  mount(text: string): void
  update(text: string): void
  destroy(): void
  disconnect(): void
  reconnect(): void
}

export interface Life {
  readonly isMounted: boolean
  want(change: Partial<Wanted>): void
  /** `mounted` has returned, or has thrown. */
  settled(how: 'mounted' | 'failed'): void
}

export function createLife(port: LifePort): Life {
  let state: 'out' | 'mounting' | 'mounted' | 'failed' = 'out'
  let wanted: Wanted = { isPresent: false, text: '', isLive: true }
  /** The data that the hook knows. */
  let text = ''
  /** Whether the hook takes the page for live. */
  let isLive = true
  let isBusy = false

  return {
    get isMounted() {
      return state === 'mounted'
    },
    want(change) {
      wanted = { ...wanted, ...change }
      catchUp()
    },
    settled(how) {
      if (state === 'mounting') state = how
      catchUp()
    },
  }

  /** What a callback changes is done after it. */
  function catchUp(): void {
    if (isBusy) return
    isBusy = true
    while (step());
    isBusy = false
  }

  /** Does the next thing that is due. False when nothing is. */
  function step(): boolean {
    if (state === 'out' && wanted.isPresent) {
      state = 'mounting'
      text = wanted.text
      isLive = true
      port.mount(text)
    } else if (state === 'failed' && !wanted.isPresent) state = 'out'
    else if (state !== 'mounted') return false
    else if (!wanted.isPresent) {
      state = 'out'
      port.destroy()
    } else if (isLive !== wanted.isLive) {
      isLive = wanted.isLive
      if (isLive) port.reconnect()
      else port.disconnect()
    } else if (text !== wanted.text) {
      text = wanted.text
      port.update(text)
    } else return false
    return true
  }
}
