/**
 * What a server answers a page that asks for the module of recovery of another build. Short names of members are
 * those of one build, so the page can use no module of this one. It is loaded again, with what was typed kept, unless
 * it is live, was loaded for this reason less than a minute ago, or would lose something: then it asks again when it
 * needs the module. A page that answers a POST cannot be loaded again: it ends, and goes on as plain HTML.
 */
import { natural, page } from './clobbering.ts'
import { formOf } from './form-of.ts'
import { useCore } from './modules/core.ts'
import { ownAddress } from './recovery/own-address.ts'
import { keepOverReload } from './recovery/reload.ts'

/** A page that has just begun to connect is live within this time, if it ever is. */
const PATIENCE = 5_000

useCore({ page, natural, formOf })
const { dataset } = page.documentElement
if (dataset['liveStatus'] === 'connecting') await new Promise((resolve) => setTimeout(resolve, PATIENCE))
if (dataset['liveStatus'] !== 'live') {
  if (page.querySelector('script[data-live-posted]')) dataset['liveStatus'] = 'ended'
  else {
    const verdict = keepOverReload(await isForSame())
    if (verdict === 'kept') location.reload()
    if (verdict === 'would-lose') Object.assign(dataset, { liveStatus: 'refused', liveCode: 'version' })
  }
}
throw new Error('the module is of another build')

/** Whether the page that comes is for the same login: the server says so of the token that the page has. */
async function isForSame(): Promise<boolean> {
  const { liveToken = '', liveLogin } =
    page.querySelector<HTMLElement>('script[data-live-socket]')?.dataset ?? {}
  if (liveLogin === undefined) return true
  const response = await fetch(ownAddress(), {
    cache: 'no-store',
    // The token goes to no other address.
    redirect: 'manual',
    headers: { accept: 'text/html', 'live-renewal': liveToken },
  })
  return /data-live-login="?same/.test(await response.text())
}
