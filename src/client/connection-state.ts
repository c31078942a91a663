/**
 * What is known of the connection of a page.
 *
 * | state | means |
 * |---|---|
 * | `joining` | no circuit knows this page yet, or the one that did is over: then a page is asked for first |
 * | `live` | the circuit is connected by an open socket |
 * | `rejoining` | there is a circuit, and its socket was lost |
 * | `ended` | for good: another socket has the circuit, or the server ended it |
 */
export interface ConnectionState {
  state: 'joining' | 'live' | 'rejoining' | 'ended'
  /** Why the newest try was refused; empty when it was not. */
  refusal: string
  wasLive: boolean
  /** When the page became live last. */
  liveSince: number
  /** The longest wait between two tries, in milliseconds. */
  longestWait: number
}

export function newConnection(): ConnectionState {
  return { state: 'joining', refusal: '', wasLive: false, liveSince: 0, longestWait: 30_000 }
}

/** What stands in `html[data-live-status]`. */
export type ConnectionStatus = 'connecting' | 'live' | 'reconnecting' | 'offline' | 'refused' | 'ended'

export function statusOf(connection: ConnectionState, isOnline: boolean): ConnectionStatus {
  if (connection.state === 'live' || connection.state === 'ended') return connection.state
  if (!isOnline) return 'offline'
  if (connection.refusal) return 'refused'
  return connection.wasLive ? 'reconnecting' : 'connecting'
}
