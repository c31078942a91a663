import { describe, expect, test } from 'vitest'
import * as overlay from '../../src/client/commands/overlay.ts'
import { mutantOf, type Fault } from './mutant.ts'
import { checkOverlay } from './overlay-model.ts'

const { newAttribute, render, say, shown } = overlay

describe('an attribute that commands have changed', () => {
  test('shows for each token what was said of it last, by a command or by a render that says something else', () => {
    expect(() => checkOverlay(overlay, 1_500)).not.toThrow()
  })

  test('keeps the spaces and the order of the author while nothing is said over it', () => {
    const attribute = newAttribute(true, '  b  a ')
    say(attribute, ['c', ''])
    say(attribute, ['c', null])
    expect(shown(attribute)).toBe('  b  a ')
  })

  test('keeps a token that the same render says again', () => {
    const attribute = newAttribute(true, 'card')
    say(attribute, ['open', ''])
    render(attribute, 'card')
    render(attribute, 'card new')
    expect(shown(attribute)).toBe('card new open')
  })

  test('loses a token that the template takes away after it has rendered it too', () => {
    const attribute = newAttribute(true, 'card')
    say(attribute, ['open', ''])
    render(attribute, 'card open')
    render(attribute, 'card')
    expect(shown(attribute)).toBe('card')
  })

  test('is there, and is empty, where the template says so', () => {
    const attribute = newAttribute(true, '')
    say(attribute, ['open', ''])
    say(attribute, ['open', null])
    expect(shown(attribute)).toBe('')
    render(attribute, null)
    expect(shown(attribute)).toBeNull()
  })

  test('that is no list is one value', () => {
    const attribute = newAttribute(false, 'false')
    say(attribute, [overlay.WHOLE, 'true', 'false'])
    expect(shown(attribute)).toBe('true')
    render(attribute, 'false')
    expect(shown(attribute)).toBe('true')
    render(attribute, 'mixed')
    expect(shown(attribute)).toBe('mixed')
  })
})

describe('the model notices', () => {
  const faults: readonly (readonly [name: string, fault: Fault])[] = [
    [
      'a render that ends all commands',
      ['if (valueOf(before, fact) !== valueOf(after, fact)) attribute', 'attribute'],
    ],
    ['commands that no render ends', ['attribute.overlay.delete(fact)', 'void fact']],
    [
      'a toggle that is decided by the template alone',
      [
        'valueOf(shownFacts(attribute, expected), fact)',
        'valueOf(factsOf(attribute, attribute.rendered), fact)',
      ],
    ],
    ['a render that is forgotten', ['attribute.rendered = rendered', 'void rendered']],
    ['tokens that are left when they are removed', ['value === null ? [] : token', 'token']],
  ]
  test.each(faults)('%s', (_, fault) => {
    expect(() => checkOverlay(mutantOf<typeof overlay>('commands/overlay.ts', fault), 500)).toThrow(
      'Property failed',
    )
  })
})
