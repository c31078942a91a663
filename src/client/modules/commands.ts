/** The lazy module of commands that not every page has, and of what the page shows of events before their outcome. */
import type { EffectOf } from '../../protocol/effects.ts'
import type { Commands } from '../additions.ts'
import { takeArrivals } from '../commands/added-row.ts'
import { attempt } from '../commands/attempt.ts'
import { followTemplates, renderedIn } from '../commands/layers.ts'
import { noteMoves, noteSpots } from '../commands/gliding.ts'
import { animate, contentChanged, contentChanges, followContent } from '../commands/leaving.ts'
import { changing, expect, followRefusals, isExpecting, showExpected } from '../commands/optimistic.ts'
import { run } from '../commands/run.ts'
import type { ClientPort } from '../port.ts'
import { core, useCore } from './core.ts'
import { unlessLate } from './unless-late.ts'

export function start(port: ClientPort): Commands {
  useCore(port)
  followTemplates()
  core.onChange(changed, () => attempt(noteSpots))
  followRefusals()
  followContent()
  core.performers['run'] = unlessLate(([, ...commands]: EffectOf<'run'>) => run(commands))
  return {
    run,
    expect,
    changing(effects, difference) {
      // Rows are seen where they are expected, which is not where they stand when the difference comes.
      if (difference || isExpecting()) attempt(noteSpots)
      // The frame is applied, whatever becomes of what was expected.
      attempt(() => changing(effects, !!difference))
      attempt(() => contentChanges(effects))
      if (!difference) attempt(noteMoves)
    },
    bind: animate,
    renderedIn,
  }
}

function changed(): void {
  attempt(() => {
    // What is expected may be found by what local state makes of elements: whichever module came first, that is there by then.
    core.loaded.liveLocal?.renew()
    takeArrivals()
    contentChanged()
    showExpected()
    noteMoves()
  })
}
