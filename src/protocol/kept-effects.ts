/** What a handler keeps in the browser: the session, and what views store there. */
export type KeptEffect =
  /** Posts the ticket, for the cookie of another session, and comes back with it on another socket. */
  | readonly ['session', ticket: string]
  /** The page goes on with another login, of somebody (1) or of nobody (0): its token when it is renewed. */
  | readonly ['session', token: string, somebody: 0 | 1]
  /** Tells what the browser stores under the key; with a text it is stored, with null it is taken away. */
  | readonly ['stored', area: 'local' | 'session', key: string, text?: string | null]
