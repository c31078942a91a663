/** The client, as the server delivers it: one script that makes the page live. */
import { hearEvents } from './events.ts'
import { followChanges } from './follow-changes.ts'
import { settings } from './page.ts'
import { startSession } from './session.ts'

if (settings['liveToken']) {
  followChanges()
  hearEvents()
  startSession()
}
