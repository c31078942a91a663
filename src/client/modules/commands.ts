/** The lazy module of commands that not every page has, and of what the page shows of events before their outcome. */
import type { EffectOf } from '../../protocol/effects.ts'
import type { Commands } from '../additions.ts'
import { followTemplates } from '../commands/layers.ts'
import { animate, contentChanges, followContent } from '../commands/leaving.ts'
import { changing, expect, followRefusals, followTrees } from '../commands/optimistic.ts'
import { run } from '../commands/run.ts'
import type { ClientPort } from '../port.ts'
import { core, useCore } from './core.ts'

export function start(port: ClientPort): Commands {
  useCore(port)
  followTemplates()
  followTrees()
  followRefusals()
  followContent()
  core.performers['run'] = ([, ...commands]: EffectOf<'run'>) => run(commands)
  return {
    run,
    expect,
    changing(effects, changesTrees) {
      changing(effects, changesTrees)
      contentChanges(effects)
    },
    bind: animate,
  }
}
