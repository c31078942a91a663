/** Options as attributes of an element: `live-keys`, or `data-live-keys` for valid HTML. */
import type { HandlerTiming } from '../../protocol/differences.ts'
import { readShortcut, type Shortcut } from '../../protocol/shortcuts.ts'
import { core } from '../modules/core.ts'

/** What was reported already. */
const reported = new Set<string>()

/** Milliseconds; what is no number above 0 is none. */
export function timingOf(element: Element): HandlerTiming | undefined {
  const [debounce = 0, throttle = 0] = ['debounce', 'throttle'].map((name) =>
    Number(core.attributeOf(element, name)),
  )
  return debounce > 0 ? { debounce } : throttle > 0 ? { throttle } : undefined
}

/** Combinations with commas or spaces between them. */
export function shortcutsIn(text: string): Shortcut[] {
  return text
    .split(/[\s,]+/)
    .filter(Boolean)
    .map(shortcutIn)
    .filter((shortcut) => shortcut !== undefined)
}

/** A keyboard map: combinations with the names of their actions, in JSON; nothing when it is none. */
export function keyboardMapIn(text: string): [shortcut: Shortcut, action: string][] | undefined {
  if (!text.startsWith('{')) return undefined
  try {
    // It begins as an object does.
    return Object.entries(JSON.parse(text) as object).flatMap(([keys, action]) => {
      const shortcut = shortcutIn(keys)
      return shortcut ? [[shortcut, String(action)]] : []
    })
  } catch {
    reportOnce(text)
    return []
  }
}

function shortcutIn(text: string): Shortcut | undefined {
  const shortcut = readShortcut(text)
  if (typeof shortcut !== 'string') return shortcut
  reportOnce(`${text}: ${shortcut}`)
  return undefined
}

/** The server writes down what the author is to see. */
function reportOnce(fault: string): void {
  if (!reported.has(fault)) core.report('command-failed', `keys: ${fault}`)
  reported.add(fault)
}
