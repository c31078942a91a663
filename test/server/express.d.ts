/** As much of Express as the tests use; the package comes without types. */
declare module 'express' {
  import type { IncomingMessage, ServerResponse } from 'node:http'

  interface ExpressRequest extends IncomingMessage {
    readonly originalUrl: string
  }
  interface ExpressResponse extends ServerResponse {
    set(headers: Readonly<Record<string, string>>): this
    send(body: string): this
    status(code: number): this
  }
  type Handler = (
    request: ExpressRequest,
    response: ExpressResponse,
    next: (error?: unknown) => void,
  ) => unknown
  interface Router {
    (request: IncomingMessage, response: ServerResponse): void
    get(path: string, handler: Handler): this
    use(handler: Handler | Router): this
    use(path: string, handler: Handler | Router): this
  }
  const express: (() => Router) & { readonly Router: () => Router }
  export default express
}
