/**
 * What a view, a layout or a component says of the document around it: `this.live.head = { … }`.
 *
 * Where several say something, the inner one wins: a layout gives what most of its pages have, and a view what is
 * its own. `null` takes away what something further outside has set. What is left out or undefined says nothing.
 *
 * ```ts
 * this.live.head = {
 *   title: article.title,
 *   description: article.summary,
 *   canonical: `https://example.com/articles/${article.id}`,
 *   openGraph: { type: 'article', image: article.cover },
 *   jsonLd: { '@context': 'https://schema.org', '@type': 'Article', headline: article.title },
 *   bodyClass: 'reading',
 * }
 * ```
 */
export interface Head {
  readonly title?: Text
  /** For titles that are set further inside: `%s` stands for them. `'%s – Shop'` */
  readonly titleTemplate?: Text
  readonly description?: Text
  /** The address that search engines are to know the page by. */
  readonly canonical?: Text
  /** `<meta>` elements by their names: `{ robots: 'noindex', 'theme-color': '#fff' }`. A list makes several. */
  readonly meta?: Readonly<Record<string, Text | readonly string[]>>
  /** Addresses of the page in other languages, by their language tags; `x-default` for all others. */
  readonly alternates?: Readonly<Record<string, Text>> | null | undefined
  /** `<link>` elements: icons, style sheets, feeds. */
  readonly links?: readonly HeadLink[] | undefined
  /** How others show a link to the page. Its title, description and URL are those of the head unless they are given. */
  readonly openGraph?: OpenGraph | undefined
  /** Structured data, each object in a script element of its own. */
  readonly jsonLd?: object | readonly object[] | undefined
  /** The language of the document. Default: the visitor's. */
  readonly lang?: Text
  /** The direction of its text. Default: that of its language. */
  readonly dir?: 'ltr' | 'rtl' | null | undefined
  /** Classes of `<html>`, beside those of the document. */
  readonly htmlClass?: Text
  /** Classes of `<body>`, beside those of the document. */
  readonly bodyClass?: Text
}

type Text = string | null | undefined

/** One `<link>`. */
export interface HeadLink {
  readonly rel: string
  readonly href: string
  readonly type?: string | undefined
  readonly media?: string | undefined
  readonly sizes?: string | undefined
  readonly hreflang?: string | undefined
  readonly title?: string | undefined
  readonly as?: string | undefined
  readonly crossorigin?: 'anonymous' | 'use-credentials' | undefined
  readonly integrity?: string | undefined
  readonly color?: string | undefined
}

/** What becomes `og:…`: https://ogp.me */
export interface OpenGraph {
  readonly title?: Text
  readonly description?: Text
  readonly url?: Text
  /** `website` (the default), `article`, `profile`, `book`, … */
  readonly type?: Text
  readonly siteName?: Text
  readonly locale?: Text
  readonly image?: string | OpenGraphImage | readonly (string | OpenGraphImage)[] | null | undefined
}

/** An image of Open Graph; width and height in pixels. */
export interface OpenGraphImage {
  readonly url: string
  readonly alt?: string | undefined
  readonly width?: number | undefined
  readonly height?: number | undefined
  readonly type?: string | undefined
}
