/** Shortcuts, where they are pressed. */
import type { BindingOptions } from '../../protocol/differences.ts'
import { core } from '../modules/core.ts'
import { isPressed } from './matches.ts'

/** Whether the keys are not those that are meant. */
export function passesKeys(event: Event, element: Element, options: BindingOptions): boolean {
  if (!options.shortcuts) return false
  const [origin = event.target] = event.composedPath()
  const isTyping = origin !== element && event.target !== element && isText(origin)
  // Events of keys alone have shortcuts; what has no key is none.
  return !isPressed(event as KeyboardEvent, options, { isMac: isMac(), isTyping })
}

/** Whether keys that are typed there become text, or choose something by its name. */
function isText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  const type = target instanceof HTMLInputElement ? target.type : ''
  const isPressed = /^(checkbox|radio|button|submit|reset|image|file|color|range)$/.test(type)
  return !isPressed && (target.isContentEditable || core.natural(target).matches('input,textarea,select'))
}

function isMac(): boolean {
  return /^(Mac|iP)/.test(navigator.platform)
}
