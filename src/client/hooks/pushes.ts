/**
 * What hooks have pushed and has no outcome yet. Without document and connection, which are handed in.
 *
 * A push is an event: it has a number once it is sent, which may be later, and its reply comes as an effect before its
 * outcome.
 */
import type { PushError } from '../../protocol/hook.ts'
import type { FieldErrors } from '../../protocol/messages.ts'

/** A push, until it is settled. */
export interface Push {
  readonly answer: Promise<unknown>
  /** Whether it is still to be sent. */
  readonly isWanted: boolean
  /** It is sent, as the event of this number. */
  sent(event: number): void
  ended(outcome: 'done' | PushError['outcome'], code?: string, errors?: FieldErrors): void
}

export interface Pushes {
  begin(element: Element): Push
  replied(event: number, reply: unknown): void
  /**
   * The hook in this element is destroyed: what it has pushed and is not sent has nowhere to go. That a push of it is rejected is no
   * news for the console any more.
   */
  left(element: Element): void
  /** What a hook that is destroyed gets for a push. */
  late(): Promise<never>
}

/** What settles a promise. */
interface Settling {
  resolve(reply: unknown): void
  reject(error: Error): void
}

export function createPushes(): Pushes {
  /** Those that have no outcome, with their elements; and those of them that are not sent. */
  const open = new Map<Push, Element>()
  const unsent = new Set<Push>()
  /** What was replied to those that are, until their outcome. */
  const replies = new Map<number, unknown>()

  return {
    begin(element) {
      const settled: Partial<Settling> = {}
      const answer = new Promise((resolve, reject) => Object.assign(settled, { resolve, reject }))
      let number = 0
      const push: Push = {
        answer,
        get isWanted() {
          return unsent.has(push)
        },
        sent(event) {
          unsent.delete(push)
          number = event
          replies.set(event, null)
        },
        ended(outcome, code, errors) {
          unsent.delete(push)
          open.delete(push)
          if (outcome === 'done') settled.resolve?.(replies.get(number))
          else settled.reject?.(pushError(outcome, code, errors))
          replies.delete(number)
        },
      }
      open.set(push, element)
      unsent.add(push)
      return push
    },
    replied(event, reply) {
      if (replies.has(event)) replies.set(event, reply)
    },
    left(element) {
      for (const [push, of] of open) {
        if (of !== element) continue
        push.answer.catch(() => {})
        if (push.isWanted) push.ended('refused', 'gone')
      }
    },
    late: () => Promise.reject(pushError('refused', 'gone')),
  }
}

/** What authors can do about those that are no fault of the handler. */
const HINTS: Readonly<Record<string, string>> = {
  gone: 'The hook or its handler is not there any more. Stop what pushes (timers, listeners, observers) in `destroyed`.',
  interrupted: 'The page was left, or the server stopped, while the handler ran. It may have done its work.',
}

function pushError(outcome: PushError['outcome'], code: string = '', errors: FieldErrors = {}): Error {
  const hint = HINTS[code || outcome]
  const error = new Error(
    `The push has no reply: ${outcome}${code && ` (${code})`}${hint ? `. ${hint}` : ''}`,
  )
  return Object.assign(error, { name: 'PushError', outcome, code, errors })
}
