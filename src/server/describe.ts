/**
 * What was thrown, in words. Anything can be thrown, also what cannot be looked at: an object without
 * `toString`, a revoked proxy.
 */
export function describeError(thrown: unknown): string {
  try {
    return thrown instanceof Error ? String(thrown.message) : String(thrown)
  } catch {
    return 'something that cannot be shown as text'
  }
}

/** Text with its control characters written out, so that a terminal or a log file does not act on them. Lines remain. */
export function escapeControls(text: string): string {
  return text.replace(CONTROLS, writtenOut)
}

/** Text that a browser sent, for one line of a log: at most so many characters, and no line breaks. */
export function escapeForeign(text: string, longest: number = 200): string {
  return text.slice(0, longest).replace(CONTROLS_AND_LINES, writtenOut)
}

function writtenOut(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}

// Controls of ASCII and Latin-1, separators of lines, and what turns the direction of text.
const CONTROLS = /[\0-\x08\v-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]/g
const CONTROLS_AND_LINES = /[\0-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]/g
