import type { Limits } from '../page/limits.ts'
import type { Clock } from '../page/services.ts'
import { withinTime } from '../page/time-limit.ts'
import type { Context } from '../view/context.ts'
import { callbackLimit } from './callback-limit.ts'
import { createContext, type ExtendContext } from './context.ts'
import type { Incoming } from './incoming.ts'
import type { LanguageSource } from './language-source.ts'
import type { Params } from '../view/pattern.ts'
import { isThenable } from '../view/thenable.ts'
import type { ContextSession } from './context-session.ts'
import type { SessionServer } from './session-server.ts'

/** As much of a request as every page of its visitor has in common. */
export interface RequestParts extends Pick<Incoming, 'headers' | 'ip' | 'base'> {
  /** Whether it came over https. */
  readonly secure?: boolean
  /** Its session, where that is open already. */
  readonly session?: ContextSession
}

export interface ContextsOptions {
  readonly extend: ExtendContext | undefined
  readonly languages: LanguageSource
  readonly clock: Clock
  readonly limits: Limits
  /** Null in an application without sessions. */
  readonly sessions: SessionServer | null
}

/** Makes the contexts of requests and sockets, with what `createApp({ context })` adds, within a time limit. */
export class Contexts {
  readonly #options: ContextsOptions

  constructor(options: ContextsOptions) {
    this.#options = options
  }

  /** At once, unless the application's function is asynchronous, or the cipher of its sessions. `url` is that of the page. */
  create(request: RequestParts, url: string, params: Params): Context | Promise<Context> {
    const { headers, secure = false } = request
    const session = request.session ?? this.#options.sessions?.open({ headers, secure })
    const complete = (held: ContextSession | undefined): Context | Promise<Context> =>
      this.#create(request, { url, params }, held)
    return isThenable(session) ? session.then(complete) : complete(session)
  }

  #create(
    { headers, ip, base }: RequestParts,
    { url, params }: { readonly url: string; readonly params: Params },
    session: ContextSession | undefined,
  ): Context | Promise<Context> {
    const { extend, languages, clock, limits } = this.#options
    const peer = { url, params, headers, ip, base, ...(session && { session }) }
    const context = createContext(peer, extend, languages)
    if (!isThenable(context)) return context
    return withinTime(context, callbackLimit({ clock, limits }, 'createApp({ context })'))
  }
}
