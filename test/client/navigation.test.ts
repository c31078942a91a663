import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as guards from '../../src/client/navigation/guards.ts'
import * as navigation from '../../src/client/navigation/navigation.ts'
import { expectToHold, runs } from './check-model.ts'
import { mutantOf, type Fault } from './mutant.ts'
import { NavigationModel, type Modules } from './navigation-model.ts'
import { anyStep, guardedStep } from './navigation-steps.ts'

function check(modules: Modules, count: number): fc.RunDetails<unknown> {
  const step = modules.createGuards ? guardedStep : anyStep
  return runs(
    fc.property(fc.array(step, { minLength: 1, maxLength: 50, size: 'max' }), (steps) => {
      const model = new NavigationModel(modules)
      for (const each of steps) model.step(each)
      model.finish()
    }),
    count,
  )
}

const whole = { ...navigation, ...guards }

describe('navigation', () => {
  test('ends where the user wants to be, with one entry for each page that was shown', () => {
    expectToHold(check(navigation, 5_000))
  })

  test.each<readonly [what: string, ...fault: Fault]>([
    ['writes the address of a page in transit', 'if (navigation.isInTransit) return\n', ''],
    [
      'writes an address while the user is on the way back',
      'if (navigation.wish?.key || port.here().key !== navigation.home) navigation.isInTransit = true\n',
      '',
    ],
    [
      'shows pages without looking at their rank',
      'isInTransit = !!wish && rank < wish.event',
      'isInTransit = false',
    ],
    ['pushes what replaces', "const isPush = how === 'push' &&", 'const isPush ='],
    [
      'pushes the address that is shown already',
      "how === 'push' && withoutHash(before) !== withoutHash(href)",
      "how === 'push'",
    ],
    ['joins for the page that is shown', "withoutHash(wish?.href ?? '')", "''"],
    [
      'waits for an answer that the join is',
      'else if (wish?.event === 0 && !wanted) showPage',
      'else if (false) showPage',
    ],
    ['sends again what a join has named', 'if (wish?.event === Infinity) send', 'if (wish) send'],
    [
      'never sends what was wanted between two circuits',
      'if (wish?.event === Infinity) send(wish)',
      'if (wish?.event === Infinity) {}',
    ],
    ['keeps the numbers of the circuit before', 'if (wish) wish.event = 0\n', ''],
    ['takes the kind of the server for that of the user', 'own ? own.how : how', 'how'],
    [
      'takes the kind of the user for that of a later handler',
      'wish?.event === rank ? wish : undefined',
      'wish',
    ],
    ['gives entries of others to nobody', 'port.records.set(key, [visitOf(stood.key) ?? visit, true])\n', ''],
    [
      'does not move its home to the entries of others',
      'if (home === stood.key) navigation.home = key\n',
      '',
    ],
    [
      'asks the server about entries of one visit',
      '(isOthers || withoutHash(href) === navigation.location)',
      'false',
    ],
    [
      'sends nothing when the user comes home again',
      'if (key === stood.key && key === home',
      'if (key === home',
    ],
    ['begins where the user stands when its script is there', 'port.loadedAt()', 'port.here()'],
    ['does not read back what it writes', 'return port.leave(href, how)', '{}'],
    [
      'forgets an address that waits when a page comes',
      'writeDue()\n    due = undefined\n',
      'due = undefined\n',
    ],
    ['loads what an older navigation led to', 'if (!isOlder)', 'if (true)'],
    [
      'does not load what is wanted when nothing could be joined',
      'else if (wanted && !rank)',
      'else if (false)',
    ],
  ])('fails its model when it %s', (_, ...fault) => {
    const mutant = mutantOf<typeof navigation>('navigation/navigation.ts', fault)
    expect(check(mutant, 20_000).failed).toBe(true)
  })
})

describe('navigation with guards', () => {
  test('asks once, at the page that asks, and goes on or stays', () => {
    expectToHold(check(whole, 5_000))
  })

  test.each<readonly [what: string, ...fault: Fault]>([
    ['takes any move for its own step', 'if (navigation.here().key === step.key) land()', 'land()'],
    [
      'writes what comes during its own step',
      'if (!step) return false\n      owed.push(again)\n      return true',
      'return false',
    ],
    [
      'asks who has accepted',
      'isAccepted || navigation.isInTransit || !leaves',
      'navigation.isInTransit || !leaves',
    ],
    ['asks at each step', 'if (isOpen) return\n', ''],
    ['lets a page ask that is gone', 'if (isFresh) endQuestion()', ''],
    ['asks where the user stands', 'else if (wish.key) go(base(), wish)\n', ''],
    ['goes on without a question', 'return !!subject || port.isGuarded()', 'return false'],
    [
      'sends from where it landed what started at home',
      'if (wish.key !== here.key) return go(base(), wish)\n',
      '',
    ],
    ['waits for ever for its own step', 'if (step === own) land()', ''],
    ['forgets what it owes', 'for (const again of owed.splice(0)) again()', 'owed.length = 0'],
    ['goes to an entry that is gone', 'else if (port.has(wish.key)) go', 'else if (true) go'],
    [
      'does not look where the user is when it comes out of the cache',
      'navigation.moved()\n      payOwed()\n      if (!navigation.wish) isAccepted = false',
      'payOwed()\n      if (!navigation.wish) isAccepted = false',
    ],
    [
      'asks somewhere else than at home when it comes out of the cache',
      'isAccepted = navigation.here().key !== navigation.home || navigation.isInTransit\n',
      'isAccepted = false\n',
    ],
    [
      'waits for what was loaded instead',
      'if (wish && port.isOver(wish.event)) navigation.wish = undefined\n',
      '',
    ],
    ['loads a page from which the user has come back', 'navigation.stay()\n', ''],
    ['waits for a step of before it was put away', 'step = undefined\n      isAccepted =', 'isAccepted ='],
  ])('fails its model when it %s', (_, ...fault) => {
    const mutant = mutantOf<typeof guards>('navigation/guards.ts', fault)
    expect(check({ ...whole, ...mutant }, 20_000).failed).toBe(true)
  })

  test('fails its model when it makes its steps by number', () => {
    expect(check({ ...whole, byNumber: true }, 20_000).failed).toBe(true)
  })
})
