/** The lazy module of the document around the page: its head, its language, and the time zone of the browser. */
import type { EffectOf } from '../../protocol/effects.ts'
import { changeDocument, changeHead } from '../head/change-head.ts'
import type { ClientPort } from '../port.ts'
import { core, useCore } from './core.ts'

const YEAR = 31_536_000

export function start(port: ClientPort): object {
  useCore(port)
  core.performers['head'] = (effect: EffectOf<'head'>) => {
    const { keptPages } = core.loaded.liveNavigation ?? {}
    // A kept page that is seen has the styles of its own.
    if (keptPages) keptPages.whenSeen(() => perform(effect))
    else perform(effect)
  }
  return {}
}

function perform([, gone, come, change = {}]: EffectOf<'head'>): void {
  changeHead([...core.parseMarkup(come).children], gone)
  changeDocument(change)
  const { cookie, zone } = change
  if (cookie) keep(cookie)
  if (zone) tellZone(zone)
}

/** The first response of the next visit knows it. */
function tellZone(cookie: string): void {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  keep(`${cookie}=${encodeURIComponent(timeZone)}`)
  core.sendLive(['zone', timeZone])
}

function keep(cookie: string): void {
  const secure = location.protocol === 'https:' ? ';secure' : ''
  core.page.cookie = `${cookie};path=/;max-age=${YEAR};samesite=lax${secure}`
}
