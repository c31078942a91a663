import type { App } from 'overwire'
import type { Recorded } from '../page/player.ts'
import { keyOf, type Scenario, type Step } from '../scenarios/scenario.ts'
import { inProcess } from '../wire/transport.ts'
import { WireUser } from '../wire/wire-user.ts'

/** How often a step is repeated, by whether its message is a large one. */
const ROUNDS = 200
const LARGE_ROUNDS = 16
const LARGE = 1_000

/** A page, what joined it, and all that came down afterwards: enough for a browser to live through it again. */
export interface Recording {
  readonly html: string
  readonly joined: readonly Recorded[]
  readonly steps: readonly Recorded[]
}

/** Clicks through the steps of a scenario and keeps what the server sends. */
export async function record(app: App, scenario: Scenario): Promise<Recording> {
  const user = await WireUser.join(inProcess(app), `/${scenario.name}`)
  const joined = taken(user, null)
  const steps: Recorded[] = []
  for (const step of scenario.steps) steps.push(...(await recordStep(user, scenario, step)))
  await user.leave()
  return { html: user.html, joined, steps }
}

async function recordStep(user: WireUser, scenario: Scenario, step: Step): Promise<Recorded[]> {
  const key = keyOf(scenario.name, step.name, 'clientMs')
  const recorded: Recorded[] = []
  let rounds = ROUNDS
  for (let round = 0; round < rounds; round++) {
    await user.click(step.target(round))
    const frames = taken(user, key)
    if (frames.some(({ text }) => text.length > LARGE)) rounds = LARGE_ROUNDS
    recorded.push(...frames)
    const last = round === rounds - 1
    if (scenario.reset && (last || (round + 1) % step.repeats === 0)) {
      await user.click(scenario.reset)
      recorded.push(...taken(user, null))
    }
  }
  return recorded
}

function taken(user: WireUser, key: string | null): Recorded[] {
  return user.take().map((text) => ({ key, text }))
}
