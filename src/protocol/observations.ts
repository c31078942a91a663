/** What an element may watch for: the data of directives whose module in the browser is that of observers. */
export type Observation =
  /** Events of this type, wherever they happen. */
  | readonly [where: 'window' | 'document', type: string]
  /** Presses that begin elsewhere. */
  | readonly ['outside']
  /** Whether the element is in view, or so many pixels away from it. */
  | readonly [how: 'appear' | 'disappear', margin: number]
  /** Another size. */
  | readonly ['resize']
  /** The element is there. */
  | readonly ['mounted']
  /** Whether a dialog or popover is open as it should be, and whether a dialog makes the rest of the page inert. */
  | readonly ['open', isOpen: 0 | 1, isModal: 0 | 1]
  /** The time. */
  | readonly ['every', milliseconds: number]
