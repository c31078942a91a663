/** The lazy module of pages that use actions: their operations and their history. */
import type { ClientPort, PageHistory } from '../port.ts'
import { useCore } from './core.ts'
import { createHistory } from './history.ts'
import { edit, flash, METHODS, type EditEffect } from './operations.ts'

export function start(core: ClientPort): PageHistory {
  useCore(core)
  const history = createHistory()
  const { performers } = core
  for (const word in METHODS) performers[word] = (effect: EditEffect) => edit(effect, history)
  performers['url'] = history.show
  performers['flash'] = flash
  return history
}
