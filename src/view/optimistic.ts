/** What the browser is told of the option `optimistic`. */
import { commandRefused, effectOfOtherKey } from '../errors/view.ts'
import type { Binding, Command, CommandsByKey } from '../protocol/differences.ts'
import { isByKey } from '../protocol/effects-by-key.ts'
import { describe } from '../template/tree/describe.ts'
import type { Reversible } from './commands/command.ts'
import type { EffectsByKey, HandlerOptions } from './handler-options.ts'
import { namesOf, shortcutOf } from './keys.ts'
import type { AnySchema } from './standard-schema.ts'

type Options = HandlerOptions<AnySchema | undefined>

/** Nothing where the page shows nothing in advance. */
export function effectsOf(options: Options): Binding['optimistic'] {
  const { optimistic } = options
  if (!optimistic) return undefined
  return isRecord(optimistic) ? [byKey(optimistic, options)] : commandsOf(optimistic)
}

/** Whether the browser needs the module of options to tell which effect is meant. */
export function hasShortcuts(effects: Binding['optimistic'] = []): boolean {
  return effects.some((effect) => isByKey(effect) && effect.some(([pressed]) => typeof pressed !== 'string'))
}

function byKey(effects: EffectsByKey, options: Options): CommandsByKey {
  const keys = Object.keys(effects)
  const given = options.keys === undefined ? undefined : [options.keys].flat()
  const read = (text: string): string => String(shortcutOf(text, inEffects))
  const meant = given && new Set(given.map((key) => String(shortcutOf(key))))
  for (const key of keys)
    if (meant && !meant.has(read(key))) throw effectOfOtherKey({ key, keys: given.map(quoted).join(', ') })
  // What is among keys is meant as they are.
  const areNames = namesOf({ ...options, keys: given ?? keys }) !== undefined
  return Object.entries(effects).map(([key, effect]) => {
    const shortcut = shortcutOf(key, inEffects)
    return [areNames ? shortcut[1] : shortcut, ...commandsOf(effect)]
  })
}

function inEffects(text: string): string {
  return `optimistic: { ${quoted(text)}: … }`
}

function quoted(text: string): string {
  return `'${text}'`
}

/** JavaScript, and what `chain` gives beside types that are too wide, may hand in anything. */
function commandsOf(effects: unknown): readonly Command[] {
  return [effects].flat().flatMap((command) => {
    if (isReversible(command)) return command.reversible
    throw commandRefused({
      problem: `on(…, { optimistic }) has ${describe(command)} in it, which cannot be taken back. It takes commands that change visibility, classes or attributes, rows or values: one, or a list of them, not a chain; or those for each key: { ArrowUp: moveRow(self, 'up') }.`,
      wrong: "on(handler, { optimistic: chain(focus('#name'), hide('#menu'), addClass(self, 'saved')) })",
      right: "chain(focus('#name'), on(handler, { optimistic: [hide('#menu'), addClass(self, 'saved')] }))",
    })
  })
}

function isReversible(command: unknown): command is Reversible {
  return typeof command === 'object' && command !== null && 'reversible' in command
}

/** Commands are objects as well: they say of what kind they are. */
function isRecord(effects: NonNullable<Options['optimistic']>): effects is EffectsByKey {
  return (
    typeof effects === 'object' &&
    !Array.isArray(effects) &&
    !('reversible' in effects) &&
    !('kind' in effects)
  )
}
