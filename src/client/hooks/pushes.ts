/**
 * What hooks have pushed and has no outcome yet. Without document and connection, which are handed in.
 *
 * A push is an event: it has a number once it is sent, which may be later, and its reply comes as an effect before its
 * outcome. An event that is not done is announced at its element, right after it has ended.
 */
import type { PushError } from '../../protocol/hook.ts'
import type { FieldErrors } from '../../protocol/messages.ts'

/** A push, until it is settled. */
export interface Push {
  readonly element: Element
  readonly answer: Promise<unknown>
}

/** How an event ended that is not done, as it is announced. */
export interface Announced {
  readonly outcome: PushError['outcome']
  readonly code?: string | undefined
  readonly errors?: FieldErrors | undefined
}

export interface Pushes {
  begin(element: Element): Push
  /** Sends it: `send` returns the number of its event, 0 when it is refused. */
  send(push: Push, send: () => number): number
  /** It is not sent any more. */
  refuse(push: Push): void
  replied(event: number, reply: unknown): void
  /** An event has ended. One that is not done may be announced next. */
  ended(event: number, isDone: boolean): void
  /** `element` is null where that is not in the page any more. */
  announced(element: Element | null, how: Announced): void
  /** The hook in this element is destroyed: what it has pushed and is not sent has nowhere to go. */
  left(element: Element): void
}

interface Pending extends Push {
  reply: unknown
  resolve(reply: unknown): void
  reject(error: Error): void
}

export function createPushes(): Pushes {
  /** Those that are not sent, in the order in which they were pushed. */
  const unsent = new Set<Pending>()
  const sent = new Map<number, Pending>()
  /** Of which an announcement is, when it comes now. */
  let current: Pending | undefined

  return {
    begin(element) {
      const pending: Partial<Pending> = { element, reply: null }
      const answer = new Promise((resolve, reject) => Object.assign(pending, { resolve, reject }))
      // All of its members are there now.
      const push = { ...pending, answer } as Pending
      unsent.add(push)
      return push
    },
    send(push, send) {
      // Whoever sends has it from `begin`.
      const pending = push as Pending
      if (!unsent.has(pending)) return 0
      current = pending
      const event = send()
      current = undefined
      unsent.delete(pending)
      if (event) sent.set(event, pending)
      // It is announced before that, mostly.
      else pending.reject(pushError({ outcome: 'refused', code: 'expired' }))
      return event
    },
    // As above.
    refuse: (push) => refuse(push as Pending),
    replied(event, reply) {
      const pending = sent.get(event)
      if (pending) pending.reply = reply
    },
    ended(event, isDone) {
      const pending = sent.get(event)
      sent.delete(event)
      current = isDone ? undefined : pending
      if (!pending) return
      if (isDone) pending.resolve(pending.reply)
      // While trees do not fit, nothing is told of what is done: then no announcement follows.
      else queueMicrotask(() => pending.resolve(pending.reply))
    },
    announced(element, how) {
      const isOf = (pending: Pending): boolean => !element || pending.element === element
      const pending = current && isOf(current) ? current : element && [...unsent].find(isOf)
      if (!pending) return
      current = undefined
      unsent.delete(pending)
      pending.reject(pushError(how))
    },
    left(element) {
      for (const pending of unsent) if (pending.element === element) refuse(pending)
    },
  }

  function refuse(pending: Pending): void {
    unsent.delete(pending)
    pending.reject(pushError({ outcome: 'refused', code: 'gone' }))
  }
}

function pushError({ outcome, code = '', errors = {} }: Announced): Error {
  const error = new Error(`The push has no reply: ${outcome}${code && ` (${code})`}`)
  return Object.assign(error, { name: 'PushError', outcome, code, errors })
}
