/**
 * What runs in the page: takes the place of the network, hands recorded messages to the client's own socket
 * handler, and times it. It is there before any script of the page.
 */
import morphdom from 'morphdom'

/** A message as it came down, and the key of the result that it counts for; null when it is not measured. */
export interface Recorded {
  readonly key: string | null
  readonly text: string
}

export interface Player {
  /** Milliseconds from text to DOM, for each message that has a key. */
  play(recorded: readonly Recorded[]): Promise<Record<string, number[]>>
  /** Milliseconds in which morphdom makes the page what its new HTML says, one row of it changed. */
  morph(rounds: number): number[]
}

declare global {
  interface Window {
    bench: Player
  }
}

/** Microtasks in which the client has surely done with a message. Together they take some microseconds. */
const TICKS = 20

// Its types describe a CommonJS module. The bundler takes its ES module, whose default is the function.
const applyHtml = morphdom as unknown as (from: Node, to: string) => Node

/** What the client sees of the network. */
class RecordedSocket {
  static readonly CONNECTING = 0
  static readonly OPEN = 1
  static current: RecordedSocket | undefined
  static readonly sent: string[] = []
  readyState: number = RecordedSocket.OPEN
  onopen: (() => void) | null = null
  onmessage: ((event: { readonly data: string }) => void) | null = null
  onclose: (() => void) | null = null

  constructor() {
    RecordedSocket.current = this
    setTimeout(() => this.onopen?.())
  }

  send(text: string): void {
    RecordedSocket.sent.push(text)
  }

  close(): void {}
}

Object.assign(window, { WebSocket: RecordedSocket, bench: { play, morph } satisfies Player })

/**
 * All in one task: the browser neither lays out nor paints in between, so what is timed is script alone.
 */
async function play(recorded: readonly Recorded[]): Promise<Record<string, number[]>> {
  const samples: Record<string, number[]> = {}
  for (const { key, text } of recorded) {
    const isFirst = key !== null && samples[key] === undefined
    const changes = isFirst ? countChanges() : null
    const time = await deliver(text)
    if (changes !== null && changes() === 0) throw new Error(`The page does not show ${text.slice(0, 200)}`)
    if (key !== null) samples[key] = [...(samples[key] ?? []), time]
  }
  const complaint = RecordedSocket.sent.find((text) => text.startsWith('["mismatch"'))
  if (complaint !== undefined) throw new Error(`The client could not follow: ${complaint}`)
  return samples
}

async function deliver(text: string): Promise<number> {
  const socket = RecordedSocket.current
  const start = performance.now()
  socket?.onmessage?.({ data: text })
  for (let tick = 0; tick < TICKS; tick++) await Promise.resolve()
  return performance.now() - start
}

/** Sees whether a message is done with when its time is taken. Not while it is measured: seeing takes time. */
function countChanges(): () => number {
  let count = 0
  const observer = new MutationObserver((records) => (count += records.length))
  observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true })
  return () => {
    observer.disconnect()
    return count
  }
}

function morph(rounds: number): number[] {
  const page = document.querySelector('[data-live-root]')
  if (page === null) throw new Error('The page has no root.')
  const versions = [withAmount(page, '1'), withAmount(page, '2')] as const
  return Array.from({ length: rounds }, (_, round) => {
    const html = versions[round % 2 === 0 ? 0 : 1]
    const start = performance.now()
    applyHtml(page, html)
    return performance.now() - start
  })
}

/** The HTML of the page with this amount in the middle row. */
function withAmount(page: Element, amount: string): string {
  const copy = page.cloneNode(true) as Element
  const rows = copy.querySelectorAll('tr')
  const cell = rows[Math.floor(rows.length / 2)]?.querySelector('td:nth-child(4)')
  if (!cell) throw new Error('The page has no such row.')
  cell.textContent = amount
  return copy.outerHTML
}
