/**
 * What a page sends its circuit: events, and how many frames it has seen. Without socket, clock and document,
 * which are handed in.
 *
 * Both ends number events by counting, from 1 in each circuit. An event is kept until its outcome: it is sent
 * when there is a socket and the server will take it, and again on the next socket when the server has not
 * received it.
 *
 * **Pace.** The server lets a page be ahead of its rate by a burst. Half of that is spent by sending; of the other
 * half as much may be on its way, because a network that stalls delivers at once what was sent over time. The
 * server counts an event once, so sending it again is free. Bytes are paced like events; what is larger than half
 * a burst of bytes goes alone.
 *
 * **Acknowledgements** tell the server which trees no event will name any more. So they never run ahead of an
 * event that has its number and has not been sent on this socket.
 */
import type { BrowserLimits, EventRefusal } from '../protocol/messages.ts'

const MOST_EVENTS = 100
const MOST_BYTES = 256 * 1024
const ACKNOWLEDGE_AFTER = 1_000
/** An event that was on so many sockets in a row when they died is taken to be what kills them. */
const MOST_DEATHS = 5

export interface OutboxPort<Content> {
  now(): number
  after(milliseconds: number, run: () => void): void
  /** The socket takes this now. */
  send(text: string): void
  acknowledge(seen: number): void
  /** The text of an event that does nothing but take its number. */
  emptyEvent(seen: number): string
  /** An event has ended without a word of the server. */
  ended(event: number, content: Content, outcome: 'refused' | 'unknown'): void
}

export interface Outbox<Content> {
  /** The frames that were taken since the join. */
  seen(): number
  /** Takes an event. Its number, or why it is refused. */
  push(text: string, bytes: number, content: Content): number | EventRefusal
  /** The event of this number, while it has no outcome. */
  find(event: number): Content | undefined
  /** The server has told the outcome of an event, which is forgotten. */
  settle(event: number): Content | undefined
  /** The server has received the events up to this one. */
  received(event: number): void
  /** Bytes that were sent on this socket and not received. */
  unreceived(): number
  /** A frame was taken. */
  countFrame(): void
  /** Tells at once what was seen, as far as that may be told. */
  acknowledge(): void
  /** How many of the frames that were seen may be told. */
  acknowledgeable(): number
  /** The socket was lost; `isFault` when because of what was sent. */
  pause(isFault: boolean): void
  /** The circuit is connected, and has received this many events. */
  resume(received: number): void
  /** A circuit begins. */
  begin(limits: BrowserLimits): void
  /** The number of the event that is sent next. */
  next(): number
  /** The circuit is over. Until the next one begins events are refused. */
  end(): void
}

interface Entry<Content> {
  readonly seen: number
  readonly bytes: number
  text: string
  /** None for an event that was replaced by an empty one. */
  content: Content | undefined
  sent: 'never' | 'before' | 'now'
}

