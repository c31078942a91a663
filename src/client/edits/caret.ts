import { core } from '../modules/core.ts'

/**
 * Runs what takes the focus from an element or moves its caret, and puts the caret back. At the end of the
 * text it stays at the end.
 */
export function keepCaret(element: Element, change: () => void): void {
  // What has no caret says so: https://html.spec.whatwg.org/#do-not-apply
  const field = core.natural(element) as HTMLInputElement
  const { selectionStart, selectionEnd, selectionDirection, value } = field
  const hadCaret = element === core.page.activeElement && selectionStart != null
  change()
  if (!hadCaret) return
  const kept = (offset: number | null): number | null =>
    offset === value.length ? field.value.length : offset
  field.setSelectionRange(kept(selectionStart), kept(selectionEnd), selectionDirection ?? undefined)
}

/** Sets a property of an element, which may be anything; a text that is being edited keeps its caret. */
export function assign(element: Element, name: string, value: unknown): void {
  keepCaret(element, () => core.assign(element, name, value))
}
