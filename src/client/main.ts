/** The client, as the server delivers it: one script that makes the page live. */
import { edited } from './controls.ts'
import { hearEvents } from './events.ts'
import { settings } from './page.ts'
import { startSession } from './session.ts'

if (settings['liveToken']) {
  // What users type and choose is seen before any script of the page can keep it from us.
  for (const type of ['input', 'change']) addEventListener(type, followEdit, true)
  hearEvents()
  startSession()
}

function followEdit(event: Event): void {
  // Controls are elements. Whatever else it happens to is bound to nothing.
  edited(event.composedPath()[0] as Element)
}
