/** Keeps the focus in an element: a directive, which the browser carries out by itself. */
import { Misuse, type DirectiveValue } from '../template/template-value.ts'
import { describe } from '../template/tree/describe.ts'

/** Options of {@link focusTrap}. */
export interface FocusTrapOptions {
  /** Whether the focus is kept. Default: true. */
  readonly active?: boolean
}

/**
 * Keeps the focus in a dialog that is no `<dialog>`, as long as it is shown: the Tab key goes round in it, and the focus returns
 * to where it was when the dialog goes. The newest trap has the focus.
 *
 * ```ts
 * html`<div role="dialog" aria-modal="true" aria-label="Rename" ${focusTrap()}>…</div>`
 * ```
 */
export function focusTrap(options: FocusTrapOptions = {}): DirectiveValue | Misuse {
  if (typeof options !== 'object' || options === null)
    return new Misuse(
      `focusTrap(${describe(options)})`,
      'It takes options: focusTrap({ active: this.isOpen }).',
    )
  return {
    kind: 'directive',
    module: 'Focus',
    data: options.active ?? true,
    type: '',
    handler: null,
    closed: false,
  }
}
