import { commandRefused } from '../../errors/view.ts'
import type { Command } from '../../protocol/differences.ts'
import type { ClientCommand } from './command.ts'

/** What the server sends of commands: they start from no element. */
export function commandsOf(commands: readonly ClientCommand<'page'>[], call: string): readonly Command[] {
  return commands.flatMap(({ client, handler }) => {
    const run = client?.run ?? []
    const [lost] = run.filter(
      ([word, target]) => typeof target !== 'string' && !(target === undefined && ALONE.has(word)),
    )
    if (handler !== null || lost)
      throw commandRefused({
        problem: handler
          ? `${call}() was called with a handler: it sends commands.`
          : `${call}() sends a command to the page, where there is no element that ${JSON.stringify(lost?.[1])} could be looked for from.`,
        wrong: `${call}(hide({ closest: '.menu' }))`,
        right: `${call}(hide('.menu'))`,
      })
    return run
  })
}

/** They have no target, or need none. */
const ALONE: ReadonlySet<string> = new Set(['popFocus', 'pushFocus'])
