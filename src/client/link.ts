/**
 * When the page opens a socket, when it gives one up, and what it shows of that: a state machine without socket,
 * clock and document, which are handed in.
 *
 * | state | means |
 * |---|---|
 * | `joining` | no circuit knows this page yet, or the one that did is over: then a page is asked for first |
 * | `live` | the circuit is connected by an open socket |
 * | `rejoining` | there is a circuit, and its socket was lost |
 * | `ended` | for good: another socket has the circuit, or the server ended it |
 *
 * In `joining` and `rejoining` either a try is under way, or the next one is `due`. Tries go on for ever, after
 * random waits that grow up to a ceiling ("full jitter"), so that many pages do not come back in step.
 *
 * A half-open connection reports no error: the page asks, and gives the socket up when nothing comes. Nothing is
 * given up when a timer fires first: after a sleep, or in a tab whose timers are slowed down, the answer may wait
 * behind the timer.
 */

export type LinkState = 'joining' | 'live' | 'rejoining' | 'ended'

/** What stands in `html[data-live-status]`. */
export type LinkStatus = 'connecting' | 'live' | 'reconnecting' | 'offline' | 'refused' | 'ended'

export interface LinkPort {
  /** Milliseconds that only grow. */
  now(): number
  /** From 0 to 1. */
  random(): number
  isOnline(): boolean
  /** Calls back later, in place of what was to be called. */
  after(milliseconds: number, run: () => void): void
  /** Opens a socket; with a token that is asked for first when there is a problem with the one that was tried. */
  open(problem: string): void
  /** Closes the socket, if there is one; nothing of it is reported any more. */
  close(): void
  /** Says who this page is: asks for a new circuit, or for its own. */
  speak(attempt: number, state: LinkState): void
  beat(): void
  leave(): void
  /** Bytes of events that were sent on this socket and that the server is not known to have. */
  unreceived(): number
  /** The circuit is over: none of its events will have an outcome. */
  over(): void
  /** Shows the status; `code` is why the server said no. */
  show(status: LinkStatus, code: string): void
}

export interface Link {
  start(): void
  state(): LinkState
  opened(): void
  /** Something has come from the server. */
  messageReceived(): void
  /** The page is live. `longestWait` is the ceiling of the waits between tries. */
  established(longestWait?: number): void
  /** The server said no, or is not to be asked before so many seconds are over. */
  refused(code: string, seconds?: number): void
  closed(code: number): void
  /** The network or the user is back, or the network is gone: the socket may have died unnoticed. */
  check(): void
  /** The user does something. */
  pushed(): void
  /** The server has received an event. */
  received(): void
  /** The document is left; `persisted` when it may be shown again. */
  hidden(persisted: boolean): void
  /** Gives the socket up, and opens another one later. */
  lose(): void
}

const SECOND = 1_000
/** Close codes after which a browser does not come back. */
const FINAL = /^44(09|10)$/
/** Refusals that another token does not help against: the same is asked again later. */
const LATER = /limit|gate|origin|busy|denied|login/
/** From the second one on, new tokens that are refused as well are asked for after longer and longer waits. */
const RENEWAL_WAIT = 30 * SECOND
const LONGEST_RENEWAL_WAIT = 600 * SECOND

