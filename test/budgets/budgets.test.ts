import { beforeAll, describe, expect, test } from 'vitest'
import { EXACT_BUDGETS } from '../../bench/budgets.ts'
import { countAcknowledgements, recordClicks } from '../../bench/measures/acknowledgements.ts'
import { measureBytes } from '../../bench/measures/bytes.ts'
import { countMounts } from '../../bench/measures/mounts.ts'
import { measureNavigationBytes } from '../../bench/measures/navigation.ts'
import { exceeded } from '../../bench/report.ts'
import { createScenarioApp, scenarios } from '../../bench/scenarios/app.ts'
import { stream2000 } from '../../bench/scenarios/stream.ts'
import { MOUSE } from '../../bench/wire/mouse.ts'

const results: Record<string, number> = {}

beforeAll(async () => {
  const app = createScenarioApp()
  for (const scenario of [...scenarios, stream2000]) Object.assign(results, await measureBytes(app, scenario))
  Object.assign(results, await measureNavigationBytes(app))
  results['mounts.perVisit'] = await countMounts(app)
  results['acks.framesPerEvent'] = await countAcknowledgements()
  void app.handler.drain(0)
}, 120_000)

describe('budgets of bytes and counts', () => {
  test.each(EXACT_BUDGETS)('$what: $key is within its budget', (budget) => {
    const value = results[budget.key]
    expect(
      exceeded(results, [budget]),
      `${budget.key} is ${value}, at most ${budget.limit(results)}`,
    ).toEqual([])
  })

  test('bytes of a change do not grow with the list that it is in', () => {
    const [short, long] = [results['list1000.update.bytes'], results['list10000.update.bytes']]
    // A row's number may have one digit more.
    expect(Number(long) - Number(short)).toBeLessThanOrEqual(1)
  })

  test('a join costs no bytes for the rows of its page', () => {
    const [short, long] = [results['list1000.join.bytes'], results['list10000.join.bytes']]
    // The count of rows has one digit more.
    expect(Number(long) - Number(short)).toBe(1)
  })
})

test('a click of the benchmark carries what the client sends of a mouse', async () => {
  const sent = await recordClicks(1)
  const [x, y] = MOUSE.at
  // Without layout all elements are in the corner of the window.
  expect(sent.flatMap((message) => (message.kind === 'event' ? message.payload : []))).toEqual([
    { ...MOUSE, at: [x, y, x, y] },
  ])
})
