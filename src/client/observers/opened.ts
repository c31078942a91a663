/** Dialogs and popovers that are open or closed as the view says, until their users open or close them. */
import { close, open } from '../commands/openable.ts'
import { followDialogs, openDialog } from '../focus/dialogs.ts'
import { core } from '../modules/core.ts'
import { notify } from './notify.ts'
import type { Observer, Receiver } from './observer.ts'

export function watchOpen(receiver: Receiver, isOpen: boolean, isModal: boolean): Observer {
  // Others have neither state.
  const element = receiver.element as HTMLElement
  const isDialog = element instanceof HTMLDialogElement
  // Both tell by events that do not bubble.
  const type = isDialog ? 'close' : 'toggle'
  let isWatching = false
  const show = (): void => {
    if (!isWatching || !core.natural(element).isConnected) return
    if (!isOpen) close(element)
    else if (isDialog && !isModal) openDialog(element, false)
    else open(element)
  }
  const listener = (event: Event): void => {
    if (event.target !== element) return
    const isShown = isDialog ? element.open : element.matches(':popover-open')
    // What its handler has left as it was stands again: nothing else would be a change that the browser is told of.
    if (isShown !== isOpen) notify(receiver, new CustomEvent('toggle', { detail: isShown }), show)
  }
  return {
    start() {
      isWatching = true
      if (isDialog) followDialogs()
      element.addEventListener(type, listener)
      // The trees may be in the middle of a change, and what comes is not in the document yet.
      queueMicrotask(show)
    },
    stop() {
      isWatching = false
      element.removeEventListener(type, listener)
    },
  }
}
