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

/** Whether what was thrown leads the visitor elsewhere. */
export function isSignal(thrown: unknown): thrown is Redirect | NotFound {
  return thrown instanceof Redirect || thrown instanceof NotFound
}

/**
 * Sends the visitor to `to`, a path of this site or an absolute http(s) URL: by the answer to the request, and on
 * the socket by loading it. May be called in `mount`, handlers, actions, tasks and loads. Throws, so it returns
 * to nobody.
 *
 * ```ts
 * override mount() {
 *   if (!this.live.context.user) redirect('/login')
 * }
 * ```
 */
export function redirect(to: string): never {
  // As browsers read it, who skip these: "/\t/host" is another host.
  const read = to.replace(/[\t\n\r]/g, '')
  const isPath = read.startsWith('/') && !/^\/[/\\]/.test(read)
  if (!isPath && !/^https?:\/\/[^/\\]/i.test(read)) throw unsafeRedirect({ to })
  throw new Redirect(to)
}

/**
 * Ends the request with status 404; on the socket the page is loaded again, and its request decides. May be
 * called wherever {@link redirect} may. Throws, so it returns to nobody.
 *
 * ```ts
 * this.article = (await articles.find(id)) ?? notFound()
 * ```
 */
export function notFound(): never {
  throw new NotFound()
}
