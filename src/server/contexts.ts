import type { Limits } from '../page/limits.ts'
import type { Clock } from '../page/services.ts'
import type { Context } from '../view/context.ts'
import { createContext, type ExtendContext } from './context.ts'
import type { Incoming } from './incoming.ts'
import type { Params } from './router.ts'
import { withinTime } from './time-limit.ts'

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
  create({ headers, ip }: Incoming, url: string, params: Params): Context | Promise<Context> {
    const context = createContext({ url, params, headers, ip }, this.#extend)
    if (!(context instanceof Promise)) return context
    return withinTime(context, {
      clock: this.#clock,
      milliseconds: this.#limits.handlerTime,
      what: 'createApp({ context })',
    })
  }
}
