import { defineError, type ErrorDefinition } from './overwire-error.ts'

/** The browser claims to have seen what was not sent. */
export const forgedAcknowledgement: ErrorDefinition<{ seen: number; sent: number; acknowledged: number }> =
  defineError(
    'forged-acknowledgement',
    ({ seen, sent, acknowledged }) =>
      `A browser acknowledged frame ${seen}, but ${sent} were sent and ${acknowledged} acknowledged before. Its socket is closed; its circuit waits for it to come back.`,
  )

/** An event tells more than is taken. */
export const excessiveEvent: ErrorDefinition<{ excess: string }> = defineError(
  'excessive-event',
  ({ excess }) => `An event of a browser was refused (invalid): ${excess}.

An event is taken with a path of up to 64 steps, names and keys of up to 256 characters, "detail" of up to 32 levels and up to 1,000
fields (entries of a form, data-* attributes). Split a form that is larger, and send what is deep as text.`,
)

/** A handler ran for longer than the limit. */
export const handlerTimeout: ErrorDefinition<{ where: string; milliseconds: number }> = defineError(
  'handler-timeout',
  ({ where, milliseconds }) => `A handler of ${where} had not settled after ${milliseconds} ms.

Its "event.signal" is aborted and its event has ended as failed; what it still does is not waited for. Pass
"event.signal" to what you wait for, move long work into "this.live.task", or raise "limits.handlerTime".`,
)

/** A handler keeps the process busy. Written in development, once for each handler. */
export const slowHandler: ErrorDefinition<{ handler: string; milliseconds: number; source: string }> =
  defineError(
    'slow-handler',
    ({
      handler,
      milliseconds,
      source,
    }) => `${handler} kept the process busy for ${milliseconds} ms, more than 100. Meanwhile no page of this process was served.${source}

Wait for what takes its time, which lets others go on, and let long computations pause: in an "async *" handler or a task
at each "yield". What cannot pause belongs into a worker thread.

Wrong:  save() { writeFileSync(path, this.text) }
Right:  async save() { await writeFile(path, this.text) }
Right:  async *sum() { for (const part of parts) { this.total += add(part); yield } }`,
  )

/** An event sends much. Written in development, once for each part of a template. */
export const largeFrame: ErrorDefinition<{
  owner: string
  bytes: number
  most: number
  what: string
  source: string
  remedy: string
}> = defineError(
  'large-frame',
  ({
    owner,
    bytes,
    most,
    what,
    source,
    remedy,
  }) => `An event sent ${bytes} bytes to the browser, more than 10 kB. ${most} of them are ${what}, shown by ${owner}:

${source}

${remedy}

An event that is meant to show so much that is new needs no change.`,
)

/** A page was left, and the handlers of its last events took too long. */
export const unhandledEvents: ErrorDefinition<{ events: number }> = defineError(
  'unhandled-events',
  ({
    events,
  }) => `A page was left, and the handlers of ${events} events that had arrived did not begin: those before took too long.

What had arrived when a page is left is handled in order, in "limits.handlerTime" in all. Let a handler that takes longer
put its work into a job of its own, or let events run beside it: on(fn, { overlap: 'allow' }).`,
)

/** A browser could not bind or apply what the server sent. */
export const browserMismatch: ErrorDefinition<{ reason: string }> = defineError(
  'browser-mismatch',
  ({
    reason,
  }) => `A browser could not apply what the server sent and was given the page anew: ${inWords(reason)}.

Usually something else changed the DOM that a view owns: a browser extension, a script of the page, a proxy
that rewrites HTML. Give a script a place of its own: <div \${foreign()}></div>. If the same page does this again within a
minute it is not reported again.`,
)

/** The script says it in a word or two, as each of its bytes is loaded by every page. */
const REASONS: Readonly<Record<string, string>> = {
  'row ids': 'a row came with the id of a row that is there already',
  'other content': 'a change was meant for content that does not stand in that place',
  'taken apart': 'the nodes of a template do not stand beside each other any more',
  'its place is gone': 'the place of a text or a template is not in the page any more',
  'event is over': 'a value stands for what was typed in an event that is over',
}

function inWords(reason: string): string {
  const word = reason.replace(/^Error: /, '')
  const words = Object.hasOwn(REASONS, word) ? REASONS[word] : undefined
  return words === undefined ? reason : `${words} (${word})`
}

/** An operation of a handler could not be performed in the browser. */
export const operationProblem: ErrorDefinition<{ code: string; detail: string }> = defineError(
  'operation-problem',
  ({ code, detail }) =>
    `An operation was not performed in the browser (${code}): ${detail}. Whatever came with it was.${PROBLEMS[code] ?? ''}`,
)

/** What the codes of problems mean, and what to do. */
const PROBLEMS: Readonly<Record<string, string>> = {
  'missing-target': ' No element of the page is found by this.',
  'owned-by-view':
    ' The element belongs to a view, which alone changes it: choose one elsewhere, or have the view leave it to others by ${foreign()}.',
  'invalid-selector': ' The browser does not understand this selector.',
  'command-failed': ' The browser, or the element, did not do what the command asks.',
  'hook-failed': ' The script of a hook has thrown, or was not loaded.',
}

/** A browser does not take what the server has for it. */
export const tooManyEffects: ErrorDefinition<{ effects: number }> = defineError(
  'too-many-effects',
  ({
    effects,
  }) => `${effects} effects wait for a browser that is away or too slow, more than are kept for one. Its circuit has ended; it will load the page anew when it comes back.

Effects (operations, commands, rows of streams) are never merged. What changes often is better shown by a view: its
renders become one. Otherwise raise "limits.queuedEffects" and "limits.queuedEffectBytes".`,
)

/** Redirects lead in a circle. */
export const redirectLoop: ErrorDefinition<{ href: string; to: string }> = defineError(
  'redirect-loop',
  ({ href, to }) => `A navigation to "${href}" was redirected more than ten times, the last time to "${to}".

A gate or a "mount" redirects to an address whose own gate redirects back. The page of the login, for example, must be open to
visitors who are not logged in.`,
)
