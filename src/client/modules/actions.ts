/** The lazy module of what handlers have the page do: commands, operations on its elements, and its history. */
import type { EffectOf } from '../../protocol/effects.ts'
import type { Actions } from '../additions.ts'
import type { ClientPort } from '../port.ts'
import { runCommand } from './commands.ts'
import { useCore } from './core.ts'
import { createHistory } from './history.ts'
import { edit, flash, METHODS, mount, type EditEffect } from './operations.ts'

export function start(core: ClientPort): Actions {
  useCore(core)
  const history = createHistory()
  const { performers } = core
  for (const word in METHODS) performers[word] = (effect: EditEffect) => edit(effect, history)
  performers['url'] = history.show
  performers['flash'] = flash
  performers['mount'] = (effect: EffectOf<'mount'>, event) => mount(effect, event, history)
  for (const word of ['focus', 'scroll', 'dispatch']) performers[word] = runCommand
  return { ...history, command: runCommand }
}
