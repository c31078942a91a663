import { request, type IncomingMessage } from 'node:http'
import { once } from 'node:events'

/** A response that is read as it comes. */
export class StreamedPage implements AsyncDisposable {
  readonly response: IncomingMessage
  #body = Buffer.alloc(0)

  private constructor(response: IncomingMessage) {
    this.response = response
    response.on('data', (chunk: Buffer) => (this.#body = Buffer.concat([this.#body, chunk])))
    response.on('error', () => {})
  }

  static async open(
    url: string,
    headers: Readonly<Record<string, string>> = {},
    method: string = 'GET',
  ): Promise<StreamedPage> {
    const sent = request(url, { method, headers }).end()
    // What `http` emits with a response.
    const [response] = (await once(sent, 'response')) as [IncomingMessage]
    return new StreamedPage(response)
  }

  /** What has come so far. */
  get bytes(): Buffer {
    return this.#body
  }

  get text(): string {
    return this.#body.toString()
  }

  /** Waits until this much is there, as `read` reads it. */
  async until(part: string, read: () => string = () => this.text): Promise<void> {
    while (!read().includes(part)) {
      if (this.response.readableEnded) throw new Error(`The response has ended without "${part}".`)
      await Promise.race([once(this.response, 'data'), once(this.response, 'end')])
    }
  }

  async end(): Promise<string> {
    if (!this.response.readableEnded) await once(this.response, 'end')
    return this.text
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.response.destroy()
    if (!this.response.closed) await once(this.response, 'close')
  }
}
