/**
 * Runs what takes the focus from an element or moves its caret, and puts the caret back. At the end of the
 * text it stays at the end.
 */
import { natural, page } from './clobbering.ts'
export function keepCaret(element: Element, change: () => void): void {
  // What has no caret says so: https://html.spec.whatwg.org/#do-not-apply
  const field = natural(element) as HTMLInputElement
  const { selectionStart, selectionEnd, selectionDirection, value } = field
  const hadCaret = element === page.activeElement && selectionStart != null
  change()
  if (!hadCaret) return
  const kept = (offset: number | null): number | null =>
    offset === value.length ? field.value.length : offset
  field.setSelectionRange(kept(selectionStart), kept(selectionEnd), selectionDirection ?? undefined)
}
