import { unsafeRedirect } from '../errors/view.ts'

/** Thrown by {@link redirect}. Not an error: nothing is reported. */
export class Redirect {
  readonly to: string
  constructor(to: string) {
    this.to = to
  }
}

/** Thrown by {@link notFound}. Not an error: nothing is reported. */
export class NotFound {}

/** Thrown by {@link failed}. The page that stands in its place says so: no stack is reported. */
export class Failed {
  /** For the log; empty when none was given. */
  readonly reason: string
  constructor(reason: string) {
    this.reason = reason
  }
}

/** What leads the visitor elsewhere, or to an error page. */
export type Signal = Redirect | NotFound | Failed

export function isSignal(thrown: unknown): thrown is Signal {
  return thrown instanceof Redirect || thrown instanceof NotFound || thrown instanceof Failed
}

/**
 * Sends the visitor to `to`, a path of this site or an absolute http(s) URL: by the answer to the request, and on
 * the socket in place, or by loading it where it is no page of `app.live`. May be called in `mount`, handlers, actions, tasks and loads. Throws, so it returns
 * to nobody.
 *
 * ```ts
 * override mount() {
 *   if (!this.live.context.user) redirect('/login')
 * }
 * ```
 */
export function redirect(to: string): never {
  checkAddress(to, 'redirect')
  throw new Redirect(to)
}

/** Throws `unsafe-redirect` for what is neither a path of this site nor an http(s) URL. `call` is what was called with it. */
export function checkAddress(to: string, call: string): void {
  // As browsers read it, who skip these: "/\t/host" is another host.
  const read = to.replace(/[\t\n\r]/g, '')
  const isPath = read.startsWith('/') && !/^\/[/\\]/.test(read)
  const isSafe = isPath || /^https?:\/\/[^/\\]/i.test(read)
  // Half of a pair of surrogates cannot be written in a header.
  if (!isSafe || /\p{Surrogate}/u.test(to)) throw unsafeRedirect({ to, call })
}

/**
 * Ends the request with status 404; on the socket the page for that of its group
 * takes its place, or it is loaded again where there is none. May be
 * called wherever {@link redirect} may. Throws, so it returns to nobody.
 *
 * ```ts
 * this.article = (await articles.find(id)) ?? notFound()
 * ```
 */
export function notFound(): never {
  throw new NotFound()
}

/**
 * Ends the request with status 500 and the `failed` page of the route's group, for what is wrong without being an error of
 * the code: a service that is down. The reason goes to the log, never to the browser. May be called wherever
 * {@link redirect} may. Throws, so it returns to nobody.
 *
 * ```ts
 * this.offers = (await warehouse.offers()) ?? failed('The warehouse does not answer.')
 * ```
 */
export function failed(reason: string = ''): never {
  throw new Failed(reason)
}
