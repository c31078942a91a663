/** A message that is shown to the visitor for a few seconds. */
export type FlashMessage = readonly [text: string, kind: string]

/** Takes messages as authors say them, the kind of which may be left out. */
export function flashInto(messages: FlashMessage[]): (text: string, kind?: string) => void {
  return (text, kind = 'info') => void messages.push([text, kind])
}
