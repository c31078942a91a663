import { defineMessages } from 'overwire/messages'
import { describe, expectTypeOf, test } from 'vitest'

const messages = defineMessages({
  en: {
    plain: 'Hello, it costs $5',
    hello: 'Hello {$name}!',
    cart: {
      items:
        '.input {$count :integer} .match $count one {{One item of {$shop}}} * {{{$count} items of {$shop}}}',
      until: 'Until {$day :date length=long}',
    },
    local: '.local $twice = {$count :number} {{{$twice}}}',
    option: '{$price :currency currency=$unit}',
  },
  de: {
    plain: 'Hallo',
    hello: 'Hallo {$name} aus {$town}!',
    cart: { items: '.input {$count :integer} .match $count * {{{$count} Stück}}', until: 'Bis {$day :date}' },
    local: '{$count}',
    option: '{$price}',
  },
})
const t = messages({ locale: 'en' })

describe('a message', () => {
  test('has a text, by its whole key', () => {
    expectTypeOf(t('plain')).toEqualTypeOf<string>()
    t('cart.until', { day: new Date() })
    // @ts-expect-error There is no such key.
    t('cart')
    // @ts-expect-error There is no such key.
    t('cart.item', { count: 1 })
  })

  test('is told what its texts name in any language, and nothing else', () => {
    t('hello', { name: 'Ada', town: 'London' })
    t('cart.items', { count: 3, shop: 'ours' })
    t('local', { count: 3n })
    t('option', { price: 5, unit: 'EUR' })
    // @ts-expect-error The German text names a town.
    t('hello', { name: 'Ada' })
    // @ts-expect-error It names something.
    t('hello')
    // @ts-expect-error It names nothing.
    t('plain', { name: 'Ada' })
    // @ts-expect-error No text names this.
    t('local', { count: 3, twice: 6 })
  })

  test('counts numbers, and tells dates', () => {
    // @ts-expect-error A count is a number.
    t('cart.items', { count: 'three', shop: 'ours' })
    // @ts-expect-error Its time zone is not known.
    t('cart.until', { day: '2026-01-31' })
    // @ts-expect-error A name is no object.
    t('hello', { name: {}, town: 'London' })
  })
})

test('a language that lacks a message does not compile', () => {
  defineMessages({
    en: { hello: 'Hello', cart: { empty: 'Empty' } },
    // @ts-expect-error The group is missing.
    de: { hello: 'Hallo' },
  })
  defineMessages({
    en: { hello: 'Hello', cart: { empty: 'Empty' } },
    // @ts-expect-error A message of the group is missing.
    de: { hello: 'Hallo', cart: {} },
  })
})

test('messages of files take any values', () => {
  const texts: Record<string, string> = {}
  const loose = defineMessages({ en: texts, de: texts })({ locale: 'de' })
  expectTypeOf(loose('anything', { count: 1, name: 'Ada', day: new Date() })).toEqualTypeOf<string>()
  loose('anything')
})

test('the languages of messages are those of an application', () => {
  expectTypeOf(messages.locales).toEqualTypeOf<readonly [string, ...string[]]>()
})
