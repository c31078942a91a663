import type { Json } from '../protocol/differences.ts'
import type { HookName, MessagesOf } from './hook.ts'
import { LiveCommands } from './live-commands.ts'
import type { ViewScope } from './view-scope.ts'

/** Hooks in the page, as the server talks to them. */
export interface HookTarget<Messages> {
  /**
   * Sends them something, after what has changed in the page. The listeners of `port.on` get it, in hooks that are still
   * being loaded once they are mounted.
   */
  send<Name extends keyof Messages & string>(name: Name, payload: Messages[Name]): void
}

/** What `this.live` has of hooks. */
export abstract class LiveHooks extends LiveCommands {
  readonly #scope: ViewScope

  constructor(scope: ViewScope) {
    super(scope)
    this.#scope = scope
  }

  /**
   * The hooks of this name in the page, or those of them that the selector finds.
   *
   * ```ts
   * this.live.hook('map').send('show', { lat, lon })
   * ```
   */
  hook<Name extends HookName>(name: Name, selector?: string): HookTarget<MessagesOf<Name>> {
    const { runtime } = this.#scope
    return {
      send(message, payload) {
        // The types of the hook say that it is JSON; what is not throws where it is encoded.
        const json = (payload ?? null) as Json
        runtime.effect(
          selector === undefined ? ['hook', name, message, json] : ['hook', name, message, json, selector],
        )
      },
    }
  }
}
