/**
 * The lazy module of what handlers keep in the browser: sessions, and what is stored. A socket brings no cookie, so the page posts the ticket that it got, and
 * comes back with the cookie of the answer on another socket.
 */
import type { EffectOf } from '../../protocol/effects.ts'
import type { ClientPort } from '../port.ts'
import { core, useCore } from './core.ts'
import { followStorage, store } from './storage.ts'

/** What follows where the scripts of the application are. */
const SCRIPT_NAME = /client\.\w+\.js.*/
/** Answers that say nothing of the ticket: the server is ill, or has too much to do. */
const ILL = /^(408|425|429|5..)$/
const FIRST_WAIT = 500
/** Together with their waits longer than a ticket is good for. */
const MOST_TRIES = 6

export function start(port: ClientPort): object {
  useCore(port)
  core.performers['session'] = ([, text, somebody]: EffectOf<'session'>) => {
    if (somebody === undefined) void post(text)
    else goOnAs(text, somebody)
  }
  core.performers['stored'] = store
  followStorage()
  return {}
}

/** The answer may be lost: the same ticket makes the same session. */
async function post(ticket: string): Promise<void> {
  const script = core.page.querySelector('script[data-live-socket]')?.getAttribute('src') ?? ''
  // With the origin, as a document may have a base.
  const address = location.origin + script.replace(SCRIPT_NAME, 'session')
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    if (tries > 0) await pause(FIRST_WAIT * 2 ** (tries - 1))
    const status = await fetch(address, { method: 'POST', body: ticket, redirect: 'manual' }).then(
      (response) => response.status,
      () => 0,
    )
    // Refused it comes back too: the server says on the socket what it is now.
    if (status && !ILL.test(String(status))) return comeBack()
  }
}

/** On another socket. What opens that is loaded in idle time. */
async function comeBack(): Promise<void> {
  while (!core.loaded.liveRecovery) await pause(FIRST_WAIT)
  core.loaded.liveRecovery.reopen()
}

/** Whose page this is from now on, for its renewal. */
function goOnAs(token: string, somebody: 0 | 1): void {
  const { loaded, settings } = core
  // What was kept for Back is of another login.
  loaded.liveNavigation?.keptPages?.clear()
  settings['liveToken'] = token
  if (somebody) settings['liveLogin'] = 'some'
  else delete settings['liveLogin']
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
