/** The lazy module of hooks: scripts of the author's for elements of views. */
import type { Hooks } from '../additions.ts'
import { startHooks } from '../hooks/hooks.ts'
import type { ClientPort } from '../port.ts'
import { useCore } from './core.ts'

export function start(port: ClientPort): Hooks {
  useCore(port)
  return startHooks()
}
