/** Forms of views as a browser without a script sends them. */
import { Browser } from './browser.ts'

/** The hidden fields and controls of the first `<form>` of a page, as a browser sends them untouched. */
export function fieldsOf(html: string, form = ''): URLSearchParams {
  const [, id = ''] = new RegExp(`<form[^>]* id="([^"]*${form}[^"]*)"`).exec(html) ?? []
  const start = html.indexOf(`id="${id}"`)
  const inside = html.slice(start, html.indexOf('</form>', start))
  const entries = new URLSearchParams()
  for (const [tag] of inside.matchAll(/<input[^>]*>/g)) {
    const name = attribute(tag, 'name')
    const isBox = /type="(?:checkbox|radio)"/.test(tag)
    if (name === undefined || (isBox && !/ checked/.test(tag))) continue
    entries.append(name, attribute(tag, 'value') ?? (isBox ? 'on' : ''))
  }
  for (const [, attributes = '', text = ''] of inside.matchAll(/<textarea([^>]*)>(.*?)<\/textarea>/gs))
    entries.append(
      attribute(attributes, 'name') ?? '',
      decoded(text).replace(/^\n/, '').replaceAll('\n', '\r\n'),
    )
  for (const [, attributes = '', options = ''] of inside.matchAll(/<select([^>]*)>(.*?)<\/select>/gs)) {
    for (const [option] of options.matchAll(/<option[^>]*>/g)) {
      if (/ selected/.test(option))
        entries.append(attribute(attributes, 'name') ?? '', attribute(option, 'value') ?? '')
    }
  }
  for (const [tag] of html.matchAll(/<input[^>]* form="[^>]*>/g)) {
    if (attribute(tag, 'form') === id) entries.append('live-token', attribute(tag, 'value') ?? '')
  }
  return entries
}

function attribute(tag: string, name: string): string | undefined {
  const held = new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1]
  return held === undefined ? undefined : decoded(held)
}

/** A page that is read without a script. */
export class Reader {
  readonly browser: Browser
  readonly #origin: string
  url = ''
  html = ''
  status = 0
  location: string | null = null
  fields = new URLSearchParams()

  constructor(origin: string, browser: Browser = new Browser()) {
    this.browser = browser
    this.#origin = origin
  }

  async open(path: string, form = ''): Promise<this> {
    this.url = this.#origin + path
    return this.#show(await this.browser.fetch(this.url), form)
  }

  /** Types into fields, and sends the form. With null a field is not sent. */
  async send(
    typed: Readonly<Record<string, string | readonly string[] | null>> = {},
    form = '',
  ): Promise<this> {
    for (const [name, value] of Object.entries(typed)) {
      this.fields.delete(name)
      for (const each of value === null ? [] : [value].flat()) this.fields.append(name, each)
    }
    return this.#show(await this.browser.post(this.url, this.fields), form)
  }

  async follow(): Promise<this> {
    if (this.status !== 303 || this.location === null)
      throw new Error(`no redirect, but status ${this.status}`)
    return this.open(this.location)
  }

  /** What the page says in elements of this name. */
  said(tag: string): readonly string[] {
    return [...this.html.matchAll(new RegExp(`<${tag}(?: [^>]*)?>(.*?)</${tag}>`, 'gs'))].map(
      ([, inside = '']) => inside.replaceAll(/<!--.*?-->/g, '').trim(),
    )
  }

  /** What is said of fields. */
  errors(): readonly string[] {
    return this.said('span').filter((text) => text !== '')
  }

  /** What an `<output>` shows, which is JSON. */
  saved(): unknown {
    return JSON.parse(decoded(this.said('output')[0] ?? ''))
  }

  async #show(response: Response, form: string): Promise<this> {
    this.status = response.status
    this.location = response.headers.get('location')
    this.html = await response.text()
    this.fields = fieldsOf(this.html, form)
    return this
  }
}

const CHARACTERS: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' }

function decoded(text: string): string {
  return text
    .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => CHARACTERS[name] ?? '')
}
