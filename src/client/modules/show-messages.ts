/** The place of messages, in which screen readers read what comes. */
import { placeOf } from './place-of.ts'

/** Milliseconds: screen readers need a moment to learn of a region, and read only what comes into it after that. */
const UNTIL_KNOWN = 150

/**
 * Shows lines in the place of the author's, or in one at the end of the body. They are seen at once. As the place may have come
 * in this moment, they come once more for screen readers, which know it by then, and read them once.
 */
export function showMessages(lines: readonly HTMLElement[]): void {
  const place = placeOf('data-live-flash')
  if (!place.matches('[role],[aria-live]')) place.setAttribute('role', 'status')
  for (const line of lines) line.setAttribute('aria-hidden', 'true')
  place.append(...lines)
  setTimeout(() => lines.forEach(readAloud), UNTIL_KNOWN)
}

function readAloud(line: HTMLElement): void {
  line.removeAttribute('aria-hidden')
  line.replaceChildren(...line.childNodes)
}
