/** The lazy module of pages that the browser keeps for Back and Forward. */
import type { KeptPages } from '../page-additions.ts'
import { keepPages } from '../navigation/kept-pages.ts'
import type { Navigation } from '../navigation/navigation.ts'
import type { ClientPort } from '../port.ts'
import { useCore } from './core.ts'

export function start(port: ClientPort, pages: Navigation): KeptPages {
  useCore(port)
  return keepPages(pages)
}
