import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as mismatches from '../../src/client/recovery/mismatches.ts'
import { expectToHold, runs } from './check-model.ts'
import { mutantOf, type Fault } from './mutant.ts'
import { Timeline } from './timeline.ts'

type Module = typeof mismatches

/** What may happen next: something does not fit, content in full comes, the socket is another one, time passes. */
type Step =
  | { readonly kind: 'misfit' | 'reconnected' }
  | { readonly kind: 'shown'; readonly fits: boolean }
  | { readonly kind: 'time'; readonly milliseconds: number }

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constantFrom('misfit' as const, 'reconnected' as const) }),
  fc.record({ kind: fc.constant('shown' as const), fits: fc.boolean() }),
  fc.record({ kind: fc.constant('time' as const), milliseconds: fc.constantFrom(10, 900, 5_000, 70_000) }),
)

/** A page and its server: the answer to a question is content in full, the answer to a renewal another circuit. */
class MismatchModel {
  readonly time = new Timeline()
  readonly asked: number[] = []
  readonly renewed: { readonly at: number; readonly seconds: number }[] = []
  readonly page: mismatches.Mismatches
  isPending = false
  /** Whether the content that comes next is that of a new circuit. */
  #isNew = false
  #misfits = 0

  constructor({ createMismatches }: Module) {
    this.page = createMismatches({
      now: () => this.time.now,
      after: (milliseconds, run) => void this.time.timer(milliseconds, run),
      isPending: () => this.isPending,
      ask: () => {
        check(this.isPending, 'asks though all fits')
        check(this.time.now - (this.asked.at(-1) ?? -Infinity) >= 1_000, 'asks twice within a second')
        this.asked.push(this.time.now)
      },
      renew: (seconds) => {
        check(this.isPending, 'gives up a circuit that fits')
        check(this.#isNew || this.#misfits >= 2, 'gives up a circuit at the first content that does not fit')
        check(!this.#isNew || seconds >= 5, 'asks for another page at once, though the last one did not fit')
        this.renewed.push({ at: this.time.now, seconds })
        this.#isNew = true
        this.#misfits = 0
      },
    })
  }

  step(next: Step): void {
    switch (next.kind) {
      case 'misfit':
        if (this.isPending) return
        this.isPending = true
        this.page.report()
        return
      case 'reconnected':
        if (this.isPending) this.page.report()
        return
      case 'shown':
        this.#show(next.fits)
        return
      case 'time':
        this.time.pass(next.milliseconds)
    }
  }

  #show(fits: boolean): void {
    if (!this.isPending) return
    if (fits) {
      this.isPending = false
      this.#misfits = 0
    } else this.#misfits++
    const before = this.renewed.length
    this.page.shown(fits, this.#isNew)
    if (fits) this.#isNew = false
    else if (this.#misfits >= 2) check(this.renewed.length > before, 'asks for the same content for ever')
  }

  /** Whatever happened, what does not fit is told to the server before long. */
  finish(): void {
    this.step({ kind: 'misfit' })
    const before = this.asked.length
    this.page.report()
    this.time.pass(31_000)
    check(
      this.asked.length > before || this.asked.at(-1) === this.time.now,
      'nobody hears that something does not fit',
    )
    const inOneMinute = this.asked.filter((at) => at > this.time.now - 60_000).length
    check(inOneMinute <= 20, `asks ${inOneMinute} times in a minute`)
  }
}

function check(holds: boolean, what: string): void {
  if (!holds) throw new Error(what)
}

function checkModel(module: Module, count: number): fc.RunDetails<unknown> {
  const property = fc.property(fc.array(step, { minLength: 1, maxLength: 60, size: 'max' }), (steps) => {
    const model = new MismatchModel(module)
    for (const each of steps) model.step(each)
    model.finish()
  })
  return runs(property, count)
}

describe('a page whose trees do not fit', () => {
  test('is told to the server, less and less often, and given up when content does not fit twice', () => {
    expectToHold(checkModel(mismatches, 1_000))
  })

  test.each<readonly [what: string, ...fault: Fault]>([
    ['asks at once each time', 'if (wait > 0) port.after(wait, ask)\n      else ask()', 'ask()'],
    ['asks though all fits by now', 'if (!port.isPending()) return', ''],
    ['never asks a second time', 'isWaiting = false\n    if', 'isWaiting = true\n    if'],
    [
      'waits longer and longer without end',
      'Math.min(LONGEST_WAIT, 2 * wait || SECOND)',
      '2 * wait || SECOND',
    ],
    ['gives up at the first content', '++misfits > 1', '++misfits > 0'],
    ['never gives up', '++misfits > 1', 'false'],
    ['asks at once for another page that did not fit', 'RENEWAL_WAIT * 2 ** circuits++', '0'],
  ])('fails its model when it %s', (_, ...fault) => {
    expect(checkModel(mutantOf<Module>('recovery/mismatches.ts', fault), 2_000).failed).toBe(true)
  })
})
