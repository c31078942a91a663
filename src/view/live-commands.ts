import type { Json } from '../protocol/differences.ts'
import type { Effect } from '../protocol/messages.ts'
import type { ClientCommand } from './commands/command.ts'
import { commandsOf } from './commands/sendable.ts'
import { LiveDocument } from './live-document.ts'
import type { ViewScope } from './view-scope.ts'

/** What a view or component has the browser do at once. */
export abstract class LiveCommands extends LiveDocument {
  readonly #scope: ViewScope

  constructor(scope: ViewScope) {
    super(scope)
    this.#scope = scope
  }

  /** Shows a message for a few seconds in `[data-live-flash]`. */
  flash(text: string, kind: string = 'info'): void {
    this.#scope.runtime.effect(['flash', text, kind])
  }

  /** Moves the focus to the first element that the selector finds, or to the first thing in it that takes the focus. */
  focus(selector: string): void {
    this.#find(['focus', selector])
  }

  /** Scrolls the first element that the selector finds to the top of what is seen. */
  scrollTo(selector: string, behavior: 'auto' | 'smooth' | 'instant' = 'auto'): void {
    this.#find(['scroll', selector, behavior])
  }

  /** Dispatches a bubbling `CustomEvent` on every element that the selector finds. `detail` is what JSON can hold. */
  dispatch(selector: string, type: string, detail: Json = null): void {
    this.#find(['dispatch', selector, type, detail])
  }

  /**
   * Has the browser run commands of `overwire/commands`, in this order. Their targets are selectors: there is no element that
   * others could be looked for from.
   *
   * ```ts
   * this.live.run(close('#settings'), focus('#search'))
   * ```
   */
  run(...commands: readonly ClientCommand<'page'>[]): void {
    this.#find(['run', ...commandsOf(commands, 'this.live.run')])
  }

  /**
   * What is looked for in the page as its fields have it now: after an `await` nothing of them is rendered before the
   * handler is done.
   */
  #find(effect: Effect): void {
    const { runtime, record } = this.#scope
    if (runtime.origin(record).from !== 'render') runtime.invalidate(record)
    runtime.effect(effect)
  }
}
