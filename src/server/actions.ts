import type { ActionCall, ActionQueue, ActionRun, ActionTarget, Settled } from '../circuit/services.ts'
import { duplicateAction } from '../errors/server.ts'
import type { LiveEvent } from '../template/live-event.ts'
import type { Context } from '../view/context.ts'
import { isSteps } from '../view/task.ts'
import { createActionPage, type ActionPage } from './action-page.ts'
import type { Engine } from './content.ts'
import { escapeForeign } from './describe.ts'
import type { ForeignWarnings } from './foreign-warnings.ts'
import { describeIssues, validate, validateForm } from './standard-schema.ts'
import type { AnySchema, OutputOf, SchemaResult } from './standard-schema.ts'

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

export type ActionHandler<Data, Form> = (page: ActionPage, request: ActionRequest<Data, Form>) => unknown

/** What a handler gets of `data` and `form`: what the schema makes of it, or what comes without one. */
export type Read<Schema extends AnySchema | undefined, Otherwise> = Schema extends AnySchema
  ? OutputOf<Schema>
  : Otherwise

export type PlainData = Readonly<Record<string, string>>

interface Action {
  readonly data: AnySchema | undefined
  readonly form: AnySchema | undefined
  readonly queue: ActionQueue
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
    { data, form, ...queue }: ActionOptions<AnySchema | undefined, AnySchema | undefined>,
    handler: ActionHandler<never, never>,
  ): void {
    if (this.#actions.has(name)) throw duplicateAction({ name })
    this.#actions.set(name, { data, form, queue, handler })
  }

  queueOf(name: string): ActionQueue {
    return this.#actions.get(name)?.queue ?? BY_DEFAULT
  }

  /** Runs an action that a browser asked for. Its operations go out together, with the outcome. */
  async run({ target, name, run }: ActionCall): Promise<Settled> {
    const { event } = run
    const action = this.#actions.get(name)
    if (action === undefined)
      return this.#refuse(target, 'unknown-action', `The action "${escapeForeign(name)}" does not exist`)
    const data = action.data ? await validate(action.data, event.data) : { value: event.data }
    const form = action.form ? await validateForm(action.form, event.form) : { value: event.form }
    if (data.issues || form.issues) return this.#refuse(target, 'invalid', this.#complaint(name, data, form))
    if (!run.active) return undefined
    const { page, prepare } = createActionPage(target, run, this.#engine)
    const request = { data: data.value, form: form.value, event, context: target.context }
    // The schemas of this very action made what its handler asks for.
    const result = action.handler(page, request as ActionRequest<never, never>)
    run.entered()
    if (isSteps(result)) await sendSteps(result, page, run)
    else await result
    const perform = await prepare()
    run.atEnd(perform)
    return undefined
  }

  #refuse(target: ActionTarget, code: 'unknown-action' | 'invalid', message: string): Settled {
    this.#warnings.warn(target, `${message}. The event was refused.`)
    return code
  }

  #complaint(name: string, data: SchemaResult<unknown>, form: SchemaResult<unknown>): string {
    const message = `The payload of the action "${name}" does not fit its schema`
    // Which field it was is for the author at work; in production it may be what a visitor typed.
    if (!this.#development) return message
    return `${message}: ${describeIssues([...(data.issues ?? []), ...(form.issues ?? [])])}`
  }
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
