import { encodeUp } from '../../src/protocol/codec.ts'
import { median, rounded, type Results } from '../results.ts'
import { counter, COUNTER_BUTTON } from '../scenarios/counter.ts'
import type { ChildServer } from '../servers/child-server.ts'
import { MOUSE } from '../wire/mouse.ts'
import { overNetwork, type Transport } from '../wire/transport.ts'
import { WireUser } from '../wire/wire-user.ts'

const CLIENTS = 50
const EVENTS = 200
const WARM_UP = 3
const ROUNDS = 11

/** Something that is clicked again as soon as it has answered. */
interface Clicker {
  send(text: string): void
  hearWith(hear: (text: string) => void): void
  /** Frames that it has had: what its next event says it has seen. */
  seen: number
}

/**
 * CPU of the server's process per counter event, in microseconds: 50 clients that click again as soon as they
 * have the answer. The raw server gets the same messages and answers the same bytes. Both are measured in
 * turns, so that a machine that is busy for a while is busy for both.
 */
export async function measureCounterCost(overwire: ChildServer, raw: ChildServer): Promise<Results> {
  const [toOurs, toTheirs] = [overNetwork(overwire.port), overNetwork(raw.port)]
  const ours = await clickers(() => joinCounter(toOurs))
  const theirs = await clickers(() => connectRaw(toTheirs))
  await expectSameBytes(ours, theirs)
  const samples: { ours: number[]; theirs: number[] } = { ours: [], theirs: [] }
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    const cost = { ours: await sampleOf(overwire, ours), theirs: await sampleOf(raw, theirs) }
    if (round < WARM_UP) continue
    samples.ours.push(cost.ours)
    samples.theirs.push(cost.theirs)
  }
  for (const each of [...ours, ...theirs]) each.send(encodeUp({ kind: 'leave' }))
  return {
    'counter.serverUs': rounded(median(samples.ours)),
    'rawws.serverUs': rounded(median(samples.theirs)),
  }
}

async function clickers(connect: () => Promise<Clicker>): Promise<readonly Clicker[]> {
  const connected: Clicker[] = []
  while (connected.length < CLIENTS) connected.push(await connect())
  return connected
}

async function joinCounter(transport: Transport): Promise<Clicker> {
  const user = await WireUser.join(transport, `/${counter.name}`)
  return { send: (text) => user.sendText(text), hearWith: (hear) => user.hearWith(hear), seen: user.seen }
}

async function connectRaw(transport: Transport): Promise<Clicker> {
  let hears: (text: string) => void = () => {}
  const line = await transport.connect('', (text) => hears(text))
  return { send: (text) => line.send(text), hearWith: (hear) => (hears = hear), seen: 0 }
}

/** The comparison is one of equal bytes, or none. */
async function expectSameBytes(ours: readonly Clicker[], theirs: readonly Clicker[]): Promise<void> {
  const answers = await Promise.all([...ours, ...theirs].map(click))
  const different = answers.find((answer) => answer !== answers[0])
  if (different !== undefined) throw new Error(`The servers answer ${answers[0]} and ${different}.`)
}

async function sampleOf(server: ChildServer, clients: readonly Clicker[]): Promise<number> {
  const before = await server.ask('cpu')
  await Promise.all(clients.map(clickAgainAndAgain))
  return ((await server.ask('cpu')) - before) / (clients.length * EVENTS)
}

async function clickAgainAndAgain(client: Clicker): Promise<void> {
  for (let event = 0; event < EVENTS; event++) await click(client)
}

async function click(client: Clicker): Promise<string> {
  const event = { kind: 'event', type: 'click', target: COUNTER_BUTTON, payload: MOUSE } as const
  return new Promise((resolve) => {
    client.hearWith(resolve)
    client.send(encodeUp({ ...event, seen: client.seen++ }))
  })
}
