import type { Effect } from '../protocol/messages.ts'
import type { FlashMessage } from '../view/flash-message.ts'
import type { PageRuntime } from './page-runtime.ts'

/** The kind of what is no message: what the browser is to forget, as its area and its key. */
const FORGOTTEN = 'live:forgotten'

/** The messages among the effects of a page that no browser will get: they are shown where its code leads to. */
export function messagesIn(effects: readonly string[]): readonly FlashMessage[] {
  return effects.flatMap((each): FlashMessage[] => {
    const effect = decoded(each)
    return typeof effect === 'object' && effect[0] === 'flash' ? [[effect[1], effect[2]]] : []
  })
}

/** The same, and what the browser is to forget: the draft of a form that was sent. */
export function carriedIn(effects: readonly string[]): readonly FlashMessage[] {
  const forgotten = effects.flatMap((each): FlashMessage[] => {
    const effect = decoded(each)
    if (typeof effect !== 'object' || effect[0] !== 'stored' || effect[3] !== null) return []
    return [[`${effect[1]} ${effect[2]}`, FORGOTTEN]]
  })
  return [...messagesIn(effects), ...forgotten]
}

/** Those that are shown of what was carried to a page. Once it is live, its browser forgets the others. */
export function shownOf(carried: readonly FlashMessage[], runtime: PageRuntime): readonly FlashMessage[] {
  return carried.filter(([text, kind]) => {
    const [area, ...key] = text.split(' ')
    if (kind === FORGOTTEN)
      runtime.effect(['stored', area === 'local' ? area : 'session', key.join(' '), null])
    return kind !== FORGOTTEN
  })
}

function decoded(text: string): Effect {
  // It was encoded as one.
  return JSON.parse(text) as Effect
}
