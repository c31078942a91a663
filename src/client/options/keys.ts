/** Shortcuts, where they are pressed. */
import type { BindingOptions } from '../../protocol/differences.ts'
import { core } from '../modules/core.ts'
import { isPressed } from './matches.ts'

/** Whether the keys are not those that are meant. */
export function passesKeys(event: Event, element: Element, options: BindingOptions): boolean {
  if (!options.shortcuts) return false
  const [origin = event.target] = event.composedPath()
  const place = {
    isMac: isMac(),
    // Asked for the keys of a shortcut alone: whether something is rendered takes a layout.
    get isTyping() {
      return origin !== element && event.target !== element && isText(origin)
    },
  }
  // Events of keys alone have shortcuts; what has no key is none.
  return !isPressed(event as KeyboardEvent, options, place)
}

/** Whether keys that are typed there become text, or choose something by its name. */
function isText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  const type = target instanceof HTMLInputElement ? target.type : ''
  const isPressed = /^(checkbox|radio|button|submit|reset|image|file|color|range)$/.test(type)
  const takesText =
    !isPressed && (target.isContentEditable || core.natural(target).matches('input,textarea,select'))
  return takesText && isRendered(target)
}

/**
 * Until the next rendering a control has the focus that has just gone with its dialog, and no key becomes text there:
 * https://html.spec.whatwg.org/#focus-fixup
 */
function isRendered(target: HTMLElement): boolean {
  // Newer than the oldest browsers that pages work in.
  const { checkVisibility }: Partial<Element> = core.natural(target)
  return !checkVisibility || checkVisibility.call(target)
}

function isMac(): boolean {
  return /^(Mac|iP)/.test(navigator.platform)
}
