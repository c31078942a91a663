/** Runs what moves the caret of a text, and puts it back. At the end of the text it stays at the end. */
export function keepCaret(element: Element, change: () => void): void {
  // What has no caret says so: https://html.spec.whatwg.org/#do-not-apply
  const field = element as HTMLInputElement
  const { selectionStart, selectionEnd, selectionDirection, value } = field
  change()
  if (selectionStart == null) return
  const kept = (offset: number | null): number | null =>
    offset === value.length ? field.value.length : offset
  field.setSelectionRange(kept(selectionStart), kept(selectionEnd), selectionDirection ?? undefined)
}
