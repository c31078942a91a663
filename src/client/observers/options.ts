/** Which events of a window or a document the options of a handler let through. */
import { core } from '../modules/core.ts'
import type { Receiver } from './observer.ts'

/** What is read of events of keys. One member is deprecated, and has no successor for what it is used for here. */
type KeyPress = Event & Pick<KeyboardEvent, 'key' | 'isComposing'> & { readonly keyCode: number }

export function passesOptions({ element, part }: Receiver, event: Event): boolean {
  const { keys, x } = part?.binding || {}
  // What else is asked for is known by a module, which its listener has loaded.
  if (x && core.loaded.liveOptions?.skips(event, element, x) !== 0) return false
  // Events of keys alone have them. What an input method makes of keys is text.
  const { key, isComposing, keyCode } = event as KeyPress
  // Safari tells of the last key when it is no more at work: https://bugs.webkit.org/show_bug.cgi?id=165004
  const isText = isComposing || keyCode === 229
  return !(keys && (isText || !keys.includes(key))) && !isStopped(event)
}

/** Whether a handler on the way has taken it for itself. */
function isStopped(event: Event): boolean {
  return event.composedPath().some((node) => {
    const { stop, keys, self } = (node instanceof Element && core.handlerOf(node, event.type)?.binding) || {}
    // As above.
    const { key } = event as KeyboardEvent
    return stop && (!keys || keys.includes(key)) && (!self || node === event.target)
  })
}
