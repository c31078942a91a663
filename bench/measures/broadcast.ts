import { encodeUp } from '../../src/protocol/codec.ts'
import { median, rounded, type Results } from '../results.ts'
import { broadcast } from '../scenarios/broadcast.ts'
import type { ChildServer } from '../servers/child-server.ts'
import { overNetwork } from '../wire/transport.ts'
import { WireUser } from '../wire/wire-user.ts'

const CLIENTS = 1_000
const WARM_UP = 2
const ROUNDS = 7
/** Messages of one sample: the last of them is acknowledged, all the others with it. */
const MESSAGES = 10
/** For the server to read the last acknowledgements. */
const SETTLING = 50

/** Where the texts of all clients of a server arrive. */
interface Audience {
  readonly sends: ((text: string) => void)[]
  hear: (client: number) => void
}

/**
 * CPU of the server's process for one message to 1,000 clients. Ours publishes to a topic that 1,000 views
 * follow; each renders, compares and sends, and the browsers acknowledge as ours do when there are ten
 * messages a second: each of them once a second. `rare` is the same with one message a second, so that each
 * browser acknowledges each. The raw server sends a text of the same form to all, and hears nothing.
 */
export async function measureBroadcast(overwire: ChildServer, raw: ChildServer): Promise<Results> {
  const ours = await joinAll(overwire)
  const theirs = await connectAll(raw)
  const samples: Record<'often' | 'rare' | 'raw', number[]> = { often: [], rare: [], raw: [] }
  let sent = 0
  const acknowledged = (messages: number): Sample => ({
    messages,
    answer: encodeUp({ kind: 'ack', seen: (sent += messages) }),
  })
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    const often = await costOf(overwire, ours, acknowledged(MESSAGES))
    const theirCost = await costOf(raw, theirs, { messages: MESSAGES, answer: null })
    const rare = await costOf(overwire, ours, acknowledged(1))
    if (round < WARM_UP) continue
    samples.often.push(often)
    samples.raw.push(theirCost)
    samples.rare.push(rare)
  }
  return {
    'broadcast1000.serverMs': rounded(median(samples.often) / 1_000),
    'broadcast1000.rareServerMs': rounded(median(samples.rare) / 1_000),
    'broadcast1000.rawWsServerMs': rounded(median(samples.raw) / 1_000),
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

interface Sample {
  readonly messages: number
  /** What every client sends at the end. */
  readonly answer: string | null
}

/** Microseconds a message. */
async function costOf(
  server: ChildServer,
  audience: Audience,
  { messages, answer }: Sample,
): Promise<number> {
  const before = await server.ask('cpu')
  for (let message = 0; message < messages; message++) await sendToAll(server, audience)
  if (answer !== null) for (const send of audience.sends) send(answer)
  await new Promise((resolve) => setTimeout(resolve, SETTLING))
  return ((await server.ask('cpu')) - before) / messages
}

async function sendToAll(server: ChildServer, audience: Audience): Promise<void> {
  const all = new Promise<void>((resolve) => {
    let heard = 0
    audience.hear = () => {
      if (++heard === CLIENTS) resolve()
    }
  })
  await server.ask('broadcast')
  await all
}
