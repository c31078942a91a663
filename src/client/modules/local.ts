/** The lazy module of local state. */
import type { LocalState } from '../additions.ts'
import { keepLocalState } from '../local/keep-local-state.ts'
import type { ClientPort } from '../port.ts'
import { useCore } from './core.ts'

export function start(port: ClientPort): LocalState {
  useCore(port)
  return keepLocalState()
}
