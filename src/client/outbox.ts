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
 * server counts an event once, so sending it again is free. It has a rate of events and one of bytes: both are
 * kept by one clock, on which an event takes as long as the slower of the two lets it pass. What takes longer than half a
 * burst goes alone.
 *
 * **Acknowledgements** tell the server which trees no event will name any more. So they never run ahead of an
 * event that has its number and has not been sent on this socket.
 */
import type { BrowserLimits, EventRefusal } from '../protocol/messages.ts'

const MOST_EVENTS = 100
const MOST_BYTES = 2 ** 21
const ACKNOWLEDGE_AFTER = 1_000

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
  /** The outcome of an event has come; the event is forgotten. */
  settle(event: number): Content | undefined
  /** The server has received the events up to this one. */
  received(event: number): void
  /** Bytes that were sent on this socket and not received. */
  unreceived(): number
  /** A frame was taken. */
  countFrame(): void
  /** Acknowledges at once what was seen, as far as it may. */
  acknowledge(): void
  /** How many of the frames that were seen may be acknowledged. */
  acknowledgeable(): number
  /** The socket was lost. */
  pause(): void
  /** The events up to this one were sent on this socket, or on the last one. */
  sent(): number
  /** Gives up an event that was sent: an empty one takes its number. */
  giveUp(event: number): void
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
  readonly bytes: number
  readonly seen: number
  text: string
  /** None for an event that was replaced by an empty one. */
  content: Content | undefined
}

export function createOutbox<Content>(port: OutboxPort<Content>): Outbox<Content> {
  const entries = new Map<number, Entry<Content>>()
  let state: 'recording' | 'live' | 'over' = 'recording'
  /** The milliseconds in which the server's rates let an event pass, or a byte; and half of the smaller burst. */
  let [perEvent, perByte, half] = [0, 0, 0]
  /** When the rates alone would have let everything pass that was sent: ahead of now by what was spent. */
  let due = 0
  /** Bytes of the longest event that the server takes. */
  let largest = 64 * 1024
  /** The number of the next event. */
  let next = 1
  /** Events up to these were sent: on this socket, and on any; and these were received. */
  let sent = 0
  let everSent = 0
  let lastReceived = 0
  let seen = 0
  let told = 0
  let isPaced = false
  let isAcknowledging = false

  return {
    seen: () => seen,
    push(text, bytes, content) {
      if (state === 'over') return 'expired'
      const waiting = total(entries.values(), bytesOf)
      if (bytes > largest || entries.size >= MOST_EVENTS || (waiting > 0 && waiting + bytes > MOST_BYTES))
        return 'limited'
      entries.set(next, { seen, bytes, text, content })
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
    unreceived: () => total(underWay(), bytesOf),
    countFrame() {
      seen++
      acknowledgeSoon()
    },
    acknowledge,
    acknowledgeable,
    pause() {
      if (state === 'live') state = 'recording'
    },
    sent: () => sent,
    giveUp(event) {
      const entry = entries.get(event)
      if (!entry?.content) return
      port.ended(event, entry.content, 'unknown')
      entry.content = undefined
      entry.text = port.emptyEvent(entry.seen)
    },
    resume,
    begin([eventRate, eventBurst, byteRate, byteBurst, frameBytes]) {
      perEvent = 1_000 / eventRate
      perByte = 1_000 / byteRate
      half = Math.min(perEvent * eventBurst, perByte * byteBurst) / 2
      due = 0
      largest = frameBytes
      seen = 0
      resume(0)
    },
    end() {
      state = 'over'
      for (const [event, { content }] of entries) {
        entries.delete(event)
        if (content) port.ended(event, content, event > everSent ? 'refused' : 'unknown')
      }
      next = 1
      everSent = 0
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
    return [...entries].flatMap(([event, entry]) => (event > lastReceived && event <= sent ? [entry] : []))
  }

  function resume(upTo: number): void {
    state = 'live'
    // An acknowledgement may not have arrived. Of no frames there is nothing to acknowledge.
    told = seen && -1
    sent = upTo
    lastReceived = -1
    received(upTo)
    acknowledgeSoon()
  }

  /** Sends what may be sent now. */
  function pump(): void {
    for (const [event, entry] of entries) {
      if (state !== 'live') return
      if (event <= sent) continue
      const flight = underWay()
      if (flight.length > 0 && total([...flight, entry], costOf) > half) return
      if (event > everSent) {
        const cost = costOf(entry)
        const ahead = due - port.now()
        if (ahead > 0 && ahead + cost > half) return pumpAfter(ahead + cost - half)
        due = Math.max(due, port.now()) + cost
        everSent = event
      }
      sent = event
      told = entry.seen
      port.send(entry.text)
    }
  }

  /** The milliseconds in which the rates let an event pass. */
  function costOf({ bytes }: Entry<Content>): number {
    return Math.max(perEvent, bytes * perByte)
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
    const unsent = [...entries].find(([event]) => event > sent)
    return unsent ? unsent[1].seen : seen
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

function bytesOf({ bytes }: { readonly bytes: number }): number {
  return bytes
}

function total<Each>(entries: Iterable<Each>, costOf: (each: Each) => number): number {
  let sum = 0
  for (const entry of entries) sum += costOf(entry)
  return sum
}
