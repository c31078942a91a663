/** What event parts hold. */
import type { Command, CommandsByKey } from '../../protocol/differences.ts'
import { isByKey } from '../../protocol/effects-by-key.ts'
import { isTransfer } from '../../protocol/event-types.ts'
import { closureInStream, closureWithoutView, expectedRowLives } from '../../errors/template.ts'
import { keysWithoutKeyboard } from '../../errors/view.ts'
import { excerptOfHole } from '../compile/source.ts'
import type { EventBinding, EventHandler } from '../template-value.ts'
import { describe } from './describe.ts'
import { jsonValue } from './json-value.ts'
import { refuse, type PartSite } from './part-site.ts'

export function eventValue(value: unknown, site: PartSite): EventHandler | EventBinding | null {
  const { part, strings, building } = site
  if (value === null || value === undefined || value === false) return null
  if (!isHandler(value)) {
    const remedy =
      typeof value === 'string'
        ? `An action is named by an attribute:  <${part.tag} live-${part.name}=${describe(value)}>`
        : `html\`<${part.tag} @${part.name}=\${(event) => …}>\``
    throw refuse(value, site, `as the handler of "${part.name}"`, remedy)
  }
  const at = (): { excerpt: string; event: string } => ({
    excerpt: excerptOfHole(strings, part.index),
    event: part.name,
  })
  if (building.context.expected)
    throw expectedRowLives({ excerpt: at().excerpt, what: `a handler for "${part.name}"` })
  if (building.context.host === null) throw closureWithoutView(at())
  // What a command carries goes to the browser with the template that it stands in.
  if (typeof value === 'object') {
    const { run = [], optimistic = [], keys, x } = value.client ?? {}
    const has =
      keys || x?.shortcuts
        ? 'the option "keys" and would never fire'
        : optimistic.some(isByKey) && 'effects by key, which would never be shown'
    if (has && !part.name.startsWith('key')) throw keysWithoutKeyboard({ ...at(), has })
    for (const command of [...run, ...optimistic.flatMap(commandsIn)]) checkCommand(command, site)
  }
  const runsHere = typeof value === 'function' || value.handler !== null
  if (building.rows === 'streamed' && runsHere) throw closureInStream(at())
  return runsHere && isTransfer(part.name) ? withTransfer(value) : value
}

/** The browser reads what is pasted and dropped by the module of options. */
function withTransfer(value: EventHandler | EventBinding): EventBinding {
  const binding: EventBinding =
    typeof value === 'function' ? { kind: 'binding', handler: value, client: null, options: null } : value
  return { ...binding, client: { ...binding.client, x: { ...binding.client?.x } } }
}

/** Those of all keys. */
function commandsIn(effect: Command | CommandsByKey): readonly Command[] {
  return isByKey(effect) ? effect.flatMap(([, ...commands]) => commands) : [effect]
}

function checkCommand(command: Command, site: PartSite): void {
  for (const argument of command) {
    if (typeof argument === 'bigint')
      throw refuse(argument, site, AS_DETAIL, 'JSON has no number of that size: write it as text.')
    if (typeof argument === 'object') jsonValue(argument, site, AS_DETAIL)
  }
}

const AS_DETAIL = 'as the detail of a command'

function isHandler(value: unknown): value is EventHandler | EventBinding {
  return (
    typeof value === 'function' ||
    (typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'binding')
  )
}
