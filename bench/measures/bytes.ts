import type { App } from 'overwire'
import type { Results } from '../results.ts'
import { keyOf, type Scenario, type Step } from '../scenarios/scenario.ts'
import { inProcess } from '../wire/transport.ts'
import { bytesOf, WireUser } from '../wire/wire-user.ts'

/** Event numbers and values grow by digits: of this many clicks the largest counts. */
const ROUNDS = 20

/** Bytes of text frames: down to join the page, and down and up for each step. */
export async function measureBytes(app: App, scenario: Scenario): Promise<Results> {
  const user = await WireUser.join(inProcess(app), `/${scenario.name}`)
  const results: Record<string, number> = {
    [keyOf(scenario.name, 'join.bytes')]: bytesOf(user.take()),
  }
  for (const step of scenario.steps) {
    const { down, up } = await largestOf(user, step)
    results[keyOf(scenario.name, step.name, 'bytes')] = down
    results[keyOf(scenario.name, step.name, 'upBytes')] = up
    if (scenario.reset) await user.click(scenario.reset)
  }
  await user.leave()
  return results
}

async function largestOf(user: WireUser, step: Step): Promise<{ down: number; up: number }> {
  const largest = { down: 0, up: 0 }
  for (let round = 0; round < Math.min(step.repeats, ROUNDS); round++) {
    user.take()
    const sent = user.sentBytes
    await user.click(step.target(round))
    largest.down = Math.max(largest.down, bytesOf(user.take()))
    largest.up = Math.max(largest.up, user.sentBytes - sent)
  }
  return largest
}
