import type { Limits } from '../page/limits.ts'
import type { Clock } from '../page/services.ts'
import { withinTime } from '../page/time-limit.ts'
import type { Context } from '../view/context.ts'
import { callbackLimit } from './callback-limit.ts'
import { createContext, type ExtendContext } from './context.ts'
import type { Incoming } from './incoming.ts'
import type { Params } from '../view/pattern.ts'

/** As much of a request as every page of its visitor has in common. */
export type RequestParts = Pick<Incoming, 'headers' | 'ip' | 'base'>

/** Makes the contexts of requests and sockets, with what `createApp({ context })` adds, within a time limit. */
export class Contexts {
  readonly #extend: ExtendContext | undefined
  readonly #clock: Clock
  readonly #limits: Limits

  constructor(extend: ExtendContext | undefined, clock: Clock, limits: Limits) {
    this.#extend = extend
    this.#clock = clock
    this.#limits = limits
  }

  /** At once, unless the application's function is asynchronous. `url` is that of the page. */
  create(incoming: RequestParts, url: string, params: Params): Context | Promise<Context> {
    const { headers, ip, base } = incoming
    const context = createContext({ url, params, headers, ip, base }, this.#extend)
    if (!(context instanceof Promise)) return context
    const limit = callbackLimit({ clock: this.#clock, limits: this.#limits }, 'createApp({ context })')
    return withinTime(context, limit)
  }
}
