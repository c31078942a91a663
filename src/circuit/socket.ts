/** One end of a line to a browser, as an adapter gives it to the server. */
export interface LiveSocket {
  /** Sends one text frame. Never throws: a line that is down is told by the adapter's `close`. */
  send(text: string): void
  /** Closes with a code of `CLOSE_CODES` or of RFC 6455. */
  close(code: number, reason: string): void
  /** Bytes that were sent and have not left this process. */
  readonly bufferedAmount: number
}
