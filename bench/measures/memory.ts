import { median, rounded, type Results } from '../results.ts'
import { counter } from '../scenarios/counter.ts'
import type { ChildServer } from '../servers/child-server.ts'
import type { Memory } from '../servers/questions.ts'
import { overNetwork } from '../wire/transport.ts'
import { WireUser } from '../wire/wire-user.ts'

const CONNECTIONS = 1_000
const ROUNDS = 3

/** Ends what was opened. */
type Release = () => Promise<void>

/**
 * What an idle line costs the server: the growth of its heap and of buffers outside of it, after full
 * collections of garbage, divided by the lines that were opened. Ours have fetched a counter page and joined
 * it; the raw ones are accepted by a plain `ws` server. Resident memory is told beside it: it includes what
 * the process has taken from the system and not given back.
 */
export async function measureIdleMemory(overwire: ChildServer, raw: ChildServer): Promise<Results> {
  const [toOurs, toTheirs] = [overNetwork(overwire.port), overNetwork(raw.port)]
  const ours = await growthOf(overwire, async () => {
    const user = await WireUser.join(toOurs, `/${counter.name}`)
    return () => user.leave()
  })
  const theirs = await growthOf(raw, async () => {
    const line = await toTheirs.connect('', () => {})
    return () => line.close()
  })
  return {
    'idle.kbPerClient': rounded(ours.heap / 1024),
    'idle.rawWsKbPerClient': rounded(theirs.heap / 1024),
    'idle.residentKbPerClient': rounded(ours.resident / 1024),
    'idle.rawWsResidentKbPerClient': rounded(theirs.resident / 1024),
  }
}

/** What the server keeps, in the same measure, for a counter page that was fetched and whose script never joins. */
export async function measureParkedMemory(overwire: ChildServer): Promise<Results> {
  const transport = overNetwork(overwire.port)
  const { heap } = await growthOf(overwire, async () => {
    await transport.get(`/${counter.name}`)
    return async () => {}
  })
  return { 'parked.bytesPerGet': Math.round(heap) }
}

/** The growth for each thing that was opened. The first round, which warms up, does not count. */
async function growthOf(server: ChildServer, open: () => Promise<Release>): Promise<Memory> {
  const rounds: Memory[] = []
  for (let round = 0; round <= ROUNDS; round++) {
    const before = await server.ask('memory')
    const opened: Release[] = []
    while (opened.length < CONNECTIONS) opened.push(await open())
    const after = await server.ask('memory')
    await Promise.all(opened.map((release) => release()))
    if (round === 0) continue
    rounds.push({ heap: after.heap - before.heap, resident: after.resident - before.resident })
  }
  return {
    heap: median(rounds.map((each) => each.heap)) / CONNECTIONS,
    resident: median(rounds.map((each) => each.resident)) / CONNECTIONS,
  }
}
