import { describe, expect, test } from 'vitest'
import { nearAttribute, nearEvent } from './spelling.ts'

describe('a name that is nearly another one is taken for it', () => {
  test.each([
    ['live-clik', 'live-click'],
    ['live-clcik', 'live-click'],
    ['live-cliick', 'live-click'],
    ['live-debonce', 'live-debounce'],
    ['live-disablewith', 'live-disable-with'],
    ['live-disable-wiht', 'live-disable-with'],
    ['live-apear', 'live-intersect-appear'],
    ['live-appear', 'live-intersect-appear'],
    ['live-intersect-apear', 'live-intersect-appear'],
    ['live-submitt', 'live-submit'],
    ['live-kyes', 'live-keys'],
    ['live-throtle', 'live-throttle'],
    ['data-live-clik', 'data-live-click'],
    ['data-live-keepscroll', 'data-live-keep-scroll'],
    ['data-live-prefech', 'data-live-prefetch'],
  ])('%s for %s', (attribute, meant) => {
    expect(nearAttribute(attribute)).toBe(meant)
  })

  test.each([
    ['clik', 'click'],
    ['chnage', 'change'],
    ['key-down', 'keydown'],
    ['KeyDown', 'keydown'],
    ['pointermoved', 'pointermove'],
    ['dblclik', 'dblclick'],
  ])('@%s for @%s', (type, meant) => {
    expect(nearEvent(type)).toBe(meant)
  })
})

describe('a name is taken for nothing else', () => {
  test.each('live-click live-disable-with live-intersect-appear data-live-notice data-live-flash'.split(' '))(
    'when it is known: %s',
    (attribute) => {
      expect(nearAttribute(attribute)).toBeNull()
    },
  )

  test.each('clock saved item-moved sl-change selected chart:zoom ready x pick added'.split(' '))(
    'when it may well be an event of an application: %s',
    (type) => {
      expect(nearEvent(type)).toBeNull()
      expect(nearAttribute(`live-${type}`)).toBeNull()
    },
  )

  test('when it is no attribute of ours', () => {
    expect(['class', 'data-clik', 'aria-live', 'live'].map(nearAttribute)).toEqual([null, null, null, null])
  })
})
