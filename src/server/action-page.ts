import type { ActionRun, ActionTarget } from '../circuit/services.ts'
import type { Effect } from '../protocol/messages.ts'
import type { ComponentClass } from '../view/component.ts'
import { isThenable } from '../view/thenable.ts'
import type { Engine } from './content.ts'
import { createOperations, type Operations } from './operations.ts'

/** The page that asked for an action. */
export interface ActionPage extends Operations {
  /**
   * Starts a component in the element: it has state and handlers of its own, and owns what is in the element.
   *
   * ```ts
   * page.mount('#article', ArticlePanel, { id: 2 })
   * ```
   */
  mount<Props extends object>(
    selector: string,
    type: ComponentClass<Props>,
    ...props: object extends Props ? [props?: NoInfer<Props>] : [props: NoInfer<Props>]
  ): void
  /** Makes the page one of a group, for `app.to(group)`, in its turn among the operations. It leaves when it ends. */
  join(group: string): void
  /** Takes the page out of a group, in its turn among the operations. */
  leave(group: string): void
  /**
   * Sends what was asked for so far. By itself it all goes out when the handler has settled. Once the time of the
   * action is over nothing of it is sent any more.
   */
  flush(): Promise<void>
}

type Step = Effect | Promise<Effect> | (() => void)

/** The page for one run of an action, and what sends its operations: a handler that throws has changed nothing. */
export interface PreparedPage {
  readonly page: ActionPage
  /** Waits for what is not rendered yet; what it resolves to then performs all of it. */
  prepare(): Promise<() => void>
  /** Performs the flash messages alone, for a handler that leads elsewhere. */
  prepareMessages(): () => void
}

export function createActionPage(
  target: ActionTarget,
  run: ActionRun,
  engine: Engine | undefined,
): PreparedPage {
  let steps: Step[] = []
  const operations = createOperations((effect) => {
    // Marks the rejection as handled: it may come before its turn.
    if (isThenable(effect)) effect.catch(() => {})
    steps.push(effect)
  }, engine)

  const page: ActionPage = {
    ...operations,
    mount: (selector, type, ...[props]) => {
      steps.push(() => target.mount(selector, type, { ...props }))
    },
    join: (group) => {
      steps.push(() => target.joinGroup(group))
    },
    leave: (group) => {
      steps.push(() => target.leaveGroup(group))
    },
    flush: async () => run.now(await prepare()),
  }
  return { page, prepare, prepareMessages }

  async function prepare(): Promise<() => void> {
    const asked = steps
    steps = []
    const ready = await Promise.all(asked.map(async (step) => step))
    return () =>
      target.batch(() => {
        for (const step of ready) {
          if (typeof step === 'function') step()
          else target.effect(step)
        }
      })
  }

  function prepareMessages(): () => void {
    const messages = steps.filter(isMessage)
    steps = []
    return () =>
      target.batch(() => {
        for (const message of messages) target.effect(message)
      })
  }
}

function isMessage(step: Step): step is Effect {
  return Array.isArray(step) && step[0] === 'flash'
}
