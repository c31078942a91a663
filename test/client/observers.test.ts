import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as appearances from '../../src/client/observers/appearances.ts'
import * as pollingClock from '../../src/client/observers/polling-clock.ts'
import * as presses from '../../src/client/observers/presses.ts'
import { expectToHold, runs } from './check-model.ts'
import { mutantOf, type Fault } from './mutant.ts'

/** What happens to a list with an element at its end that is in view while the list is shorter than the screen. */
const listStep = fc.oneof(
  fc.record({ kind: fc.constant('ends' as const), added: fc.integer({ min: 0, max: 4 }) }),
  fc.record({ kind: fc.constant('scrolls' as const), to: fc.integer({ min: 0, max: 20 }) }),
)

const SCREEN = 8

function checkAppearances({ createAppearances }: typeof appearances): fc.RunDetails<unknown> {
  return runs(
    fc.property(fc.array(listStep, { maxLength: 30 }), (steps) => {
      const machine = createAppearances()
      let rows = 3
      let top = 0
      let isUnderWay = false
      let wasInView = false
      let repeats = 0
      const isInView = (): boolean => rows < top + SCREEN
      const look = (): void => {
        if (!machine.looked(isInView(), String(rows))) return
        if (isUnderWay) throw new Error('two are under way')
        if (!isInView()) throw new Error('it is not in view')
        isUnderWay = true
      }
      // Browsers tell of changes alone.
      const notice = (): void => {
        if (isInView() !== wasInView) look()
        wasInView = isInView()
      }
      notice()
      for (const step of steps) {
        if (step.kind === 'scrolls') {
          top = Math.min(step.to, rows)
          notice()
          if (!isUnderWay && isInView()) repeats = 0
        } else if (isUnderWay) {
          rows += step.added
          isUnderWay = false
          machine.ended()
          const wasHere = isInView()
          notice()
          look()
          if (step.added > 0 && wasHere && !isUnderWay) throw new Error('the screen is not full')
          // Nothing came: one more at most, as it may have been out of view meanwhile.
          repeats = step.added === 0 && isUnderWay ? repeats + 1 : 0
          if (repeats > 1) throw new Error('what is complete is asked for ever')
        }
      }
    }),
    3_000,
  )
}

describe('an element that comes into view', () => {
  test('asks once at a time, until the screen is full, and not for ever', () => {
    expectToHold(checkAppearances(appearances))
  })

  test.each<readonly [what: string, ...fault: Fault]>([
    ['asks while one is under way', '|| isUnderWay ||', '||'],
    ['never asks again', 'isUnderWay = false\n    },', '},'],
    ['asks for ever', '|| place === sentAt', ''],
    ['asks out of view', '!isInView || isUnderWay', 'isUnderWay'],
  ])('the model notices one that %s', (_, ...fault) => {
    expect(checkAppearances(mutantOf('observers/appearances.ts', fault)).failed).toBe(true)
  })

  test('goes out of view only after that', () => {
    const looks = (
      { createDisappearances }: typeof appearances,
      ...seen: readonly boolean[]
    ): readonly boolean[] => {
      const machine = createDisappearances()
      return seen.map((isInView) => machine.looked(isInView))
    }
    const expected = [false, false, false, true, false, false, true]
    const seen = [false, false, true, false, false, true, false]
    expect(looks(appearances, ...seen)).toEqual(expected)
    const mutant = mutantOf<typeof appearances>('observers/appearances.ts', ['wasInView && ', ''])
    expect(looks(mutant, ...seen)).not.toEqual(expected)
  })
})

const BEAT = 10

const clockStep = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('passes' as const), time: fc.integer({ min: 1, max: 25 }) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('ends' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('sleeps' as const, 'wakes' as const) }) },
)

function checkClock({ createPollingClock }: typeof pollingClock): fc.RunDetails<unknown> {
  return runs(
    fc.property(fc.array(clockStep, { maxLength: 40 }), (steps) => {
      let now = 100
      let isAwake = true
      let isUnderWay = false
      /** The earliest time of the next question. */
      let earliest = now + BEAT
      const clock = createPollingClock(BEAT, now)
      let timer: number | undefined
      const step = (): void => {
        timer = undefined
        const next = clock.next(now, isAwake)
        if (next === 'ask') {
          if (isUnderWay) throw new Error('two are under way')
          if (!isAwake) throw new Error('it asks asleep')
          if (now < earliest) throw new Error('it asks too early')
          isUnderWay = true
          earliest = now + BEAT
        } else if (next === 'rest') {
          if (isAwake && !isUnderWay) throw new Error('it never asks again')
        } else {
          if (next <= 0 || next > BEAT) throw new Error('the wait is no beat')
          timer = now + next
        }
      }
      step()
      for (const each of steps) {
        if (each.kind === 'passes') {
          const end = now + each.time
          while (timer !== undefined && timer <= end) {
            now = timer
            step()
          }
          now = end
        } else if (each.kind === 'ends' && isUnderWay) {
          isUnderWay = false
          // A beat that passed meanwhile is left out.
          while (earliest <= now) earliest += BEAT
          clock.ended(now)
          step()
        } else if (each.kind === 'sleeps' || each.kind === 'wakes') {
          isAwake = each.kind === 'wakes'
          step()
          if (isAwake && !isUnderWay && now >= earliest) throw new Error('it was time')
        }
      }
    }),
    3_000,
  )
}

