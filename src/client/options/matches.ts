/** Whether the keys that were pressed are a shortcut. Without DOM: the event is read, and nothing else. */
import type { BindingOptions } from '../../protocol/differences.ts'
import type { Shortcut } from '../../protocol/shortcuts.ts'

/** What is read of an event of keys. */
export interface KeyPress extends Pick<
  KeyboardEvent,
  | 'key'
  | 'code'
  | 'isComposing'
  | 'repeat'
  | 'altKey'
  | 'ctrlKey'
  | 'metaKey'
  | 'shiftKey'
  | 'getModifierState'
> {
  /** Deprecated, and without a successor for what it is used for here. */
  readonly keyCode: number
}

/** Where it happened. */
export interface Place {
  readonly isMac: boolean
  /** What is typed there becomes text, and the handler does not stand on that very control. */
  readonly isTyping: boolean
}

/** Whether one of the shortcuts is pressed, and the options let it through. */
export function isPressed(press: KeyPress, options: BindingOptions, place: Place): boolean {
  const { shortcuts = [], typing, repeat } = options
  // Browsers that fill in a form send events of keys without a key. What an input method makes of keys is text: Safari
  // tells of the last one when it has ended (https://bugs.webkit.org/show_bug.cgi?id=165004), by this code alone.
  if (!press.key || press.isComposing || press.keyCode === 229) return false
  if (press.repeat && !repeat) return false
  return shortcuts.some(
    (shortcut) =>
      isCombination(press, shortcut, place.isMac) && (!place.isTyping || !!(typing ?? !isTyped(shortcut))),
  )
}

/** Whether the keys mean something else where text is typed. */
function isTyped([modifiers, key]: Shortcut): boolean {
  return !/[acmp]/.test(modifiers) && !/^(Escape|F\d+)$/.test(key)
}

function isCombination(press: KeyPress, [modifiers, key]: Shortcut, isMac: boolean): boolean {
  const wanted = modifiers.replace('p', isMac ? 'm' : 'c')
  // Windows has Ctrl and Alt down together with AltGr, which makes characters as Shift does.
  const isAltGr = press.getModifierState?.('AltGraph')
  if (press.metaKey !== wanted.includes('m')) return false
  if ((press.ctrlKey && !isAltGr) !== wanted.includes('c')) return false
  if ((press.altKey && !isAltGr) !== wanted.includes('a')) return false
  const wantsShift = wanted.includes('s')
  // Which characters need Shift differs from keyboard to keyboard, but for letters.
  const isCharacter = key.length === 1 && !/^[\p{Letter} ]$/u.test(key)
  if (press.shiftKey !== wantsShift && !(isCharacter && !wantsShift)) return false
  const character = press.key.toLowerCase()
  if (press.key === key || character === key) return true
  return isByPlace(press, isMac) || (wantsShift && /^\d$/.test(key)) ? physical(press.code) === key : false
}

/**
 * Whether the place of the key decides: its character is of another script than Latin, or none. On Macs Alt makes
 * other characters.
 */
function isByPlace({ key, altKey }: KeyPress, isMac: boolean): boolean {
  if (key === 'Dead' || key === 'Unidentified') return true
  return [...key].length === 1 && (isMac && altKey ? key > '~' : !/^[ -~\p{Script=Latin}]$/u.test(key))
}

/** The letter or digit of a key on a keyboard of the United States. */
function physical(code: string): string | undefined {
  return /^(?:Key|Digit|Numpad)([A-Z\d])$/.exec(code)?.[1]?.toLowerCase()
}
