import { classIdOf, type ComponentInstance } from '../page/component-instance.ts'
import type { ResolvedEvent } from '../template/tree/resolve.ts'
import type { LiveEvent } from '../template/live-event.ts'
import type { EventHandler } from '../template/template-value.ts'
import { eventWith } from '../view/event-with.ts'
import type { LimitedEvent, ServerOptions } from '../view/handler-options.ts'
import { parseRate, type Rate } from '../view/rate.ts'
import { Refused } from './refused.ts'
import type { CircuitServices } from './services.ts'

/** Whose event it is, and what the application says of its actions. */
interface Asking {
  readonly visitor: string
  readonly services: Pick<CircuitServices, 'actionQueue' | 'handlerRates'>
}

/**
 * Whether an event may run, asked right before that. Throws {@link Refused}. Returns 0, or after how many seconds its
 * limit lets the next one run: then what its author has for that runs in its place.
 */
export function admit(
  asks: ResolvedEvent | string,
  owner: ComponentInstance | null,
  { visitor, services }: Asking,
): number {
  const { key, allow, limit, isAnswered } =
    typeof asks === 'string' ? { allow: undefined, ...services.actionQueue(asks) } : optionsOf(asks)
  // Whatever is not a clear yes, a promise for example, is a no.
  const answer: unknown = allow ? allow.call(owner?.component) : true
  if (answer !== true) throw new Refused('denied')
  if (limit === undefined) return 0
  const place = key === undefined ? placeOf(asks, owner) : `key ${key}`
  const seconds = services.handlerRates.take(`${visitor} ${place}`, parseRate(limit, WHERE))
  if (seconds > 0 && !isAnswered) throw new Refused('too-often')
  return seconds
}

/** What runs in the place of a handler whose limit is used up, for `seconds`. */
export function limitedHandler({ options }: ResolvedEvent, seconds: number): EventHandler {
  const { limited }: ServerOptions = options ?? {}
  return function (event: LiveEvent) {
    // With its seconds it is what `limited` asks for.
    return limited?.call(this, eventWith(event, { seconds }) as LimitedEvent)
  }
}

/** It was read before: where it was written. */
const WHERE = 'A handler'

interface Conditions {
  readonly key?: string
  readonly allow?: () => boolean
  readonly limit?: Rate
  readonly isAnswered: boolean
}

function optionsOf(asks: ResolvedEvent): Conditions {
  const { limited, ...options }: ServerOptions = asks.options ?? {}
  return { ...options, isAnswered: limited !== undefined }
}

/** Where it is written: the same for all rows, and for the same page when it is loaded again. */
function placeOf(asks: ResolvedEvent | string, owner: ComponentInstance | null): string {
  if (typeof asks === 'string') return `action ${asks}`
  const [template, part] = asks.written
  return `${owner ? classIdOf(owner.type) : ''} ${template.hash} ${part}`
}
