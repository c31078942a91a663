import { randomBytes } from 'node:crypto'
import { decodeUp } from '../../src/protocol/codec.ts'
import type { UpMessage } from '../../src/protocol/messages.ts'
import { createScenarioApp } from '../scenarios/app.ts'
import { counter } from '../scenarios/counter.ts'
import { ScriptUser } from '../wire/script-user.ts'
import { VirtualTime } from '../wire/virtual-time.ts'

const EVENTS = 1_000
const INTERVAL = 100
/** Long enough for whatever is put off to be sent. */
const AFTERWARDS = 5_000

/** Acknowledgement frames per event, over 1,000 clicks at 10 a second. */
export async function countAcknowledgements(): Promise<number> {
  const sent = await recordClicks(EVENTS)
  return sent.filter(({ kind }) => kind === 'ack').length / EVENTS
}

/**
 * What the client sends of so many clicks with a mouse, at 10 a second. The client and the server are the real
 * ones, on a clock that both share and that is virtual: what the client puts off by a second is put off by
 * ten clicks, however fast this machine is.
 */
export async function recordClicks(count: number): Promise<readonly UpMessage[]> {
  const time = new VirtualTime()
  const app = createScenarioApp({
    clock: {
      now: () => time.now(),
      wall: () => time.now(),
      after(milliseconds, run) {
        const timer = time.set(run, milliseconds)
        return () => time.clear(timer)
      },
    },
    random: (bytes) => randomBytes(bytes).toString('base64url'),
  })
  const user = await ScriptUser.visit(app, `/${counter.name}`, time)
  for (let event = 0; event < count; event++) {
    user.click('button')
    await time.pass(INTERVAL)
  }
  await time.pass(AFTERWARDS)
  const shown = Number(user.document.querySelector('h1')?.textContent)
  if (shown !== count) throw new Error(`After ${count} clicks the page shows ${shown}.`)
  user.close()
  void app.handler.drain(0)
  return user.sent.map(decodeUp)
}
