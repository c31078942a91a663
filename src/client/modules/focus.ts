/** The lazy module of focus traps. */
import type { Directives } from '../additions.ts'
import { keepFocusIn } from '../focus/keep-focus-in.ts'
import type { ClientPort } from '../port.ts'
import { useCore } from './core.ts'

export function start(port: ClientPort): Directives {
  useCore(port)
  return keepFocusIn()
}
