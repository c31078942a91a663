/** The lazy module of what handlers have the page do: commands, and operations on its elements. */
import type { Actions } from '../additions.ts'
import type { ClientPort } from '../port.ts'
import { runCommand } from './commands.ts'
import { useCore } from './core.ts'
import { flash } from './flash.ts'
import { edit, hasEdited, METHODS, mount, redo } from './operations.ts'

export function start(core: ClientPort): Actions {
  useCore(core)
  const { performers } = core
  for (const word in METHODS) performers[word] = edit
  performers['flash'] = flash
  performers['mount'] = mount
  for (const word of ['focus', 'scroll', 'dispatch']) performers[word] = runCommand
  return { redo, hasEdited, command: runCommand }
}
