/** The lazy module of content that stands elsewhere in the document than its owner. */
import type { Portals } from '../portal-additions.ts'
import type { ClientPort } from '../port.ts'
import { showPortals } from '../portals/portals.ts'
import { useCore } from './core.ts'

export function start(port: ClientPort): Portals {
  useCore(port)
  return showPortals()
}
