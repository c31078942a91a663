import { defineError, type ErrorDefinition } from './overwire-error.ts'

/** The browser claims to have seen what was not sent. */
export const forgedAcknowledgement: ErrorDefinition<{ seen: number; sent: number; acknowledged: number }> =
  defineError(
    'forged-acknowledgement',
    ({ seen, sent, acknowledged }) =>
      `A browser acknowledged frame ${seen}, but ${sent} were sent and ${acknowledged} acknowledged before. Its socket is closed; its circuit waits for it to come back.`,
  )

/** A handler ran for longer than the limit. */
export const handlerTimeout: ErrorDefinition<{ where: string; milliseconds: number }> = defineError(
  'handler-timeout',
  ({ where, milliseconds }) => `A handler of ${where} had not settled after ${milliseconds} ms.

Its "event.signal" is aborted and its event has ended as failed; what it still does is not waited for. Pass
"event.signal" to what you wait for, move long work into "this.live.task", or raise "limits.handlerTime".`,
)

/** A browser could not bind or apply what the server sent. */
export const browserMismatch: ErrorDefinition<{ reason: string }> = defineError(
  'browser-mismatch',
  ({ reason }) => `A browser could not apply what the server sent and was given the page anew: ${reason}.

Usually something else changed the DOM that a view owns: a browser extension, a script of the page, a proxy
that rewrites HTML. Give a script a place of its own: <div \${foreign()}></div>. If the same page does this again within a
minute it is not reported again.`,
)

/** An operation of a handler could not be performed in the browser. */
export const operationProblem: ErrorDefinition<{ code: string; detail: string }> = defineError(
  'operation-problem',
  ({ code, detail }) =>
    `An operation was not performed in the browser (${code}): ${detail}. The others of its handler were.`,
)

/** The state of a view is large. */
export const largeState: ErrorDefinition<{ name: string; bytes: number }> = defineError(
  'large-state',
  ({ name, bytes }) => `The state of ${name} takes ${bytes} bytes when it is stored, more than 64 kB.

It is kept for every open page. Keep ids and small facts in fields, and what comes from a database in a holder:
rows = this.live.load(() => database.rows())`,
)
