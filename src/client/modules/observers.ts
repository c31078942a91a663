/** The lazy module of what elements watch for: the window, presses outside, whether they are in view, their size, the time. */
import type { Observers } from '../additions.ts'
import { lookAgain, lookForActions } from '../observers/attributes.ts'
import { bind, lookAtAll } from '../observers/directives.ts'
import { tell } from '../observers/listen.ts'
import type { ClientPort } from '../port.ts'
import { core, useCore } from './core.ts'

export function start(port: ClientPort): Observers {
  useCore(port)
  core.onChange(() => {
    lookAtAll()
    lookAgain()
  })
  lookForActions()
  return { bind, lookForActions, tell }
}
