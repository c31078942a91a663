/**
 * Where the focus goes when a native dialog is closed. The browser gives it back to what had it before; here it goes to what is
 * around that when that is gone, also when the change that takes it away comes right after.
 */
import { core } from '../modules/core.ts'
import { ROOT } from '../marks.ts'
import { followFocus, giveBack, isLost, placeOutside } from './places.ts'
import { closed, opened, type Place, type Stack } from './traps.ts'

let stack: Stack<Element> = []
/** Where the focus was given back to, until the user does something. */
let given: Place<Element> = []
let isFollowing = false

/** From now on it is known where the focus was when dialogs are opened. */
export function followDialogs(): void {
  if (isFollowing) return
  isFollowing = true
  followFocus()
  core.onChange(() => {
    // One that is removed is not closed: it tells nothing.
    stack = stack.filter(({ element }) => core.natural(element).isConnected)
    if (given.length > 0 && core.page.activeElement === core.page.body) giveBack(given)
  })
  for (const type of ['pointerdown', 'keydown']) core.page.addEventListener(type, () => (given = []), true)
}

/** Opens a dialog that is closed. */
export function openDialog(dialog: HTMLDialogElement, isModal: boolean): void {
  followDialogs()
  const place = placeOutside(dialog)
  if (isModal) dialog.showModal()
  else dialog.show()
  stack = opened(closed(stack, dialog), dialog, place)
  dialog.addEventListener('close', over)
}

function over({ target, currentTarget }: Event): void {
  if (!(target instanceof HTMLDialogElement) || target !== currentTarget || target.open) return
  target.removeEventListener('close', over)
  const opener = stack.find(({ element }) => element === target)?.opener ?? []
  stack = closed(stack, target)
  // Around a root stands what another page has, too: its focus is its own.
  given = opener.filter((each) => core.natural(each).parentElement?.closest(`[${ROOT}]`))
  if (isLost(target)) giveBack(opener)
}
