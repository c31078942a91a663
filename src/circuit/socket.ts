import type { UpMessage } from '../protocol/messages.ts'

/** One end of a connection to a browser, as an adapter gives it to the server. */
export interface LiveSocket {
  /** Sends one text frame. Never throws: a lost connection is told by the adapter's `close`. */
  send(text: string): void
  /** Closes with a code of `CLOSE_CODES` or of RFC 6455. */
  close(code: number, reason: string): void
  /** Bytes that were sent and have not left this process. */
  readonly bufferedAmount: number
}

/** The socket of a circuit, which sends no more than its browser takes. */
export interface CircuitSocket {
  /** Whether frames may be sent now. Small messages always may. */
  readonly mayWrite: boolean
  /** Calls back once, when frames may be sent again. */
  whenWritable(run: () => void): void
  send(text: string): void
  close(code: number, reason: string): void
}

/** The size of a message. */
export interface MessageSize {
  /** In characters, as browsers count what they send. */
  readonly length: number
  /** What its text takes in memory. */
  readonly bytes: number
}

/** A message that came on a socket. */
export interface ReceivedMessage extends MessageSize {
  readonly message: UpMessage
}
