import { describe, expect, test } from 'vitest'
import * as traps from '../../src/client/focus/traps.ts'
import { mutantOf, type Fault } from './mutant.ts'
import { checkTraps } from './traps-model.ts'

describe('focus traps', () => {
  test('of which the newest rules put the focus back to where it was, or to where that was opened from', () => {
    expect(() => checkTraps(traps, 1_000)).not.toThrow()
  })

  test('put it into what is around the opener when only that is gone', () => {
    const stack = traps.opened(traps.opened([], 'menu', ['button', 'main']), 'dialog', [
      'item',
      'list',
      'menu',
      'main',
    ])
    expect(stack.at(-1)?.opener).toEqual(['item', 'list', 'menu', 'button', 'main'])
  })
})

describe('the model notices', () => {
  const faults: readonly (readonly [name: string, fault: Fault])[] = [
    ['a trap that forgets what the one below was opened from', ['...around.opener', '...[]']],
    ['that the oldest rules', ['stack.findLast(({ element })', 'stack.find(({ element })']],
    ['that the focus goes past the trap below', ['from.indexOf(around.element) + 1', '0']],
    ['a trap that stays on the stack', ['trap.element !== element', 'true']],
  ]
  test.each(faults)('%s', (_, fault) => {
    expect(() => checkTraps(mutantOf('focus/traps.ts', fault), 1_000)).toThrow('Property failed')
  })
})
