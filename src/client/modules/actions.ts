/** The lazy module of what handlers have the page do: the usual commands, and operations on its elements. */
import type { Command, PlainCommand } from '../../protocol/differences.ts'
import type { EffectOf } from '../../protocol/effects.ts'
import type { Actions } from '../additions.ts'
import type { ClientPort } from '../port.ts'
import { lookForObserved } from '../observers/look-for-observed.ts'
import { core, useCore } from './core.ts'
import { flash } from './flash.ts'
import { edit, hasEdited, METHODS, mount, redo } from './operations.ts'
import { runPlain } from './plain-commands.ts'
import { unlessLate } from './unless-late.ts'

/** The commands that this module runs itself. */
const PLAIN: readonly string[] = ['focus', 'scroll', 'dispatch']

export function start(port: ClientPort): Actions {
  useCore(port)
  const { performers } = core
  for (const word in METHODS) performers[word] = unlessLate(edit)
  performers['flash'] = flash
  performers['mount'] = mount
  // What the server sends hooks may be there before their module.
  performers['hook'] ??= (effect: EffectOf<'hook'>) =>
    core.withModule('liveHooks', (hooks) => hooks.send(effect))
  for (const word of PLAIN) performers[word] = unlessLate(runPlain)
  lookForObserved()
  return { redo, hasEdited, command: run }
}

/** Runs the commands of an event part. Those that are not usual have a module of their own, which runs all of them then. */
function run(commands: readonly Command[], element: Element): void {
  if (commands.every(isPlain)) for (const command of commands) runPlain(command)
  else void runByModule(commands, element)
}

async function runByModule(commands: readonly Command[], element: Element): Promise<void> {
  // One that is there runs them while the browser still knows that a user has asked for them.
  if (!core.loaded.liveCommands) await core.loadModule('liveCommands')
  const module = core.loaded.liveCommands
  if (module) module.run(commands, element)
  else core.report('command-failed', 'no module for commands')
}

function isPlain(command: Command): command is PlainCommand {
  return PLAIN.includes(command[0]) && typeof command[1] === 'string'
}
