import type { App } from 'overwire'
import type { Results } from '../results.ts'
import { keyOf, type Scenario, type Step } from '../scenarios/scenario.ts'
import { inProcess } from '../wire/transport.ts'
import { bytesOf, WireUser } from '../wire/wire-user.ts'

/** Event numbers and values grow by digits: this many clicks, of which the largest answer counts. */
const ROUNDS = 20

/** Bytes of text frames down: to join the page, and for each step. */
export async function measureBytes(app: App, scenario: Scenario): Promise<Results> {
  const user = await WireUser.join(inProcess(app), `/${scenario.name}`)
  const results: Record<string, number> = {
    [keyOf(scenario.name, 'join.bytes')]: bytesOf(user.take()),
  }
  for (const step of scenario.steps) {
    results[keyOf(scenario.name, step.name, 'bytes')] = await largestAnswer(user, step)
    if (scenario.reset) await user.click(scenario.reset)
  }
  await user.leave()
  return results
}

async function largestAnswer(user: WireUser, step: Step): Promise<number> {
  let largest = 0
  for (let round = 0; round < Math.min(step.repeats, ROUNDS); round++) {
    user.take()
    await user.click(step.target(round))
    largest = Math.max(largest, bytesOf(user.take()))
  }
  return largest
}
