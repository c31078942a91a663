/**
 * What happens to a session: how a change is applied, and whether a ticket for one is still good. Functions of values:
 * cookies, time and memory are elsewhere.
 */

/** The fields that change, as they travel: JSON knows no `undefined`. Null ends the session. */
export type FieldChange = {
  readonly set: Readonly<Record<string, unknown>>
  readonly remove: readonly string[]
} | null

/** What a handler asked for, as it travels. */
export function fieldChange(fields: object): FieldChange {
  const entries = Object.entries(fields)
  return {
    set: Object.fromEntries(entries.filter(([, value]) => value !== undefined)),
    remove: entries.flatMap(([name, value]) => (value === undefined ? name : [])),
  }
}

/** The fields after a change. */
export function applyChange(fields: object, change: FieldChange): object {
  if (change === null) return {}
  const kept = Object.entries(fields).filter(([name]) => !change.remove.includes(name))
  return { ...Object.fromEntries(kept), ...change.set }
}

/** What the browser is to have, as a page that is live asks for it. */
export interface SessionTicket {
  /** Of the circuit that asked. */
  readonly circuit: string
  readonly visitor: string
  /** Who was logged in, in the page that asked; empty for nobody. */
  readonly login: string
  readonly change: FieldChange
  /** Of the session that it makes; its id is another one if somebody else is logged in then. */
  readonly id: string
  readonly version: string
  /** Milliseconds since the epoch. */
  readonly expires: number
}

/** The session that a ticket finds in the browser. */
export interface FoundSession {
  /** Of its content; empty when there is none. */
  readonly version: string
  readonly login: string
}

/**
 * What this process knows of a ticket: nothing; which session it has replaced, and whether that ended its login; or that
 * the browser has what it made.
 */
export type TicketUse =
  | { readonly state: 'unknown' }
  | { readonly state: 'redeemed'; readonly replaced: string; readonly ended: boolean }
  | { readonly state: 'confirmed' }

/** Whether somebody who was logged in is not any more. */
export function endsLogin(before: { readonly login: string }, after: { readonly login: string }): boolean {
  return before.login !== '' && before.login !== after.login
}

/** Why a ticket is not redeemed. */
export type TicketRefusal = 'expired' | 'used' | 'foreign' | 'login'

export interface Redemption {
  readonly now: number
  readonly visitor: string | null
  readonly found: FoundSession
  readonly use: TicketUse
  /** Whether the login that it would make is over already. */
  readonly isOver: boolean
}

/**
 * Whether a ticket changes the session that is in the browser now.
 *
 * The answer to a ticket may be lost, so it may come again: as long as the browser has what it replaced, it is applied
 * again and makes the same session; once the browser has that, it `stands`. With any other session there it is used up.
 * A ticket of somebody is for that login alone: in a browser where somebody else has logged in meanwhile, or everybody
 * out, it would bring the first one back. One of nobody is for whoever is there: of two login pages both work.
 */
export function judgeTicket(
  ticket: SessionTicket,
  { now, visitor, found, use, isOver }: Redemption,
): 'apply' | 'stands' | TicketRefusal {
  if (visitor !== ticket.visitor) return 'foreign'
  const isLogout = ticket.change === null
  if (isLogout ? found.version === '' : found.version === ticket.version) return 'stands'
  if (now > ticket.expires) return 'expired'
  if (use.state === 'confirmed' || isOver) return 'used'
  if (use.state === 'redeemed' && use.replaced !== found.version) return 'used'
  return ticket.login === '' || ticket.login === found.login ? 'apply' : 'login'
}
