/** The client, as the server delivers it: one script that makes the page live. */
import { edited } from './controls.ts'
import { hearEvents } from './events.ts'
import { settings } from './page.ts'
import { startSession } from './session.ts'

if (settings['liveToken']) {
  followEdits()
  hearEvents()
  startSession()
}

/** Sees what users type and choose before any script of the page can keep it from us. */
function followEdits(): void {
  addEventListener('input', followEdit, true)
  addEventListener('change', followEdit, true)
  addEventListener('reset', ({ target }) => {
    // The form is reset after this event.
    setTimeout(() => {
      if (target instanceof HTMLFormElement) for (const control of target.elements) edited(control)
    })
  })
}

function followEdit(event: Event): void {
  const [control] = event.composedPath()
  if (control instanceof Element) edited(control)
}
