/** Opens and closes what browsers know to open: dialogs, sections and popovers. */
import { openDialog } from '../focus/dialogs.ts'

export function open(element: HTMLElement): void {
  if (element instanceof HTMLDialogElement) {
    if (!element.open) openDialog(element, true)
  } else if (element instanceof HTMLDetailsElement) element.open = true
  else if (!isOpenPopover(element)) element.showPopover()
}

export function close(element: HTMLElement): void {
  if (element instanceof HTMLDialogElement) element.close()
  else if (element instanceof HTMLDetailsElement) element.open = false
  else if (isOpenPopover(element)) element.hidePopover()
}

function isOpenPopover(element: HTMLElement): boolean {
  return element.matches(':popover-open')
}