export function createOutbox<Content>(port: OutboxPort<Content>): Outbox<Content> {
  const entries = new Map<number, Entry<Content>>()
  let state: 'recording' | 'live' | 'over' = 'recording'
  let [eventRate, eventBurst, byteRate, byteBurst, frameBytes] = [50, 100, 131_072, 524_288, 65_536]
  /** The number of the next event. */
  let next = 1
  let lastReceived = 0
  let seen = 0
  let told = 0
  /** When the rates alone would have let everything pass that was sent: ahead of now by what was spent. */
  let eventsDue = 0
  let bytesDue = 0
  let isPaced = false
  let isAcknowledging = false
  /** The event that was not received when the last sockets died, and how many did. */
  let suspect = 0
  let deaths = 0
  let wasFault = false

  return {
    seen: () => seen,
    push(text, bytes, content) {
      let total = bytes
      for (const entry of entries.values()) total += entry.bytes
      if (state === 'over') return 'expired'
      if (bytes > frameBytes || entries.size >= MOST_EVENTS || (entries.size > 0 && total > MOST_BYTES))
        return 'limited'
      entries.set(next, { seen, bytes, text, content, sent: 'never' })
      pump()
      return next++
    },
    next: () => next,
    find: (event) => entries.get(event)?.content,
    settle(event) {
      const content = entries.get(event)?.content
      entries.delete(event)
      received(event)
      return content
    },
    received,
    unreceived: () => underWay().reduce((total, { bytes }) => total + bytes, 0),
    countFrame() {
      seen++
      acknowledgeSoon()
    },
    acknowledge,
    acknowledgeable,
    pause(isFault) {
      if (state !== 'live') return
      state = 'recording'
      wasFault = isFault
    },
    resume,
    begin(limits) {
      ;[eventRate, eventBurst, byteRate, byteBurst, frameBytes] = limits
      eventsDue = bytesDue = seen = lastReceived = 0
      resume(0)
    },
    end() {
      state = 'over'
      for (const [event, { content, sent }] of entries) {
        entries.delete(event)
        if (content) port.ended(event, content, sent === 'never' ? 'refused' : 'unknown')
      }
      next = 1
      suspect = 0
    },
  }

  // --- events ---

  function received(event: number): void {
    if (event <= lastReceived) return
    lastReceived = event
    for (const [number, { content }] of entries) if (number <= event && !content) entries.delete(number)
    pump()
  }

  /** What was sent on this socket and is not received. */
  function underWay(): Entry<Content>[] {
    return [...entries].flatMap(([event, entry]) =>
      event > lastReceived && entry.sent === 'now' ? [entry] : [],
    )
  }

  function resume(received: number): void {
    state = 'live'
    // What was told may not have arrived. Of no frames there is nothing to tell.
    told = seen && -1
    lastReceived = received
    accuse(received + 1)
    for (const [event, entry] of entries) {
      if (event <= received) {
        entry.sent = 'now'
        if (!entry.content) entries.delete(event)
      } else if (entry.sent === 'now') entry.sent = 'before'
    }
    pump()
    acknowledgeSoon()
  }

  /** The oldest event that did not arrive: did it kill the socket? */
  function accuse(event: number): void {
    const entry = entries.get(event)
    if (entry?.sent !== 'now' || !entry.content) return
    deaths = suspect === event ? deaths + 1 : 1
    suspect = event
    if (wasFault || deaths >= MOST_DEATHS) {
      port.ended(event, entry.content, 'unknown')
      entry.content = undefined
      entry.text = port.emptyEvent(entry.seen)
      suspect = 0
    }
  }

  /** Sends what may be sent now. */
  function pump(): void {
    for (const entry of entries.values()) {
      if (state !== 'live') return
      if (entry.sent === 'now') continue
      const { bytes } = entry
      const flight = underWay()
      const flightBytes = flight.reduce((total, each) => total + each.bytes, bytes)
      if (flight.length > 0 && (flight.length >= eventBurst / 2 || flightBytes > byteBurst / 2)) return
      if (entry.sent === 'never') {
        const now = port.now()
        const [events, size] = [due(eventsDue, 1, eventRate), due(bytesDue, bytes, byteRate)]
        const wait = Math.max(
          eventsDue > now ? events - now - (500 * eventBurst) / eventRate : 0,
          bytesDue > now ? size - now - (500 * byteBurst) / byteRate : 0,
        )
        if (wait > 0) return pumpAfter(wait)
        eventsDue = events
        bytesDue = size
      }
      entry.sent = 'now'
      told = entry.seen
      port.send(entry.text)
    }
  }

  function due(before: number, cost: number, rate: number): number {
    return Math.max(before, port.now()) + (1_000 * cost) / rate
  }

  function pumpAfter(milliseconds: number): void {
    if (isPaced) return
    isPaced = true
    port.after(milliseconds, () => {
      isPaced = false
      pump()
    })
  }

  // --- acknowledgements ---

  function acknowledgeable(): number {
    const unsent = [...entries.values()].find(({ sent }) => sent !== 'now')
    return unsent ? unsent.seen : seen
  }

  function acknowledge(): void {
    const upTo = acknowledgeable()
    if (state !== 'live' || upTo <= told) return
    told = upTo
    port.acknowledge(upTo)
  }

  /** With the next event, or after a while. */
  function acknowledgeSoon(): void {
    if (isAcknowledging || told >= seen) return
    isAcknowledging = true
    port.after(ACKNOWLEDGE_AFTER, () => {
      isAcknowledging = false
      acknowledge()
      if (state === 'live') acknowledgeSoon()
    })
  }
}
