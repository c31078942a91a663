import { describe, expect, test } from 'vitest'
import { animated } from './animated.ts'

describe('animated', () => {
  test('sends how rows glide only where they do', () => {
    expect(animated({ leave: 'out' }).data).toEqual([null, ['out']])
    expect(animated({ move: false }).data).toEqual([null, null])
    expect(animated({ move: true }).data).toEqual([null, null, 1])
    expect(animated({ move: { duration: 0 } }).data).toEqual([null, null, [0, null]])
    expect(animated({ move: { easing: 'linear' } }).data).toEqual([null, null, [null, 'linear']])
  })

  test.each([-1, NaN, Infinity])('refuses the duration %s', (duration) => {
    expect(() => animated({ move: { duration } })).toThrow(`the duration ${duration}, which is no number`)
  })
})
