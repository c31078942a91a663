/** What is told of a body while it is sent. */
export interface BodyEvents {
  /** It cannot be completed: whoever reads it is not told that it is. */
  failed(error: unknown): void
  /** Nothing more is sent of it: all was, it has failed, or its reader is gone. Called once. */
  ended(): void
}

/**
 * A body that is sent text by text, as they come. They are taken whether or not the reader keeps up: so nobody holds a page
 * in memory by reading slowly, and what waits for a slow reader is one page of HTML at most, as without streaming.
 */
export function streamedBody(texts: AsyncIterable<string>, events: BodyEvents): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  let state: 'sending' | 'ended' = 'sending'
  return new ReadableStream<Uint8Array>({
    start(controller) {
      void send(controller)
    },
    cancel: end,
  })

  async function send(controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> {
    try {
      for await (const text of texts) {
        if (isOver()) return
        if (text !== '') controller.enqueue(encoder.encode(text))
      }
      if (!isOver()) controller.close()
    } catch (error) {
      // What fails because its page has ended with its reader is no failure.
      if (isOver()) return
      events.failed(error)
      controller.error(new DOMException('The page could not be completed.', 'AbortError'))
    } finally {
      end()
    }
  }

  // A function, as the state changes while others wait.
  function isOver(): boolean {
    return state === 'ended'
  }

  function end(): void {
    if (isOver()) return
    state = 'ended'
    events.ended()
  }
}
