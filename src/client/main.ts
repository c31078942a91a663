/** The client, as the server delivers it: one script that makes the page live. */
import { hearEvents } from './events.ts'
import { roots, settings } from './page.ts'
import { startSession } from './session.ts'

if (settings['liveToken']) {
  followEdits()
  hearEvents()
  startSession()
}

/** Sees what users type and choose before any script of the page can keep it from us. */
function followEdits(): void {
  addEventListener('input', edited, true)
  addEventListener('change', edited, true)
  addEventListener('reset', ({ target }) => {
    // The form is reset after this event.
    setTimeout(() => {
      if (target instanceof HTMLFormElement) for (const control of target.elements) roots.edited(control)
    })
  })
}

function edited(event: Event): void {
  const [control] = event.composedPath()
  if (control instanceof Element) roots.edited(control)
}
