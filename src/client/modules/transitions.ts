/** The lazy module of view transitions. */
import type { Transitions } from '../page-additions.ts'
import { createTransitions } from '../navigation/transition.ts'
import type { ClientPort } from '../port.ts'
import { useCore } from './core.ts'

export function start(port: ClientPort): Transitions {
  useCore(port)
  return createTransitions()
}
