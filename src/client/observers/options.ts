/** Which events of a window or a document the options of a handler let through. */
import { core } from '../modules/core.ts'
import type { Receiver } from './observer.ts'

/** What is read of events of keys. One member is deprecated, and has no successor for what it is used for here. */
type KeyPress = Event & Pick<KeyboardEvent, 'key' | 'isComposing'> & { readonly keyCode: number }

export function passesOptions({ element, part }: Receiver, event: Event): boolean {
  const { keys, x } = part?.binding ?? {}
  // What else is asked for is known by a module, which its listener has loaded.
  if (x && core.loaded.liveOptions?.judge(event, element, x) !== 'meant') return false
  // Events of keys alone have them. What an input method makes of keys is text.
  const { key, isComposing, keyCode } = event as KeyPress
  // Safari tells of the last key when it is no more at work: https://bugs.webkit.org/show_bug.cgi?id=165004
  const isText = isComposing || keyCode === 229
  return !(keys && (isText || !keys.includes(key))) && !core.stopped.has(event)
}
