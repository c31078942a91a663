import { median, rounded, type Results } from '../results.ts'
import { counter } from '../scenarios/counter.ts'
import { ChildServer } from '../servers/child-server.ts'
import type { Memory } from '../servers/questions.ts'
import { overNetwork, type Transport } from '../wire/transport.ts'
import { WireUser } from '../wire/wire-user.ts'

const CLIENTS = 5_000
const REQUESTS = 5_000
/** Come and go before anything is measured: code is compiled then, and buffers are made that stay. */
const EARLIER = 500
const ROUNDS = 2

/** Opens what is measured and resolves to what ends it. */
type Open = (transport: Transport) => Promise<() => Promise<void>>

/**
 * What an idle client costs a server: what its process has more of the machine's memory, after full
 * collections of garbage, divided by the clients that have come. Ours have fetched a counter page and joined
 * it; the raw ones are connected to a plain `ws` server. So many come that what a process takes in advance,
 * some 30 MB for young objects, is a small share for each. Objects alone are told beside it: they leave out
 * what a connection takes outside of JavaScript.
 */
export async function measureIdleMemory(): Promise<Results> {
  const ours: Memory[] = []
  const theirs: Memory[] = []
  for (let round = 0; round < ROUNDS; round++) {
    ours.push(await inNewServer('overwire-server', CLIENTS, joinCounter))
    theirs.push(await inNewServer('raw-server', CLIENTS, connect))
  }
  return {
    'idle.kbPerClient': kilobytes(ours, 'resident'),
    'idle.rawWsKbPerClient': kilobytes(theirs, 'resident'),
    'idle.heapKbPerClient': kilobytes(ours, 'heap'),
    'idle.rawWsHeapKbPerClient': kilobytes(theirs, 'heap'),
  }
}

/** What the server keeps for a counter page that was fetched and whose script never joins: objects and buffers. */
export async function measureParkedMemory(): Promise<Results> {
  const growth = await inNewServer('overwire-server', REQUESTS, async (transport) => {
    await transport.get(`/${counter.name}`)
    return async () => {}
  })
  return { 'parked.bytesPerGet': Math.round(growth.heap) }
}

async function joinCounter(transport: Transport): Promise<() => Promise<void>> {
  const user = await WireUser.join(transport, `/${counter.name}`)
  return () => user.leave()
}

async function connect(transport: Transport): Promise<() => Promise<void>> {
  const line = await transport.connect('', () => {})
  return () => line.close()
}

/** The growth of a new process for each of them. */
async function inNewServer(
  name: 'overwire-server' | 'raw-server',
  count: number,
  open: Open,
): Promise<Memory> {
  await using server = await ChildServer.start(name)
  const transport = overNetwork(server.port)
  const earlier = await openAll(transport, EARLIER, open)
  await Promise.all(earlier.map((end) => end()))
  const before = await server.ask('memory')
  await openAll(transport, count, open)
  const after = await server.ask('memory')
  return { heap: (after.heap - before.heap) / count, resident: (after.resident - before.resident) / count }
}

async function openAll(transport: Transport, count: number, open: Open): Promise<(() => Promise<void>)[]> {
  const opened: (() => Promise<void>)[] = []
  while (opened.length < count) opened.push(await open(transport))
  return opened
}

function kilobytes(rounds: readonly Memory[], kind: keyof Memory): number {
  return rounded(median(rounds.map((each) => each[kind])) / 1024)
}
