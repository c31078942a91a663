import { describe, expect, test } from 'vitest'
import * as expectations from '../../src/client/commands/expectations.ts'
import * as overlay from '../../src/client/commands/overlay.ts'
import { mutantOf, type Fault } from './mutant.ts'
import { checkNoFlicker, checkRollback, type Modules } from './optimistic-model.ts'

const MODULES: Modules = { overlay, expectations }

describe('what is shown of events without an outcome', () => {
  test('does not flicker, however fast the clicks and however slow the line and the handlers', () => {
    expect(() => checkNoFlicker(MODULES, 1_500)).not.toThrow()
  })

  test('goes with its event, whether that is done, fails, is refused or cannot be sent', () => {
    expect(() => checkRollback(MODULES, 1_500)).not.toThrow()
  })
})

describe('the model notices', () => {
  const inOverlay: readonly (readonly [name: string, fault: Fault])[] = [
    [
      'toggles that are decided again over each render',
      ['if (other !== undefined) decided.set(change, value)', 'void decided'],
    ],
    [
      'expectations under what commands say',
      ['for (const { changes, decided } of expected) {', 'for (const { changes, decided } of []) {'],
    ],
    ['what is expected in the reverse order', ['of expected) {', 'of expected.toReversed()) {']],
  ]
  test.each(inOverlay)('%s', (_, fault) => {
    const modules = { expectations, overlay: mutantOf<typeof overlay>('commands/overlay.ts', fault) }
    expect(() => checkAll(modules)).toThrow('Property failed')
  })

  const inExpectations: readonly (readonly [name: string, fault: Fault])[] = [
    ['events that are never over', ['outcome ? [] : [each]', '[each]']],
    ['failed events that are not over', ['(outcome ? [] : [each])', "(outcome === 'done' ? [] : [each])"]],
    ['toggles that stand although what they were decided by has failed', ['each.decideAgain()', 'void each']],
    ['toggles in front of one that failed, decided again', ['index > firstFailed', 'true']],
    ['an event that takes the place of another one', ['[...this.#pending, each]', '[each]']],
  ]
  test.each(inExpectations)('%s', (_, fault) => {
    const modules = {
      overlay,
      expectations: mutantOf<typeof expectations>('commands/expectations.ts', fault),
    }
    expect(() => checkAll(modules)).toThrow('Property failed')
  })
})

function checkAll(modules: Modules): void {
  checkNoFlicker(modules, 1_000)
  checkRollback(modules, 5_000)
}
