import type { Json } from '../protocol/differences.ts'
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
    this.#scope.runtime.effect(['focus', selector])
  }

  /** Scrolls the first element that the selector finds to the top of what is seen. */
  scrollTo(selector: string, behavior: 'auto' | 'smooth' | 'instant' = 'auto'): void {
    this.#scope.runtime.effect(['scroll', selector, behavior])
  }

  /** Dispatches a bubbling `CustomEvent` on every element that the selector finds. `detail` is what JSON can hold. */
  dispatch(selector: string, type: string, detail: Json = null): void {
    this.#scope.runtime.effect(['dispatch', selector, type, detail])
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
    this.#scope.runtime.effect(['run', ...commandsOf(commands, 'this.live.run')])
  }
}
