import { describe, expect, test } from 'vitest'
import type { Head } from '../../view/head.ts'
import { headEffects, shownHead, type ShownHead } from './page-head.ts'

const ENGLISH = { lang: 'en', dir: 'ltr' } as const

function shown(...heads: Head[]): ShownHead {
  return shownHead(heads, ENGLISH)
}

function markup(...heads: Head[]): string[] {
  return [...shown(...heads).tags.values()].map((tag) => tag.replace(/ data-live-tag="[^"]*"/, ''))
}

function change(before: Head, after: Head): unknown[] {
  return headEffects({ shown: shown(before), language: ENGLISH }, shown(after))
}

describe('what several views say', () => {
  test('is what the inner one says, and else what is around it', () => {
    const layout: Head = { description: 'A shop', meta: { robots: 'all', author: 'Ada' }, bodyClass: 'shop' }
    const view: Head = { description: 'A chair', meta: { robots: 'noindex' }, bodyClass: 'chair shop' }
    expect(markup(layout, view)).toEqual([
      '<meta name="description" content="A chair">',
      '<meta name="robots" content="noindex">',
      '<meta name="author" content="Ada">',
    ])
    expect(shown(layout, view).body).toBe('shop chair')
  })

  test('is nothing where the inner one takes it away', () => {
    const layout: Head = {
      title: 'Shop',
      description: 'A shop',
      htmlClass: 'dark',
      openGraph: { siteName: 'Shop' },
    }
    const view: Head = {
      title: null,
      description: null,
      htmlClass: null,
      openGraph: { siteName: null, type: null },
    }
    expect(shown(layout, view)).toMatchObject({ title: undefined, html: '', tags: new Map() })
  })

  test('has a title in the template of what is around it, whatever is in the title', () => {
    const layout: Head = { title: 'Shop', titleTemplate: '%s – Shop' }
    expect(shown(layout).title).toBe('Shop')
    expect(shown(layout, { title: '$& %s' }).title).toBe('$& %s – Shop')
    expect(shown(layout, { titleTemplate: null }, { title: 'Chair' }).title).toBe('Chair')
  })
})

describe('the elements of a head', () => {
  test('are one canonical link, one for each language, and others', () => {
    const icon = { rel: 'icon', href: 'data:image/png;base64,AA==' }
    const feed = { rel: 'alternate', type: 'application/rss+xml', href: '/feed' }
    expect(
      markup(
        { canonical: '/a' },
        { canonical: '/b', alternates: { de: '/de/b', 'x-default': '/b' }, links: [icon, feed] },
      ),
    ).toEqual([
      '<link rel="canonical" href="/b">',
      '<link rel="alternate" hreflang="de" href="/de/b">',
      '<link rel="alternate" hreflang="x-default" href="/b">',
      '<link rel="icon" href="data:image/png;base64,AA==">',
      '<link rel="alternate" type="application/rss+xml" href="/feed">',
    ])
  })

  test('say of a link to the page what the head says, with images and what belongs to them in order', () => {
    const article: Head = {
      title: 'Chairs',
      description: 'All about chairs',
      canonical: 'https://example.com/chairs',
      openGraph: { type: 'article', image: ['/one.png', { url: '/two.png', alt: 'Two', width: 10 }] },
    }
    expect(markup({ openGraph: { siteName: 'Shop' } }, article).slice(1)).toEqual([
      '<meta property="og:type" content="article">',
      '<meta property="og:title" content="Chairs">',
      '<meta property="og:description" content="All about chairs">',
      '<meta property="og:url" content="https://example.com/chairs">',
      '<meta property="og:site_name" content="Shop">',
      '<meta property="og:image" content="/one.png">',
      '<meta property="og:image" content="/two.png">',
      '<meta property="og:image:alt" content="Two">',
      '<meta property="og:image:width" content="10">',
      '<link rel="canonical" href="https://example.com/chairs">',
    ])
  })

  test('hold hostile values as text', () => {
    const evil = '"><script>alert(1)</script>'
    const head: Head = {
      description: evil,
      meta: { [evil]: evil },
      canonical: 'javascript:alert(1)',
      links: [
        { rel: evil, href: ' JaVaScript:alert(1)' },
        { rel: 'stylesheet', href: 'data:text/css,*{}' },
      ],
      openGraph: { image: 'javascript:alert(1)' },
      jsonLd: { name: '</script><!--<script>', [evil]: '\u2028' },
    }
    const text = markup(head).join('')
    expect(text.match(/<script/g)).toEqual(['<script'])
    expect(text.match(/<\/script/g)).toEqual(['</script'])
    expect(text).not.toMatch(/script:|data:|<!--/i)
    const data = /<script type="application\/ld\+json">([\s\S]*)<\/script>/.exec(text)?.[1] ?? ''
    expect(JSON.parse(data)).toEqual({ name: '</script><!--<script>', [evil]: '\u2028' })
  })
})

describe('a change of the head', () => {
  test('tells nothing but what differs', () => {
    const before: Head = { title: 'One', description: 'one', canonical: '/1', bodyClass: 'a' }
    expect(change(before, before)).toEqual([])
    expect(change(before, { ...before, title: 'Two' })).toEqual([['title', 'Two']])
    expect(change(before, { title: 'One', description: 'two', bodyClass: 'a' })).toEqual([
      ['head', ['canonical'], '<meta name="description" content="two" data-live-tag="description">'],
    ])
    expect(change(before, { ...before, bodyClass: 'b', lang: 'de' })).toEqual([
      ['head', [], '', { body: 'b', lang: 'de' }],
    ])
    expect(change({ ...before, lang: 'de' }, before)).toEqual([['head', [], '', { lang: 'en' }]])
  })

  test('tells everything to a document of which nothing is known', () => {
    const effects = headEffects({ shown: null, language: ENGLISH }, shown({ title: 'One', canonical: '/1' }))
    expect(effects).toEqual([
      ['title', 'One'],
      ['head', 0, '<link rel="canonical" href="/1" data-live-tag="canonical">'],
    ])
  })
})