describe('a page that asks again and again', () => {
  test('asks in its beat, once at a time, and not asleep; awake at once when it was time', () => {
    expectToHold(checkClock(pollingClock))
  })

  test.each<readonly [what: string, ...fault: Fault]>([
    ['asks while one is under way', 'isUnderWay || !isAwake', '!isAwake'],
    ['asks asleep', 'isUnderWay || !isAwake', 'isUnderWay'],
    [
      'asks at once when a slow one ends',
      'if (due <= now) due += beat * Math.ceil((now - due + 1) / beat)',
      '',
    ],
    [
      'waits for a whole beat when it wakes',
      "if (isUnderWay || !isAwake) return 'rest'",
      "if (isUnderWay) return 'rest'\n      if (!isAwake) { due = now + beat; return 'rest' }",
    ],
  ])('the model notices one that %s', (_, ...fault) => {
    expect(checkClock(mutantOf('observers/polling-clock.ts', fault)).failed).toBe(true)
  })

  test('goes on when the clock of the computer is set back', () => {
    const clock = pollingClock.createPollingClock(BEAT, 1_000)
    expect(clock.next(5, true)).toBe(BEAT)
    expect(clock.next(15, true)).toBe('ask')
  })
})

type Step =
  | readonly ['begin', pointer: number, inside: readonly string[]]
  | readonly ['end', pointer: number]
  | readonly ['cancel', pointer: number]
  | readonly ['watch', watcher: string]
  | readonly ['leave', watcher: string]

function outsideOf({ createPresses }: typeof presses, steps: readonly Step[]): string[] {
  const watchers = new Set(['menu', 'dialog'])
  const machine = createPresses<string>()
  return steps.flatMap((step) => {
    if (step[0] === 'begin') machine.begin(step[1], watchers, (watcher) => step[2].includes(watcher))
    else if (step[0] === 'end') return machine.end(step[1], (watcher) => watchers.has(watcher))
    else if (step[0] === 'cancel') machine.cancel(step[1])
    else if (step[0] === 'watch') watchers.add(step[1])
    else watchers.delete(step[1])
    return []
  })
}

describe('a press', () => {
  const cases: readonly (readonly [what: string, steps: readonly Step[], outside: readonly string[]])[] = [
    [
      'outside of both',
      [
        ['begin', 1, []],
        ['end', 1],
      ],
      ['menu', 'dialog'],
    ],
    [
      'inside of one',
      [
        ['begin', 1, ['menu']],
        ['end', 1],
      ],
      ['dialog'],
    ],
    [
      'that ends as another thing, such as scrolling',
      [
        ['begin', 1, []],
        ['cancel', 1],
        ['end', 1],
      ],
      [],
    ],
    [
      'that brings an element is not outside of it',
      [
        ['begin', 1, []],
        ['watch', 'popup'],
        ['end', 1],
      ],
      ['menu', 'dialog'],
    ],
    [
      'of what has gone until it ends',
      [
        ['begin', 1, []],
        ['leave', 'menu'],
        ['end', 1],
      ],
      ['dialog'],
    ],
    [
      'of another pointer',
      [
        ['begin', 1, ['menu']],
        ['begin', 2, ['dialog']],
        ['end', 2],
        ['end', 1],
      ],
      ['menu', 'dialog'],
    ],
    ['that began before anything watched', [['end', 1]], []],
    [
      'that ended',
      [
        ['begin', 1, []],
        ['end', 1],
        ['end', 1],
      ],
      ['menu', 'dialog'],
    ],
  ]

  test.each(cases)('%s', (_, steps, outside) => {
    expect(outsideOf(presses, steps)).toEqual(outside)
  })

  test.each<readonly [what: string, ...fault: Fault]>([
    ['takes what is inside', '!isInside(watcher)', 'true'],
    ['forgets nothing', 'outside.delete(pointer)\n      return', 'return'],
    ['does not cancel', 'cancel(pointer) {\n      outside.delete(pointer)', 'cancel(pointer) {'],
    ['tells who has gone', '.filter(isWatching)', ''],
  ])('one that %s is noticed', (_, ...fault) => {
    const mutant = mutantOf<typeof presses>('observers/presses.ts', fault)
    const wrong = cases.filter(
      ([, steps, outside]) => JSON.stringify(outsideOf(mutant, steps)) !== JSON.stringify(outside),
    )
    expect(wrong.length).toBeGreaterThan(0)
  })
})
