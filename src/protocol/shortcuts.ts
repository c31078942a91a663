/** How combinations of keys are written: for authors, and in attributes that browsers read. */

/**
 * `modifiers` are letters in alphabetical order: `a` alt, `c` ctrl, `m` meta, `p` ctrl, or meta on a Mac, `s` shift. `key` is a
 * `KeyboardEvent.key`, letters in lower case.
 */
export type Shortcut = readonly [modifiers: string, key: string]

/** Names of modifiers, by the letters that stand for them. `p` is Ctrl, or Command on a Mac. */
const MODIFIERS: Readonly<Record<string, string>> = {
  alt: 'a',
  option: 'a',
  ctrl: 'c',
  control: 'c',
  meta: 'm',
  cmd: 'm',
  command: 'm',
  mod: 'p',
  shift: 's',
}

/** Other names of keys than `KeyboardEvent.key` has for them, without separators and in lower case. */
const NAMES: Readonly<Record<string, string>> = {
  esc: 'Escape',
  return: 'Enter',
  space: ' ',
  plus: '+',
  del: 'Delete',
  up: 'ArrowUp',
  down: 'ArrowDown',
  left: 'ArrowLeft',
  right: 'ArrowRight',
}

/** As `KeyboardEvent.key` spells them. */
const KEYS =
  'Enter Tab Escape Backspace Delete Insert Home End PageUp PageDown ArrowUp ArrowDown ArrowLeft ArrowRight ContextMenu Pause CapsLock NumLock ScrollLock PrintScreen'.split(
    ' ',
  )

/** What is wrong with a combination. */
export type ShortcutFault = 'no-key' | 'two-keys' | 'unknown-key' | 'unknown-modifier' | 'modifier-twice'

/**
 * Reads `ctrl+shift+k`: modifiers in any order, and a key behind them. A letter in a combination is the key, in
 * whichever case; a capital alone is the letter with Shift.
 */
export function readShortcut(text: string): Shortcut | ShortcutFault {
  // A plus that nothing follows is the key.
  const [name = '', ...names] = text.split(/\+(?=.)/s).toReversed()
  let letters = ''
  for (const each of names) {
    const letter = MODIFIERS[each.trim().toLowerCase()]
    if (!letter) return keyOf(each) ? 'two-keys' : 'unknown-modifier'
    if (letters.includes(letter)) return 'modifier-twice'
    letters += letter
  }
  // Together they would be one modifier on some computers, and two on others.
  if (/p/.test(letters) && /[cm]/.test(letters)) return 'modifier-twice'
  const key = keyOf(name)
  if (!key) return name.trim() === '' || name.trim().toLowerCase() in MODIFIERS ? 'no-key' : 'unknown-key'
  if (names.length === 0 && key !== key.toLowerCase() && key.length === 1) letters = 's'
  return [[...letters].toSorted().join(''), key.length === 1 ? key.toLowerCase() : key]
}

/** The `KeyboardEvent.key` of a name; nothing when there is no such key. */
export function keyOf(name: string): string | undefined {
  // Space is a key, and other space is none.
  if (name === ' ') return name
  const trimmed = name.trim()
  if ([...trimmed].length === 1) return trimmed
  const plain = trimmed.toLowerCase().replaceAll(/[\s_-]/g, '')
  if (plain in NAMES) return NAMES[plain]
  if (/^f([1-9]|1\d|2[0-4])$/.test(plain)) return plain.toUpperCase()
  // What is spelled like a name may be one of the many keys of media and of phones.
  return (
    KEYS.find((key) => key.toLowerCase() === plain) ??
    (/^[A-Z][a-z]+([A-Z][A-Za-z\d]*|\d+)$/.test(trimmed) ? trimmed : undefined)
  )
}
