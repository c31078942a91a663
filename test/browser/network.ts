/** The network between browsers and a server: a relay of bytes that can be slow and can be cut anywhere. */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

export interface Network extends AsyncDisposable {
  /** Where the server is to be reached through it. */
  readonly url: string
  /** The port of the server. Another one counts for connections to come. */
  serverPort: number
  /** Delays everything by so many milliseconds, in both directions. */
  latency: number
  /** Sees every piece before it goes on, and may cut the connection there. */
  watch: ((piece: Piece) => Cut | undefined) | null
  /** Cuts every connection. New ones are possible at once. */
  cut(): void
}

export interface Piece {
  readonly direction: 'up' | 'down'
  readonly bytes: Buffer
}

export interface Cut {
  /** So many bytes of the piece still arrive. */
  readonly keep: number
  /** The server does not notice for so many milliseconds. Default: 0. */
  readonly unnoticed?: number
}

export async function openNetwork(serverPort: number): Promise<Network> {
  const wires = new Set<Wire>()
  const relay = createServer((browser) => {
    const server = connect(network.serverPort, '127.0.0.1')
    const wire = { browser, server }
    wires.add(wire)
    browser.on('close', () => wires.delete(wire))
    pass('up', browser, server, wire)
    pass('down', server, browser, wire)
  })
  await new Promise<void>((done) => relay.listen(0, '127.0.0.1', done))
  // A server that listens on a port has an address of this form.
  const { port } = relay.address() as AddressInfo

  const network: Network = {
    url: `http://127.0.0.1:${port}`,
    serverPort,
    latency: 0,
    watch: null,
    cut: () => wires.forEach((wire) => sever(wire)),
    async [Symbol.asyncDispose]() {
      network.cut()
      await new Promise((done) => relay.close(done))
    },
  }
  return network

  function pass(direction: Piece['direction'], from: Socket, to: Socket, wire: Wire): void {
    const waiting: (() => void)[] = []
    from.setNoDelay(true)
    from.on('data', (bytes) => {
      const cut = network.watch?.({ direction, bytes })
      later(waiting, () => {
        if (!to.destroyed) to.write(bytes.subarray(0, cut?.keep))
        if (cut) sever(wire, cut.unnoticed)
      })
    })
    from.on('end', () => later(waiting, () => to.end()))
    from.on('error', () => sever(wire))
    from.on('close', () => later(waiting, () => sever(wire)))
  }

  /** Nothing overtakes what waits in the same direction, also when the latency changes: each timer lets the first of it go. */
  function later(waiting: (() => void)[], run: () => void): void {
    if (network.latency === 0 && waiting.length === 0) return run()
    waiting.push(run)
    setTimeout(() => waiting.shift()?.(), network.latency)
  }
}

/** One connection: the relay's socket at each end. */
interface Wire {
  readonly browser: Socket
  readonly server: Socket
}

/** Both ends get the bytes that were on their way, then nothing. */
function sever({ browser, server }: Wire, unnoticed: number = 0): void {
  browser.destroySoon()
  if (unnoticed === 0) server.destroySoon()
  else setTimeout(() => server.destroySoon(), unnoticed)
}