export function createLink(port: LinkPort): Link {
  let state: LinkState = 'joining'
  let wasLive = false
  /** Why the newest try was refused; empty when it was not. */
  let refusal = ''
  /** On how many sockets this document spoke. */
  let attempt = 0
  /** Tries since the page was live for a while. */
  let tries = 0
  let ceiling = 30 * SECOND
  let liveSince = 0
  let lastTry = 0
  let wait = 0
  /** When the next try begins, while none is under way. */
  let due: number | undefined
  /** How long an event may stay without a sign of its arrival. */
  let patience = 5 * SECOND
  /** The page waits for something to come. */
  let isAsking = false
  /** How many tokens in a row led to no circuit, and why the last one did not. */
  let refusedTokens = 0
  let problem = ''

  return {
    start() {
      begin()
      show()
    },
    state: () => state,
    opened: () => port.speak(++attempt, state),
    messageReceived,
    established,
    refused,
    closed(code) {
      if (FINAL.test(String(code))) end()
      else lose()
    },
    check() {
      if (state === 'live') ask()
      else hurry()
      show()
    },
    pushed() {
      if (state !== 'live') hurry()
      else if (!isAsking) expectEvents()
    },
    received() {
      patience = Math.max(5 * SECOND, patience / 2)
    },
    hidden(persisted) {
      if (persisted && state !== 'ended') lose()
      else if (state === 'live') port.leave()
    },
    lose,
  }

  // --- tries ---

  function begin(): void {
    due = undefined
    lastTry = port.now()
    port.open(problem)
    giveUpAfter(Math.min(60 * SECOND, 10 * SECOND * 2 ** tries))
  }

  function lose(atLeast: number = 0): void {
    if (state === 'live') {
      state = 'rejoining'
      if (port.now() - liveSince >= 5 * SECOND) tries = 0
    }
    if (!atLeast) refusal = ''
    port.close()
    const longest = Math.min(ceiling, 0.5 * SECOND * 2 ** tries++)
    tryAfter((wait = Math.max(atLeast, port.random() * longest)))
    show()
  }

  function tryAfter(milliseconds: number): void {
    due = port.now() + milliseconds
    port.after(milliseconds, begin)
  }

  /** Tries at once, but not too soon after the last time. */
  function hurry(): void {
    if (due === undefined) return
    const now = port.now()
    const soonest = lastTry + Math.max(SECOND, wait / 4)
    if (due > Math.max(now, soonest)) tryAfter(Math.max(0, soonest - now))
  }

  // --- answers ---

  function established(longestWait: number = ceiling): void {
    ceiling = longestWait
    state = 'live'
    wasLive = true
    liveSince = port.now()
    refusal = ''
    refusedTokens = 0
    problem = ''
    messageReceived()
    show()
  }

  function refused(code: string, seconds?: number): void {
    refusal = code
    if (LATER.test(code)) return lose((seconds ?? 5) * SECOND * (1 + port.random()))
    // There is no circuit, and the server is there.
    port.over()
    state = 'joining'
    problem = code
    const doubled = Math.min(LONGEST_RENEWAL_WAIT, RENEWAL_WAIT * 2 ** (refusedTokens - 1))
    const wait = (seconds ?? 0) * SECOND || (refusedTokens && doubled)
    refusedTokens++
    if (wait) return lose(wait)
    // The first time at once, and by another socket: the server closes this one.
    refusal = ''
    begin()
    show()
  }

  function end(): void {
    state = 'ended'
    due = undefined
    port.close()
    port.over()
    show()
  }

  // --- is the socket good? ---

  function messageReceived(): void {
    if (state !== 'live') return
    isAsking = false
    if (port.unreceived()) expectEvents()
    else port.after(35 * SECOND, ask)
  }

  function ask(): void {
    port.beat()
    giveUpAfter(10 * SECOND)
  }

  /** Slow connections take a second for five kilobytes. */
  function expectEvents(): void {
    giveUpAfter(patience + port.unreceived() / 5)
  }

  /** `late` says whether a timer may still fire late once, `more` whether another second follows. */
  function giveUpAfter(milliseconds: number, late: boolean = true, more: boolean = true): void {
    isAsking = true
    const planned = port.now() + milliseconds
    port.after(milliseconds, () => {
      const isLate = port.now() - planned > SECOND
      if (late && isLate) giveUpAfter(SECOND, false, more)
      else if (more) giveUpAfter(SECOND, late, false)
      else {
        if (state === 'live') patience = Math.min(40 * SECOND, patience * 2)
        lose()
      }
    })
  }

  function show(): void {
    port.show(status(), refusal)
  }

  function status(): LinkStatus {
    if (state === 'live' || state === 'ended') return state
    if (!port.isOnline()) return 'offline'
    if (refusal) return 'refused'
    return wasLive ? 'reconnecting' : 'connecting'
  }
}
