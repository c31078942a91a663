import type {
  ActionCall,
  ActionQueue,
  ActionRun,
  ActionTarget,
  LimitedAction,
  Settled,
} from '../circuit/services.ts'
import { duplicateAction, invalidAction } from '../errors/server.ts'
import { isAddress } from '../protocol/navigation-messages.ts'
import type { FieldErrors } from '../protocol/messages.ts'
import type { LiveEvent } from '../template/live-event.ts'
import type { Context } from '../view/context.ts'
import { parseRate, type Rate } from '../view/rate.ts'
import { isSignal } from '../view/signals.ts'
import { isSteps } from '../view/task.ts'
import { STORED } from '../protocol/event-types.ts'
import { createActionPage, type ActionPage } from './action-page.ts'
import type { Engine } from './content.ts'
import { escapeForeign } from './describe.ts'
import type { ForeignWarnings } from './foreign-warnings.ts'
import { describeIssues, errorsByField, validate, validateForm } from '../view/standard-schema.ts'
import type { AnySchema, OutputOf, SchemaIssue, SchemaResult } from '../view/standard-schema.ts'

/**
 * Schemas of what an action is given, and which of its events run side by side. A payload that does not fit never
 * reaches the handler.
 */
export interface ActionOptions<
  Data extends AnySchema | undefined,
  Form extends AnySchema | undefined,
> extends ActionQueue {
  /** Reads the `data-*` attributes of the element. Without it they are texts. */
  readonly data?: Data
  /** Reads the fields of the form. Without it they are a `FormData`. */
  readonly form?: Form
  /**
   * Runs in the place of the handler when a schema does not take what it is given, with its messages by field. Without
   * it the event is refused, and the element gets them with `live:outcome`.
   *
   * ```ts
   * invalid: (page, { errors }) => page.replace('#email-error', errors['email']?.[0] ?? '')
   * ```
   */
  readonly invalid?: (page: ActionPage, request: InvalidRequest) => unknown
  /**
   * How often one visitor may have it run: `'5/min'`, with `s`, `min` or `h`. So many at once, and then one more after each share of
   * the time. With `key`, all actions that have it count as one. What comes too often is refused as `too-often`, unless there is
   * {@link limited}. A payload that does not fit a schema counts. Default: no limit.
   *
   * ```ts
   * app.action('send', { limit: '5/min' }, (page) => page.append('#sent', '<li>Sent</li>'))
   * ```
   */
  readonly limit?: Rate
  /**
   * Runs in the place of the handler when the {@link limit} is used up. Then the event is not refused.
   *
   * ```ts
   * limited: (page, { seconds }) => page.flash(`Please wait for ${seconds} seconds.`)
   * ```
   */
  readonly limited?: (page: ActionPage, request: LimitedRequest) => unknown
}

/** What an action gets that is asked for too often: what came, as it came. */
export interface LimitedRequest extends ActionRequest<PlainData, FormData> {
  /** After so many whole seconds, at least 1, the next one runs. */
  readonly seconds: number
}

/** What an action gets when a schema does not take it. */
export interface InvalidRequest extends ActionRequest<PlainData, FormData> {
  /** What is wrong, by the name of the field: `{ email: ['is no address'] }`. */
  readonly errors: FieldErrors
}

/** What an action gets. */
export interface ActionRequest<Data, Form> {
  /** The `data-*` attributes of the element, as the schema reads them. */
  readonly data: Data
  /** The form that the element is or belongs to, submitter included, as the schema reads it. */
  readonly form: Form
  readonly event: LiveEvent
  readonly context: Context
}

/** What runs for an action. What it returns is of no account; `async *` handlers send at each `yield`. */
export type ActionHandler<Data, Form> = (page: ActionPage, request: ActionRequest<Data, Form>) => unknown

/** What a handler gets of `data` and `form`: what the schema makes of it, or what comes without one. */
export type Read<Schema extends AnySchema | undefined, Otherwise> = Schema extends AnySchema
  ? OutputOf<Schema>
  : Otherwise

export type PlainData = Readonly<Record<string, string>>

interface Action {
  readonly data: AnySchema | undefined
  readonly form: AnySchema | undefined
  readonly queue: ActionQueue & LimitedAction
  readonly limited: ((page: ActionPage, request: LimitedRequest) => unknown) | undefined
  readonly invalid: ((page: ActionPage, request: InvalidRequest) => unknown) | undefined
  // The schemas of this very action made the request, so its handler fits it.
  readonly handler: ActionHandler<never, never>
}

