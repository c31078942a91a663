/** What the browser is told of the options of a handler. */
import { commandRefused, conflictingOptions, invalidShortcut } from '../errors/view.ts'
import type { Binding, BindingOptions, Command, DisableWith, Shortcut } from '../protocol/differences.ts'
import { keyOf, readShortcut, type ShortcutFault } from '../protocol/shortcuts.ts'
import { LocalScope } from '../template/local/local-scope.ts'
import { renderContent } from '../template/output/render-content.ts'
import type { RawValue } from '../template/template-value.ts'
import { describe } from '../template/tree/describe.ts'
import type { Reversible } from './commands/command.ts'
import type { HandlerOptions } from './handler-options.ts'
import type { AnySchema } from './standard-schema.ts'

type Options = HandlerOptions<AnySchema | undefined>

/** Null when there is nothing to tell. */
export function clientBinding(options: Options): Binding | null {
  checkTogether(options)
  const names = namesOf(options)
  return nonEmpty({
    ...(options.prevent && { prevent: 1 }),
    ...(options.passive && { prevent: 0 }),
    ...(options.stop && { stop: 1 }),
    ...(options.once && { once: 1 }),
    ...(options.self && { self: 1 }),
    ...(names && { keys: names }),
    ...(options.lock && { pending: 1 }),
    ...(options.disableWith !== undefined && { pending: disableWith(options.disableWith) }),
    ...(options.send && { send: [options.send].flat().map((state) => LocalScope.nameOf(state)) }),
    ...(options.optimistic && {
      optimistic: [options.optimistic].flat().flatMap(whatItExpects),
    }),
    ...(options.recover === false && { recover: 0 }),
    ...(options.overlap && { latest: options.overlap === 'latest' ? 1 : 0 }),
    ...optionsOfModule(options, !names),
  })
}

/** JavaScript, and what `chain` gives beside types that are too wide, may hand in anything. */
function whatItExpects(command: unknown): readonly Command[] {
  if (isReversible(command)) return command.reversible
  throw commandRefused({
    problem: `on(…, { optimistic }) has ${describe(command)} in it, which cannot be taken back. It takes commands that change visibility, classes or attributes, rows or values: one, or a list of them, not a chain.`,
    wrong: "on(handler, { optimistic: chain(focus('#name'), hide('#menu'), addClass(self, 'saved')) })",
    right: "chain(focus('#name'), on(handler, { optimistic: [hide('#menu'), addClass(self, 'saved')] }))",
  })
}

function isReversible(command: unknown): command is Reversible {
  return typeof command === 'object' && command !== null && 'reversible' in command
}

export function nonEmpty(binding: Binding): Binding | null {
  return Object.keys(binding).length > 0 ? binding : null
}

function disableWith(instead: string | RawValue): DisableWith {
  return typeof instead === 'string' ? instead : { h: renderContent(instead, 'on(…, { disableWith })') }
}

/** Most handlers have none of these: then nothing is told of them. */
function optionsOfModule(options: Options, hasShortcuts: boolean): Pick<Binding, 'x'> | undefined {
  const { keys, debounce, throttle } = options
  const x: BindingOptions = {
    ...(keys !== undefined && hasShortcuts && { shortcuts: [keys].flat().map(shortcut) }),
    ...(options.typing !== undefined && { typing: options.typing ? 1 : 0 }),
    ...(options.repeat && { repeat: 1 }),
    ...(debounce && { debounce }),
    ...(throttle && { throttle }),
    ...(options.confirm !== undefined && { confirm: options.confirm }),
    ...(options.capture && { capture: 1 }),
  }
  return Object.keys(x).length > 0 ? { x } : undefined
}

/** The keys, where they are but names of keys: the first script of the browser compares those. */
function namesOf({ keys, typing, repeat }: Options): readonly string[] | undefined {
  if (keys === undefined || typing !== undefined || repeat) return undefined
  const names = [keys].flat().map((key) => keyOf(key) ?? (/^[A-Z][A-Za-z]+$/.test(key) ? key : ''))
  return names.every((name) => name.length > 1) ? names : undefined
}

function shortcut(text: string): Shortcut {
  const read = readShortcut(text)
  if (typeof read === 'string') throw invalidShortcut({ text, reason: REASONS[read] })
  return read
}

const REASONS: Readonly<Record<ShortcutFault, string>> = {
  'no-key': 'it has no key',
  'two-keys': 'it has more than one key',
  'unknown-key': 'there is no such key',
  'unknown-modifier': 'there is no such modifier',
  'modifier-twice': 'a modifier is in it twice ("mod" is Ctrl, or Command on a Mac)',
}

function checkTogether({ passive, prevent, debounce, throttle, keys, typing, repeat }: Options): void {
  if (passive && prevent)
    throw conflictingOptions({
      options: '"passive" and "prevent"',
      why: 'A passive handler never prevents what the browser does.',
    })
  if (debounce && throttle)
    throw conflictingOptions({
      options: '"debounce" and "throttle"',
      why: 'The one sends when nothing has happened for a while, the other every so often while something does.',
    })
  for (const [name, time] of Object.entries({ debounce, throttle }))
    if (time !== undefined && !(time >= 0 && time < 2 ** 31))
      throw conflictingOptions({ options: `"${name}: ${time}"`, why: 'It is a time in milliseconds.' })
  if ((typing !== undefined || repeat) && keys === undefined)
    throw conflictingOptions({
      options: '"typing" or "repeat" without "keys"',
      why: 'They say when shortcuts fire.',
    })
}
