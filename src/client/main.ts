/** The client, as the server delivers it: one script that makes the page live. */
import { listenForEvents } from './events.ts'
import { settings } from './page.ts'
import { startSession } from './session.ts'
import { noteEarlyChanges } from './submit-event.ts'

if (settings['liveToken']) {
  noteEarlyChanges()
  listenForEvents()
  startSession()
}
