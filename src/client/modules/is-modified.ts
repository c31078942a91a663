/** Whether a modifier key was down with which keys and presses are shortcuts, and no text. */
export function isModified(event: Event): boolean {
  // Events of keys and pointers have them.
  const { altKey, ctrlKey, metaKey } = event as KeyboardEvent
  return altKey || ctrlKey || metaKey
}
