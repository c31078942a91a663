/** Writes what a head says as elements, each with a key by which it is found again. */
import { escapeAttribute } from '../../template/compile/escape.ts'
import { isSafeUrl, SAFE_URL, type UrlUse } from '../../template/compile/urls.ts'
import type { HeadLink, OpenGraph, OpenGraphImage } from '../../view/head.ts'
import type { MergedHead } from './merge-heads.ts'

/** The markup of elements by their keys, in their order. */
export type HeadTags = ReadonlyMap<string, string>

export function headTags(head: MergedHead): HeadTags {
  const metas = [
    meta('description', head.description),
    ...Object.entries(head.meta ?? {}).map(pair),
    ...openGraph(head),
  ]
  return new Map([...metas.flat().map(metaTag), ...linksOf(head).map(linkTag), ...head.jsonLd.map(dataTag)])
}

type Tag = readonly [key: string, markup: string]

// --- meta ---

interface Meta {
  readonly key: string
  readonly name: string
  readonly content: string
}

type Content = string | readonly string[] | null | undefined

function pair([name, content]: readonly [name: string, content: Content]): Meta[] {
  return meta(name, content)
}

/** None for what is not said, several for a list. */
function meta(name: string, content: Content, first: string = name): Meta[] {
  return [content ?? []].flat().map((each, index) => ({
    key: index === 0 ? first : `${first} ${index + 1}`,
    name,
    content: each,
  }))
}

function metaTag({ key, name, content }: Meta): Tag {
  // RDFa has its names in another attribute: https://ogp.me/#metadata
  const attribute = PROPERTIES.test(name) ? 'property' : 'name'
  const value = ADDRESSES.test(name) ? safe(content, 'address') : content
  return [key, element('meta', key, { [attribute]: name, content: value })]
}

const PROPERTIES = /^(?:og|article|book|profile|video|music|product|fb):/
const ADDRESSES = /^og:(?:url|image|video|audio)$/

/** What others show of the page when somebody links to it. */
function openGraph({ openGraph: given, ...head }: MergedHead): Meta[][] {
  if (!given) return []
  const { type = 'website', title = head.title, url = head.canonical } = given
  const { description = head.description, siteName, locale }: OpenGraph = given
  return [
    meta('og:type', type),
    meta('og:title', title),
    meta('og:description', description),
    meta('og:url', url),
    meta('og:site_name', siteName),
    meta('og:locale', locale),
    ...[given.image ?? []].flat().flatMap(image),
  ]
}

/** What belongs to an image follows it: https://ogp.me/#array */
function image(given: string | OpenGraphImage, index: number): Meta[][] {
  const { url, alt, width, height, type }: OpenGraphImage = typeof given === 'object' ? given : { url: given }
  const number = index === 0 ? '' : ` ${index + 1}`
  const about = { alt, width: width?.toFixed(), height: height?.toFixed(), type }
  return [
    meta('og:image', url, `og:image${number}`),
    ...Object.entries(about).map(([name, value]) =>
      meta(`og:image:${name}`, value, `og:image:${name}${number}`),
    ),
  ]
}

// --- links ---

function linksOf({ canonical, alternates, links }: MergedHead): HeadLink[] {
  return [
    ...(canonical ? [{ rel: 'canonical', href: canonical }] : []),
    ...Object.entries(alternates ?? {}).flatMap(([hreflang, href]) =>
      href ? [{ rel: 'alternate', hreflang, href }] : [],
    ),
    ...links,
  ]
}

function linkTag(link: HeadLink): Tag {
  const { rel, href, type, media, sizes, hreflang, title, as, crossorigin, integrity, color } = link
  const key = keyOf(link)
  const attributes = { rel, type, media, sizes, hreflang, title, as, crossorigin, integrity, color }
  const use = /\bicon\b/.test(rel) ? 'image' : 'address'
  return [key, element('link', key, { ...attributes, href: safe(href, use) })]
}

/** There is one canonical address, and one for each language. */
function keyOf({ rel, href, hreflang, media }: HeadLink): string {
  if (rel === 'canonical') return rel
  if (rel === 'alternate' && hreflang !== undefined) return `${rel} ${hreflang}`
  return [rel, href, media].filter(Boolean).join(' ')
}

function safe(address: string, use: UrlUse): string {
  return isSafeUrl(address, use) ? address : SAFE_URL
}

// --- structured data ---

/** Of JSON, `<` alone can end the element or begin a comment in it. Browsers run no data, so every policy allows it. */
function dataTag(data: object, index: number): Tag {
  const key = `ld ${index + 1}`
  const json = JSON.stringify(data).replaceAll('<', '\\u003c')
  return [key, `<script type="application/ld+json" ${MARK}="${key}">${json}</script>`]
}

// --- elements ---

/** By this the browser knows what views have put into the head. */
const MARK = 'data-live-tag'

function element(
  name: string,
  key: string,
  attributes: Readonly<Record<string, string | undefined>>,
): string {
  const written = Object.entries({ ...attributes, [MARK]: key }).flatMap(([attribute, value]) =>
    value === undefined ? [] : [`${attribute}="${escapeAttribute(String(value))}"`],
  )
  return `<${name} ${written.join(' ')}>`
}