/** The named actions: a closed registry. A browser can ask for what is in it and learns nothing of the rest. */
export class Actions {
  readonly #engine: Engine | undefined
  readonly #warnings: ForeignWarnings
  readonly #development: boolean
  readonly #actions = new Map<string, Action>()

  constructor(engine: Engine | undefined, warnings: ForeignWarnings, development: boolean) {
    this.#engine = engine
    this.#warnings = warnings
    this.#development = development
  }

  add(
    name: string,
    { data, form, invalid, limited, ...queue }: ActionOptions<AnySchema | undefined, AnySchema | undefined>,
    handler: ActionHandler<never, never>,
  ): void {
    // A browser that names it asks for another page.
    if (isAddress(name)) throw invalidAction({ name })
    if (this.#actions.has(name)) throw duplicateAction({ name })
    if (queue.limit !== undefined) parseRate(queue.limit, `app.action("${name}", …)`)
    const isAnswered = limited !== undefined
    this.#actions.set(name, { data, form, queue: { ...queue, isAnswered }, invalid, limited, handler })
  }

  queueOf(name: string): ActionQueue & LimitedAction {
    return this.#actions.get(name)?.queue ?? BY_DEFAULT
  }

  /** Runs an action that a browser asked for. Its operations go out together, with the outcome. */
  async run({ target, name, run }: ActionCall): Promise<Settled> {
    const { event } = run
    if (name === STORED) {
      takeStored(target, event.detail)
      run.entered()
      return undefined
    }
    const action = this.#actions.get(name)
    if (action === undefined) {
      this.#warnings.warn(
        target,
        `The action "${escapeForeign(name)}" does not exist. The event was refused.`,
      )
      return 'unknown-action'
    }
    if (run.seconds > 0) return this.#limited(action, target, run)
    const data = action.data ? await validate(action.data, event.data) : { value: event.data }
    const form = action.form ? await validateForm(action.form, event.form) : { value: event.form }
    const issues = [...(data.issues ?? []), ...(form.issues ?? [])]
    const errors = errorsByField(issues)
    if (issues.length > 0 && !action.invalid) {
      this.#warnings.warn(target, this.#complaint(name, issues))
      return { errors }
    }
    const { context } = target
    // The schemas of this very action made what its handler asks for.
    const given = { data: valueOf(data), form: valueOf(form), event, context } as ActionRequest<never, never>
    return this.#call(target, run, (page) =>
      issues.length > 0
        ? action.invalid?.(page, { data: event.data, form: event.form, event, context, errors })
        : action.handler(page, given),
    )
  }

  #limited({ limited }: Action, target: ActionTarget, run: ActionRun): Promise<Settled> {
    const { event, seconds } = run
    const request = { data: event.data, form: event.form, event, context: target.context, seconds }
    return this.#call(target, run, (page) => limited?.(page, request))
  }

  async #call(
    target: ActionTarget,
    run: ActionRun,
    handler: (page: ActionPage) => unknown,
  ): Promise<Settled> {
    if (!run.active) return undefined
    const { page, prepare, prepareMessages } = createActionPage(target, run, this.#engine)
    try {
      const result = run.timed(() => handler(page))
      run.entered()
      if (isSteps(result)) await sendSteps(result, page, run)
      else await result
    } catch (error) {
      // The page that the visitor is led to shows them.
      if (isSignal(error)) await run.now(prepareMessages())
      throw error
    }
    run.atEnd(await prepare())
    return undefined
  }

  #complaint(name: string, issues: readonly SchemaIssue[]): string {
    const message = `The payload of the action "${name}" does not fit its schema`
    // Which field it was is for the author at work; in production it may be what a visitor typed.
    return `${message}${this.#development ? `: ${describeIssues(issues)}` : ''}. The event was refused.`
  }
}

/** The browser answers what it stores: `[key, text]`. */
function takeStored(target: ActionTarget, detail: unknown): void {
  // Whatever else stands in the list is not looked at.
  const [key, text] = Array.isArray(detail) ? (detail as readonly unknown[]) : []
  if (typeof key === 'string' && typeof text === 'string') target.stored(key, text)
}

function valueOf(result: SchemaResult<unknown>): unknown {
  return result.issues ? undefined : result.value
}

const BY_DEFAULT: ActionQueue = {}

/** Sends at each `yield` what was asked for until then. */
async function sendSteps(steps: AsyncIterable<unknown>, page: ActionPage, run: ActionRun): Promise<void> {
  for await (const _ of steps) {
    if (run.active) await page.flush()
    if (run.active) await run.step()
    if (!run.active) return
  }
}
