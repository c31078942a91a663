/** What is known of something that was thrown. */
export interface ErrorText {
  readonly name: string
  readonly message: string
  readonly stack: string
}

/**
 * Reads what was thrown. Anything can be, also what cannot be looked at: an object without `toString`, a revoked
 * proxy, an error whose message throws.
 */
export function readError(thrown: unknown): ErrorText {
  try {
    if (!(thrown instanceof Error)) return { name: 'Error', message: String(thrown), stack: '' }
    return { name: String(thrown.name), message: String(thrown.message), stack: String(thrown.stack ?? '') }
  } catch {
    return { name: 'Error', message: 'Something was thrown that cannot be shown as text.', stack: '' }
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
