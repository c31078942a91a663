/** What scripts of authors learn of an event that has ended otherwise than done. */
import type { EventRefusal, FieldErrors } from './messages.ts'

/**
 * The `detail` of the DOM event `live:outcome`: which event has ended, and how. With `overwire/client` imported, as a type at
 * least, `addEventListener('live:outcome', …)` knows it.
 *
 * ```ts
 * import type {} from 'overwire/client'
 *
 * addEventListener('live:outcome', ({ detail }) => {
 *   if (detail.outcome === 'refused' && detail.code === 'limited') alert('That was too much at once.')
 * })
 * ```
 */
export type OutcomeDetail = {
  /** The type of the event: `click`. Of a hook's push it is `hook`, of a poll `every`. */
  readonly type: string
} & (
  | {
      readonly outcome: 'failed' | 'unknown' | 'interrupted'
      readonly code?: undefined
      readonly errors?: undefined
    }
  | {
      readonly outcome: 'refused'
      /** Why nothing was run. */
      readonly code: EventRefusal
      /** What the schema of the handler or action says, by the name of the field. */
      readonly errors?: FieldErrors
    }
)
