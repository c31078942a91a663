import type { Effect } from '../protocol/messages.ts'
import type { FlashMessage } from '../view/flash-message.ts'

/** The messages among the effects of a page that no browser will get: they are shown where its code leads to. */
export function messagesIn(effects: readonly string[]): readonly FlashMessage[] {
  return effects.flatMap((each): FlashMessage[] => {
    // It was encoded as one.
    const effect = JSON.parse(each) as Effect
    return typeof effect === 'object' && effect[0] === 'flash' ? [[effect[1], effect[2]]] : []
  })
}
