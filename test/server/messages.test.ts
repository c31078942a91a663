import { html, LiveView } from 'overwire'
import { defineMessages } from 'overwire/messages'
import { describe, expect, test } from 'vitest'
import { appWith, WireBrowser } from '../circuit/wire-browser.ts'

const warnings: string[] = []
const warn = (message: string): void => void warnings.push(message)

const messages = defineMessages(
  {
    en: {
      hello: 'Hello {$name}!',
      cart: {
        items: `.input {$count :integer}
          .match $count
          0   {{Your cart is empty.}}
          one {{One item}}
          *   {{{$count} items}}`,
        until: 'Until {$day :date length=long}, {$day :time}',
      },
      'shop.price': '{$price :currency currency=EUR}',
      plain: 'It is {$day}.',
    },
    de: {
      hello: 'Hallo {$name}!',
      cart: {
        items: `.input {$count :integer}
          .match $count
          0   {{Der Korb ist leer.}}
          one {{Ein Stück}}
          *   {{{$count} Stück}}`,
        until: 'Bis {$day :date length=long}, {$day :time}',
      },
      'shop.price': '{$price :currency currency=EUR}',
      plain: 'Es ist {$day}.',
    },
  },
  { warn },
)

describe('a message', () => {
  const en = messages({ locale: 'en' })
  const de = messages({ locale: 'de-AT', timeZone: 'Asia/Tokyo' })

  test('is a text in the language of its reader, with what it is told', () => {
    expect([en('hello', { name: '<Ada>' }), de('hello', { name: 'Ada' })]).toEqual([
      'Hello <Ada>!',
      'Hallo Ada!',
    ])
  })

  test('counts as its language does', () => {
    expect([0, 1, 1234].map((count) => en('cart.items', { count }))).toEqual([
      'Your cart is empty.',
      'One item',
      '1,234 items',
    ])
    expect([0, 1, 1234].map((count) => de('cart.items', { count }))).toEqual([
      'Der Korb ist leer.',
      'Ein Stück',
      '1.234 Stück',
    ])
  })

  test('tells dates and prices as its reader does, in the time zone of the reader', () => {
    const day = new Date('2026-11-28T23:30:00Z')
    expect(en('cart.until', { day })).toMatch(/^Until November 28, 2026, 11:30\sPM$/)
    expect(de('cart.until', { day })).toBe('Bis 29. November 2026, 08:30')
    expect(de('plain', { day })).toBe('Es ist 29.11.2026, 08:30.')
    expect(de('shop.price', { price: 1234.5 })).toBe('1.234,50\u00a0€')
  })

  test('follows the language of a page, in place', async () => {
    class Cart extends LiveView {
      t = messages(this.live)
      count = 1
      render() {
        return html`<button @click=${() => (this.live.locale = 'de')}>${this.t('cart.items', { count: this.count })}</button>`
      }
    }
    const browser = await WireBrowser.open(appWith(Cart, { locales: messages.locales }).app)
    expect(browser.html).toContain('One item')
    await browser.click([0, 0])
    expect(JSON.stringify(browser.frames[0]?.difference)).toContain('Ein Stück')
  })
})

test('messages with other values, or for other readers, are other texts, however alike they look', () => {
  const texts: Record<string, string> = { is: '{$it}' }
  const loose = defineMessages({ en: texts }, { warn })
  const t = loose({ locale: 'en' })
  const day = new Date('2026-01-31T12:00:00.000Z')
  const later = new Date('2026-01-31T12:00:00.001Z')
  expect([t('is', { it: '1' }), t('is', { it: 1 }), t('is', { it: 1n }), t('is', { it: 1000 })]).toEqual([
    '1',
    '1',
    '1',
    '1,000',
  ])
  expect([t('is', { it: day }), t('is', { it: later })].join()).toMatch(/^(?:Jan 31, 2026, 12:00\sPM,?){2}$/)
  expect(loose({ locale: 'en', timeZone: 'Asia/Tokyo' })('is', { it: day })).toMatch(
    /^Jan 31, 2026, 9:00\sPM$/,
  )
})

describe('a message that is missing', () => {
  // As they come from files: nothing is known of them when the program is compiled.
  const read = (text: string): Record<string, string> => JSON.parse(text) as Record<string, string>

  test('is that of the first language, then its key, and is told once', () => {
    const told: string[] = []
    const loose = defineMessages(
      { en: read('{"a":"A {$x}"}'), de: read('{}') },
      { warn: (message) => void told.push(message) },
    )
    const t = loose({ locale: 'de' })
    expect([t('a', { x: 1 }), t('a', { x: 2 }), t('b')]).toEqual(['A 1', 'A 2', 'b'])
    expect(told.map((message) => message.split('\n', 1)[0])).toEqual([
      'There is no message "a" in "de".',
      'There is no message "b" in "de".',
    ])
  })

  test('cannot fill the memory with its warnings', () => {
    let told = 0
    const loose = defineMessages({ en: read('{}') }, { warn: () => void told++ })
    const t = loose({ locale: 'en' })
    for (let index = 0; index < 2_000; index++) t(`key-${index}`)
    expect(told).toBe(1_000)
  })

  test('says what it was not told', () => {
    const told: string[] = []
    const loose = defineMessages(
      { en: read('{"a":"A {$x}"}') },
      { warn: (message) => void told.push(message) },
    )
    expect(loose({ locale: 'en' })('a')).toBe('A {$x}')
    expect(told[0]).toContain('The message "a" in "en" cannot be formatted: Variable not available: $x.')
  })
})

test('a text in another syntax is refused when the program starts', () => {
  expect(() => defineMessages({ en: { shop: { open: 'Open {$until' } } })).toThrow(
    'The message "shop.open" in "en" cannot be formatted',
  )
})
