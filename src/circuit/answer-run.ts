import type { Failure } from '../page/author-code.ts'
import type { Page } from '../page/page.ts'
import type { FormEntry, Outcome } from '../protocol/messages.ts'
import type { ResolvedEvent } from '../template/tree/resolve.ts'
import { EventRun } from './event-run.ts'
import { ReceivedEvent } from './received-event.ts'
import type { CircuitServices } from './services.ts'

/** A handler of a page that no browser follows yet, and what it gets. */
export interface AnswerRun {
  readonly page: Page
  readonly services: CircuitServices
  readonly visitor: string
  readonly part: ResolvedEvent
  readonly form: readonly FormEntry[]
}

/** How it has ended. */
export interface Answered {
  readonly outcome: Outcome
  readonly failure: Failure | undefined
}

/**
 * Runs the handler of a `submit` for a request that is being answered: inside of `allow`, the middleware and the time limit, as for an
 * event. It has no number, as no browser waits for its outcome, and what it asks the browser for beside what it renders is not done.
 */
export async function runForAnswer({ page, services, visitor, part, form }: AnswerRun): Promise<Answered> {
  const { runtime } = page
  const report = (error: unknown): void => services.report(error, 'a listener of an abort signal')
  const origin = { circuit: services.random(16), number: 0, report }
  const event = new ReceivedEvent({ type: part.type, payload: { form } }, origin, () => {})
  runtime.answering = true
  try {
    return await new Promise<Answered>((resolve) => {
      const host = {
        page,
        services,
        visitor,
        // A form that is found in a tree has a handler, and no name of an action.
        action: () => 'gone' as const,
        entered() {},
        over: (_: EventRun, outcome: Outcome, failure?: Failure) => resolve({ outcome, failure }),
      }
      const work = { key: part.identity, overlap: 'allow', asks: part } as const
      new EventRun(host, { work, event, bytes: 0 }, []).start(null)
    })
  } finally {
    runtime.answering = false
  }
}
