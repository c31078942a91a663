/**
 * A browser with tabs, the server, and a network that loses things, around the module that judges tickets. It says what must
 * hold whatever happens.
 */
import type * as sessions from '../../src/server/session-change.ts'
import type { SessionTicket, TicketUse } from '../../src/server/session-change.ts'

/** What may happen. */
export type SessionStep =
  /** A handler of a tab logs somebody in, logs out, or changes something else. */
  | { readonly kind: 'ask'; readonly tab: number; readonly for: Wish }
  /** A ticket is posted, for the first time or again. */
  | { readonly kind: 'post'; readonly which: number; readonly fate: Fate }
  /** A tab's socket is lost and comes back, or its page is loaded again. */
  | { readonly kind: 'rejoin' | 'reload'; readonly tab: number }
  /** A form without script. */
  | { readonly kind: 'plain'; readonly for: Wish }
  | { readonly kind: 'time'; readonly seconds: number }

export type Wish = 'ada' | 'bob' | 'logout' | 'theme'

/** `lost`: the browser does not get the answer. `unread`: it gets the cookie, and the page nothing. */
export type Fate = 'arrives' | 'lost' | 'unread'

interface Found {
  readonly id: string
  readonly version: string
  readonly login: string
}

interface Tab {
  circuit: string
  /** What its socket came with. */
  session: Found
  newest: SessionTicket | null
}

const NOBODY: Found = { id: '', version: '', login: '' }
const VISITOR = 'visitor'
const TICKET_AGE = 15

export class SessionModel {
  readonly #module: typeof sessions
  #now = 0
  #names = 0
  /** What the browser has. */
  #cookie = NOBODY
  readonly #tickets: SessionTicket[] = []
  // --- the server ---
  readonly #uses = new Map<string, TicketUse>()
  readonly #ended = new Set<string>()
  /** Versions that the browser had and that were replaced. */
  readonly #left = new Set<string>()
  /** What tickets have made, by their versions. */
  readonly #applied = new Map<string, string>()
  readonly #tabs: Tab[] = [this.#open(), this.#open()]

  constructor(module: typeof sessions) {
    this.#module = module
  }

  step(step: SessionStep): void {
    switch (step.kind) {
      case 'ask':
        return this.#ask(this.#tab(step.tab), step.for)
      case 'post':
        return this.#post(this.#tickets[step.which % this.#tickets.length], step.fate)
      case 'rejoin':
        return this.#rejoin(this.#tab(step.tab))
      case 'reload':
        this.#tabs[step.tab] = this.#open()
        return
      case 'plain':
        return this.#take(this.#changed(this.#living(), step.for, this.#name(), this.#name()))
      case 'time':
        this.#now += step.seconds
    }
  }

  #tab(index: number): Tab {
    const tab = this.#tabs[index]
    if (tab === undefined) throw new Error('There is no such tab.')
    return tab
  }

  #open(): Tab {
    return { circuit: this.#name(), session: this.#living(), newest: null }
  }

  #ask(tab: Tab, wish: Wish): void {
    const ticket: SessionTicket = {
      circuit: tab.circuit,
      visitor: VISITOR,
      login: tab.session.login,
      change: wish === 'logout' ? null : { set: { [wish]: true }, remove: [] },
      id: this.#name(),
      version: this.#name(),
      expires: this.#now + TICKET_AGE,
    }
    tab.newest = ticket
    this.#tickets.push(ticket)
  }

  #post(ticket: SessionTicket | undefined, fate: Fate): void {
    if (ticket === undefined) return
    const use = this.#uses.get(ticket.version) ?? { state: 'unknown' }
    const isItsDoing = use.state === 'redeemed' && use.ended && use.replaced === this.#cookie.version
    const found = isItsDoing ? this.#cookie : this.#living()
    const isOver = this.#ended.has(ticket.id)
    const redemption = { now: this.#now, visitor: VISITOR, found, use, isOver }
    const verdict = this.#module.judgeTicket(ticket, redemption)
    const elsewhere = this.#module.judgeTicket(ticket, { ...redemption, visitor: 'somebody else' })
    check(elsewhere === 'foreign', 'a ticket is good for another visitor')
    if (found.version === ticket.version) check(verdict === 'stands', 'what the browser has is refused')
    if (verdict === 'apply') this.#apply(ticket, found, fate)
    const tab = this.#tabs.find(({ circuit }) => circuit === ticket.circuit)
    // Refused or not, the page comes back with what the browser has.
    if (tab && fate === 'arrives') this.#rejoin(tab)
  }

  #apply(ticket: SessionTicket, found: Found, fate: Fate): void {
    check(this.#now <= ticket.expires, 'a ticket is good for ever')
    const isItsOwn = ticket.login === '' || ticket.login === found.login
    check(isItsOwn, `a page of ${ticket.login} changes the session of ${found.login || 'nobody'}`)
    const after = this.#changed(found, wishOf(ticket), ticket.id, ticket.version)
    const ended = this.#module.endsLogin(found, after)
    this.#uses.set(ticket.version, { state: 'redeemed', replaced: found.version, ended })
    const made = JSON.stringify(after)
    const before = this.#applied.get(ticket.version)
    check(before === undefined || before === made, 'a ticket makes two sessions')
    this.#applied.set(ticket.version, made)
    if (fate === 'lost') this.#end(found, after)
    else this.#take(after, found)
  }

  /** The browser gets another session. */
  #take(after: Found, before: Found = this.#living()): void {
    this.#end(before, after)
    check(after.id === '' || !this.#ended.has(after.id), 'a login that was over is back')
    // What is of nobody may be: that everybody logged out meanwhile cannot be told from that nobody had logged in.
    check(after.login === '' || !this.#left.has(after.version), 'a session that was replaced is back')
    if (this.#cookie.version !== after.version && this.#cookie.version !== '')
      this.#left.add(this.#cookie.version)
    this.#cookie = after
  }

  #end(before: Found, after: Found): void {
    if (this.#module.endsLogin(before, after)) this.#ended.add(before.id)
  }

  #rejoin(tab: Tab): void {
    const session = this.#living()
    const { newest } = tab
    const isMade =
      newest !== null &&
      (newest.change === null
        ? session.version === ''
        : session.version === newest.version || session.id === newest.id)
    if (session.login !== tab.session.login && !isMade) {
      // Its circuit is not given to somebody else: the page is made afresh.
      Object.assign(tab, this.#open())
      return
    }
    if (isMade) this.#uses.set(newest.version, { state: 'confirmed' })
    tab.session = session
  }

  /** What the server takes the browser's session for. */
  #living(): Found {
    return this.#ended.has(this.#cookie.id) ? NOBODY : this.#cookie
  }

  #changed(found: Found, wish: Wish, id: string, version: string): Found {
    if (wish === 'logout') return NOBODY
    const login = wish === 'theme' ? found.login : wish
    return { id: found.id !== '' && login === found.login ? found.id : id, version, login }
  }

  #name(): string {
    return `n${++this.#names}`
  }
}

function wishOf({ change }: SessionTicket): Wish {
  const [name = 'logout'] = Object.keys(change?.set ?? {})
  // The model has made it.
  return name as Wish
}

function check(holds: boolean, problem: string): asserts holds {
  if (!holds) throw new Error(problem)
}
