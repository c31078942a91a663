import { createApp } from 'overwire'
import type { Head, Live } from 'overwire'
import { describe, expectTypeOf, test } from 'vitest'

declare const live: Live

describe('the head', () => {
  test('says what a view knows, and what it does not know yet', () => {
    const summary: string | undefined = undefined
    live.head = { title: 'Shop', description: summary, canonical: null, openGraph: { image: summary } }
    live.head = { ...live.head, jsonLd: [{ '@type': 'Article' }], meta: { robots: ['noindex', 'nofollow'] } }
    expectTypeOf(live.head).toEqualTypeOf<Head>()
    expectTypeOf(live.title).toEqualTypeOf<string | undefined>()
  })

  test('takes nothing that it does not know', () => {
    // @ts-expect-error A title is text.
    live.head = { title: 5 }
    // @ts-expect-error There is no such member.
    live.head = { titel: 'Shop' }
    // @ts-expect-error A link leads somewhere.
    live.head = { links: [{ rel: 'icon' }] }
    // @ts-expect-error There are two directions.
    live.head = { dir: 'up' }
  })

  test('is the value of a link to the page', () => {
    expectTypeOf(live.ariaCurrent('/')).toEqualTypeOf<'page' | null>()
  })
})

test('an application has a language at least', () => {
  createApp({ locales: ['en', 'de'] })
  createApp({ locales: { supported: ['en'], param: 'locale', timeZone: 'Europe/Vienna' } })
  // @ts-expect-error There is none for those who want none of them.
  createApp({ locales: [] })
  expectTypeOf(live.locale).toEqualTypeOf<string>()
})
