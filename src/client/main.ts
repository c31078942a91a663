/** The client, as the server delivers it: one script that makes the page live. */
import { page } from './clobbering.ts'
import { listenForEvents } from './events.ts'
import { settings } from './page.ts'
import type { PrerenderedDocument } from './prerendered-document.d.ts'
import { startSession } from './session.ts'
import { noteEarlyChanges } from './submit-event.ts'

if (settings['liveToken']) {
  noteEarlyChanges()
  listenForEvents()
  // A page that the browser has made ahead is mostly thrown away: it joins when somebody sees it. Where browsers make
  // such pages, documents have this member.
  const made = page as PrerenderedDocument
  if (made.prerendering) made.onprerenderingchange = startSession
  else startSession()
}
