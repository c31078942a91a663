/** The keys that a handler is for, as authors write them. */
import { invalidShortcut } from '../errors/view.ts'
import { keyOf, readShortcut, type Shortcut, type ShortcutFault } from '../protocol/shortcuts.ts'
import type { HandlerOptions } from './handler-options.ts'

/** The keys, where they are but names of keys: the first script of the browser compares those. */
export function namesOf({
  keys,
  typing,
  repeat,
}: Pick<HandlerOptions, 'keys' | 'typing' | 'repeat'>): readonly string[] | undefined {
  if (keys === undefined || typing !== undefined || repeat) return undefined
  const names = [keys].flat().map((key) => keyOf(key) ?? (/^[A-Z][A-Za-z]+$/.test(key) ? key : ''))
  return names.every((name) => name.length > 1) ? names : undefined
}

/** The shortcut that a text stands for. `where` says how the option is written that it stands in. */
export function shortcutOf(text: string, where: (text: string) => string = inKeys): Shortcut {
  const read = readShortcut(text)
  if (typeof read === 'string') throw invalidShortcut({ option: where(text), reason: REASONS[read] })
  return read
}

function inKeys(text: string): string {
  return `keys: '${text}'`
}

const REASONS: Readonly<Record<ShortcutFault, string>> = {
  'no-key': 'it has no key',
  'two-keys': 'it has more than one key',
  'unknown-key': 'there is no such key',
  'unknown-modifier': 'there is no such modifier',
  'modifier-twice': 'a modifier is in it twice ("mod" is Ctrl, or Command on a Mac)',
}
