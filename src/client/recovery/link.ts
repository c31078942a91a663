/**
 * When the page opens another socket, and when it gives one up: a state machine without socket, clock and document,
 * which are handed in. It goes on from where the page is when it is made.
 *
 * While the page is not live and has not ended either a try is under way, or the next one is `due`. Tries go on for
 * ever, after random waits that grow up to a ceiling ("full jitter"), so that many pages do not come back in step.
 *
 * A half-open connection reports no error: the page asks, and gives the socket up when nothing comes. Nothing is
 * given up when a timer fires first: after a sleep, or in a tab whose timers are slowed down, the answer may wait
 * behind the timer.
 */
import type { ConnectionState } from '../connection-state.ts'

export interface LinkPort {
  /** Milliseconds that only grow. */
  now(): number
  /** From 0 to 1. */
  random(): number
  /** Calls back later, in place of what was to be called. */
  after(milliseconds: number, run: () => void): void
  /** Opens a socket; when there is a problem with the token, another one is asked for first. */
  open(problem: string): void
  /** Closes the socket, if there is one; nothing of it is reported any more. */
  close(): void
  beat(): void
  /** Bytes of events that were sent on this socket and that the server is not known to have. */
  unreceived(): number
  /** Nobody sees the page. */
  isHidden(): boolean
  /** The circuit is over: none of its events will have an outcome. */
  over(): void
  /** Shows the status. */
  show(): void
}

export interface Link {
  /** Something has come from the server. */
  messageReceived(): void
  /** The page is live. */
  established(): void
  /** The server said no, or is not to be asked before so many seconds are over. */
  refused(code: string, seconds?: number): void
  /** The socket was closed: with 0 by the page itself. */
  closed(code: number): void
  /** There is another token: from now on the next sockets join with it. */
  renewed(): void
  /** Another socket takes the place of this one, as the browser has other cookies now. */
  reopen(): void
  /** The network or the user is back: the socket may have died unnoticed. */
  check(): void
  /** The user does something. */
  pushed(): void
  /** The server has received an event. */
  received(): void
}

const SECOND = 1_000
/** A timer that is to run longer runs out at once. */
const LONGEST_TIMER = 2 ** 31 - 1
/** Close codes after which a browser does not come back. */
const FINAL = /^44(09|10)$/
/** Refusals that another token does not help against: the same is asked again later. */
const LATER = /limit|gate|origin|busy|denied|login/
/** From the second one on, new tokens that are refused as well are asked for after longer and longer waits. */
const RENEWAL_WAIT = 30 * SECOND
const LONGEST_RENEWAL_WAIT = 600 * SECOND
/** Who comes back to a page that nobody saw does not wait: the next try is at once then. */
const LONGEST_HIDDEN_WAIT = 600 * SECOND

export function createLink(connection: ConnectionState, port: LinkPort): Link {
  /** Tries since the page was live for a while. */
  let tries = 0
  let lastTry = port.now()
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

  if (connection.state === 'live') messageReceived()
  else waitForAnswer()

  return {
    messageReceived,
    established() {
      refusedTokens = 0
      problem = ''
      messageReceived()
    },
    refused,
    renewed() {
      problem = ''
    },
    closed(code) {
      if (FINAL.test(String(code))) end()
      else if (connection.state !== 'ended') lose()
    },
    reopen() {
      if (connection.state !== 'ended') begin()
    },
    check() {
      if (connection.state === 'live') ask()
      else hurry()
    },
    pushed() {
      if (connection.state !== 'live') hurry()
      else if (!isAsking) expectEvents()
    },
    received() {
      patience = Math.max(5 * SECOND, patience / 2)
    },
  }

  // --- tries ---

  function begin(): void {
    due = undefined
    lastTry = port.now()
    port.open(problem)
    waitForAnswer()
  }

  function waitForAnswer(): void {
    giveUpAfter(Math.min(60 * SECOND, 10 * SECOND * 2 ** tries))
  }

  function lose(atLeast: number = 0): void {
    const { liveSince, longestWait } = connection
    if (liveSince && port.now() - liveSince >= 5 * SECOND) tries = 0
    connection.liveSince = 0
    if (!atLeast) connection.refusal = ''
    port.close()
    const ceiling = port.isHidden() ? Math.max(longestWait, LONGEST_HIDDEN_WAIT) : longestWait
    const longest = Math.min(ceiling, 0.5 * SECOND * 2 ** tries++)
    tryAfter((wait = Math.max(atLeast, port.random() * longest)))
    port.show()
  }

  function tryAfter(later: number): void {
    const milliseconds = Math.min(later, LONGEST_TIMER)
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

  function refused(code: string, seconds?: number): void {
    connection.refusal = code
    if (LATER.test(code)) return lose((seconds ?? 5) * SECOND * (1 + port.random()))
    // There is no circuit, and the server is there.
    port.over()
    connection.state = 'joining'
    problem = code
    const doubled = Math.min(LONGEST_RENEWAL_WAIT, RENEWAL_WAIT * 2 ** (refusedTokens - 1))
    const wait = (seconds ?? 0) * SECOND || (refusedTokens && doubled)
    refusedTokens++
    if (wait) return lose(wait)
    // The first time at once, and by another socket: the server closes this one.
    connection.refusal = ''
    begin()
    port.show()
  }

  function end(): void {
    connection.state = 'ended'
    due = undefined
    port.close()
    port.over()
    port.show()
  }

  // --- is the socket good? ---

  function messageReceived(): void {
    if (connection.state !== 'live') return
    isAsking = false
    if (port.unreceived()) expectEvents()
    else port.after(35 * SECOND, ask)
  }

  function ask(): void {
    port.beat()
    // What waits for an answer already waits no longer than it was to, however often it is asked.
    if (!isAsking) giveUpAfter(10 * SECOND)
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
      if (late && isLate) giveUpAfter(SECOND, false)
      else if (more) giveUpAfter(SECOND, late, false)
      else {
        if (connection.state === 'live') patience = Math.min(40 * SECOND, patience * 2)
        lose()
      }
    })
  }
}
