import { encodeUp } from '../../src/protocol/codec.ts'
import { median, rounded, type Results } from '../results.ts'
import { broadcast } from '../scenarios/broadcast.ts'
import type { ChildServer } from '../servers/child-server.ts'
import { overNetwork } from '../wire/transport.ts'
import { WireUser } from '../wire/wire-user.ts'

const CLIENTS = 1_000
const WARM_UP = 5
const ROUNDS = 15
/** For the server to read the last acknowledgements. */
const SETTLING = 50

/** Where the texts of all clients of a server arrive. */
interface Audience {
  readonly sends: ((text: string) => void)[]
  hear: (client: number) => void
}

/**
 * CPU of the server's process for one message to 1,000 clients. Ours publishes to a topic that 1,000 views
 * follow; each renders, compares, sends, and gets an acknowledgement from each browser, as it would when
 * nothing else happens for a second. The raw server sends a text of the same form to all, and gets none.
 */
export async function measureBroadcast(overwire: ChildServer, raw: ChildServer): Promise<Results> {
  const ours = await joinAll(overwire)
  const theirs = await connectAll(raw)
  const samples: { ours: number[]; theirs: number[] } = { ours: [], theirs: [] }
  for (let round = 1; round <= WARM_UP + ROUNDS; round++) {
    const cost = {
      ours: await sampleOf(overwire, ours, encodeUp({ kind: 'ack', seen: round })),
      theirs: await sampleOf(raw, theirs, null),
    }
    if (round <= WARM_UP) continue
    samples.ours.push(cost.ours)
    samples.theirs.push(cost.theirs)
  }
  return {
    'broadcast1000.serverMs': rounded(median(samples.ours) / 1_000),
    'broadcast1000.rawWsServerMs': rounded(median(samples.theirs) / 1_000),
  }
}

async function joinAll(server: ChildServer): Promise<Audience> {
  const audience: Audience = { sends: [], hear: () => {} }
  const transport = overNetwork(server.port)
  for (let client = 0; client < CLIENTS; client++) {
    const user = await WireUser.join(transport, `/${broadcast.name}`)
    user.hearWith(() => audience.hear(client))
    audience.sends.push((text) => user.sendText(text))
  }
  return audience
}

async function connectAll(server: ChildServer): Promise<Audience> {
  const audience: Audience = { sends: [], hear: () => {} }
  const transport = overNetwork(server.port)
  for (let client = 0; client < CLIENTS; client++) {
    const line = await transport.connect('', () => audience.hear(client))
    audience.sends.push((text) => line.send(text))
  }
  return audience
}

async function sampleOf(server: ChildServer, audience: Audience, answer: string | null): Promise<number> {
  const before = await server.ask('cpu')
  const all = new Promise<void>((resolve) => {
    let heard = 0
    audience.hear = () => {
      if (++heard === CLIENTS) resolve()
    }
  })
  await server.ask('broadcast')
  await all
  if (answer !== null) for (const send of audience.sends) send(answer)
  await new Promise((resolve) => setTimeout(resolve, SETTLING))
  return (await server.ask('cpu')) - before
}
