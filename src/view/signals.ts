/** Thrown by {@link redirect}. Not an error: nothing is reported. */
export class Redirect {
  readonly to: string
  constructor(to: string) {
    this.to = to
  }
}

/** Thrown by {@link notFound}. Not an error: nothing is reported. */
export class NotFound {}

/**
 * Ends the request from within `mount`: the visitor goes to `to` instead, a path of this site or an absolute
 * http(s) URL. Throws, so it returns to nobody.
 *
 * ```ts
 * override mount() {
 *   if (!this.live.context.user) redirect('/login')
 * }
 * ```
 */
export function redirect(to: string): never {
  throw new Redirect(to)
}

/**
 * Ends the request from within `mount` with status 404. Throws, so it returns to nobody.
 *
 * ```ts
 * this.article = (await articles.find(id)) ?? notFound()
 * ```
 */
export function notFound(): never {
  throw new NotFound()
}
