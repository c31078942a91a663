import { median, rounded, type Results } from '../results.ts'
import { keyOf, type EventPath, type Scenario, type Step } from '../scenarios/scenario.ts'
import type { ChildServer } from '../servers/child-server.ts'
import { overNetwork } from '../wire/transport.ts'
import { WireUser } from '../wire/wire-user.ts'

const SAMPLES = 9
const WARM_UP = 6
/** A sample is as many events as fit in this time. */
const SAMPLE_TIME = 100

/**
 * CPU of the server's whole process per event, with one client that clicks again when it has the answer:
 * reading the socket, decoding, the handler, rendering, comparing, encoding, writing, and collecting garbage.
 */
export async function measureServerTime(server: ChildServer, scenario: Scenario): Promise<Results> {
  const user = await WireUser.join(overNetwork(server.port), `/${scenario.name}`)
  const asking = await costOfAsking(server)
  const results: Record<string, number> = {}
  for (const step of scenario.steps) {
    const samples: number[] = []
    for (let sample = 0; sample < WARM_UP + SAMPLES; sample++) {
      const { events, cpu } = await sampleOf(server, user, step)
      if (sample >= WARM_UP) samples.push((cpu - asking) / events)
      await reset(user, scenario.reset)
    }
    results[keyOf(scenario.name, step.name, 'serverMs')] = rounded(median(samples) / 1_000)
  }
  await user.leave()
  return results
}

async function sampleOf(
  server: ChildServer,
  user: WireUser,
  step: Step,
): Promise<{ events: number; cpu: number }> {
  const until = performance.now() + SAMPLE_TIME
  const before = await server.ask('cpu')
  let events = 0
  while (events < step.repeats && performance.now() < until) await user.click(step.target(events++))
  user.take()
  return { events, cpu: (await server.ask('cpu')) - before }
}

/** The question itself takes CPU, which would count for a sample of one event. */
async function costOfAsking(server: ChildServer): Promise<number> {
  const costs: number[] = []
  for (let sample = 0; sample < 20; sample++) {
    const before = await server.ask('cpu')
    costs.push((await server.ask('cpu')) - before)
  }
  return median(costs)
}

async function reset(user: WireUser, target: EventPath | null): Promise<void> {
  if (target) await user.click(target)
  user.take()
}
