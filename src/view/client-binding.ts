/** What the browser is told of the options of a handler. */
import { conflictingOptions } from '../errors/view.ts'
import type { Binding, BindingOptions, DisableWith, PendingLook } from '../protocol/differences.ts'
import { LocalScope } from '../template/local/local-scope.ts'
import { renderContent } from '../template/output/render-content.ts'
import type { RawValue } from '../template/template-value.ts'
import type { HandlerOptions } from './handler-options.ts'
import { namesOf, shortcutOf } from './keys.ts'
import { effectsOf, hasShortcuts } from './optimistic.ts'
import type { AnySchema } from './standard-schema.ts'

type Options = HandlerOptions<AnySchema | undefined>

/** Null when there is nothing to tell. */
export function clientBinding(options: Options): Binding | null {
  checkTogether(options)
  const names = namesOf(options)
  const optimistic = effectsOf(options)
  return nonEmpty({
    ...(options.prevent && { prevent: 1 }),
    ...(options.passive && { prevent: 0 }),
    ...(options.stop && { stop: 1 }),
    ...(options.once && { once: 1 }),
    ...(options.self && { self: 1 }),
    ...(names && { keys: names }),
    ...pendingLook(options),
    ...(options.send && { send: [options.send].flat().map((state) => LocalScope.nameOf(state)) }),
    ...(optimistic && { optimistic }),
    ...(options.recover === false && { recover: 0 }),
    ...(options.overlap && { latest: options.overlap === 'latest' ? 1 : 0 }),
    ...optionsOfModule(options, { hasShortcuts: !names, isNeeded: hasShortcuts(optimistic) }),
  })
}

export function nonEmpty(binding: Binding): Binding | null {
  return Object.keys(binding).length > 0 ? binding : null
}

function pendingLook({ lock, disableWith: instead }: Options): { readonly pending: PendingLook } | undefined {
  const shown: readonly [DisableWith?] = instead === undefined ? [] : [disableWith(instead)]
  if (lock === false) return { pending: shown }
  const [pending = lock && 1] = shown
  return pending === undefined ? undefined : { pending }
}

function disableWith(instead: string | RawValue): DisableWith {
  // The client takes an empty text for none.
  if (instead === '') return { h: '' }
  return typeof instead === 'string' ? instead : { h: renderContent(instead, 'on(…, { disableWith })') }
}

/** Most handlers have none of these: then nothing is told of them, unless the module is needed for something else. */
function optionsOfModule(
  options: Options,
  { hasShortcuts, isNeeded }: { readonly hasShortcuts: boolean; readonly isNeeded: boolean },
): Pick<Binding, 'x'> | undefined {
  const { keys, debounce, throttle } = options
  const x: BindingOptions = {
    ...(keys !== undefined && hasShortcuts && { shortcuts: [keys].flat().map((key) => shortcutOf(key)) }),
    ...(options.typing !== undefined && { typing: options.typing ? 1 : 0 }),
    ...(options.repeat && { repeat: 1 }),
    ...(debounce && { debounce }),
    ...(throttle && { throttle }),
    ...(options.confirm !== undefined && { confirm: options.confirm }),
    ...(options.capture && { capture: 1 }),
  }
  return isNeeded || Object.keys(x).length > 0 ? { x } : undefined
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
