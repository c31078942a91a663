/** What the server rendered last for one property of a control. */
export interface Mirror {
  /** Absent before anything was rendered. */
  rendered?: unknown
  /** What the control made of it when it was written: line ends, ranges and addresses come out differently. */
  answer?: unknown
}

/** Takes a value that the server rendered. False when it is a repeat, which changes nothing. */
export function mirrorValue(mirror: Mirror, value: unknown): boolean {
  // Custom elements may have lists and objects.
  if (mirror.rendered !== undefined && JSON.stringify(mirror.rendered) === JSON.stringify(value)) return false
  mirror.rendered = value
  delete mirror.answer
  return true
}
