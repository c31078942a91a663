import { median, rounded, type Results } from '../results.ts'
import { counter } from '../scenarios/counter.ts'
import { dashboard } from '../scenarios/dashboard.ts'
import { keyOf, type Scenario } from '../scenarios/scenario.ts'
import type { ChildServer } from '../servers/child-server.ts'
import { overNetwork } from '../wire/transport.ts'
import { WireUser } from '../wire/wire-user.ts'

const VISITS = 100
const WARM_UP = 3
const ROUNDS = 11

/**
 * CPU of the server's process for a visit, in microseconds: for the request for a page, and for its socket from
 * the connection until the page is live. The raw server is asked for a connection alone. All are measured in
 * turns, so that a machine that is busy for a while is busy for each.
 */
export async function measureJoinCost(overwire: ChildServer, raw: ChildServer): Promise<Results> {
  const samples = new Map<string, number[]>()
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    const costs = {
      ...(await visit(overwire, counter)),
      ...(await visit(overwire, dashboard)),
      ...(await connect(raw)),
    }
    if (round < WARM_UP) continue
    for (const [key, cost] of Object.entries(costs)) samples.set(key, [...(samples.get(key) ?? []), cost])
  }
  return Object.fromEntries([...samples].map(([key, costs]) => [key, rounded(median(costs))]))
}

async function visit(server: ChildServer, { name }: Scenario): Promise<Results> {
  const transport = overNetwork(server.port)
  const times = Array.from({ length: VISITS }, () => `/${name}`)
  const [pages, request] = await costOf(server, times, (path) => transport.get(path))
  const [users, join] = await costOf(server, pages, (page) => WireUser.joinFetched(transport, page))
  for (const user of users) await user.leave()
  return { [keyOf(name, 'get', 'serverUs')]: request, [keyOf(name, 'join', 'serverUs')]: join }
}

async function connect(server: ChildServer): Promise<Results> {
  const transport = overNetwork(server.port)
  const times = Array.from({ length: VISITS }, () => '')
  const [lines, connection] = await costOf(server, times, (cookie) => transport.connect(cookie, () => {}))
  for (const line of lines) await line.close()
  return { 'rawws.connect.serverUs': connection }
}

/** What each of them gives, one after the other, and what that costs on average. */
async function costOf<Given, Result>(
  server: ChildServer,
  given: readonly Given[],
  run: (given: Given) => Promise<Result>,
): Promise<[results: Result[], cost: number]> {
  const results: Result[] = []
  const before = await server.ask('cpu')
  for (const each of given) results.push(await run(each))
  return [results, ((await server.ask('cpu')) - before) / given.length]
}
