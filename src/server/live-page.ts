import type { Circuits } from '../circuit/circuits.ts'
import { isSameFailure } from '../page/author-code.ts'
import type { MountableClass } from '../page/component-instance.ts'
import { carriedIn, messagesIn, shownOf } from '../page/flash-messages.ts'
import type { ShownHead } from '../page/head/page-head.ts'
import type { HtmlInPieces } from '../page/html-in-pieces.ts'
import type { LateLoads } from '../page/life-cycle.ts'
import { Page } from '../page/page.ts'
import { keyOfVisit, type Visit } from '../page/visit.ts'
import { renderLeftPortals } from '../template/output/render-html.ts'
import { hookNames, neededModules } from '../template/output/needed-modules.ts'
import type { ComponentClass } from '../view/component.ts'
import type { Context } from '../view/context.ts'
import type { FlashMessage } from '../view/flash-message.ts'
import { LAZY_MODULES, modulePath } from './assets.ts'
import { loginOf } from './context.ts'
import type { HookScripts } from './hook-scripts.ts'
import type { Incoming } from './incoming.ts'
import { packedHeader } from './packed-headers.ts'
import type { PageToken, PageTokens } from './page-token.ts'
import type { Params } from '../view/pattern.ts'
import { peerOf } from './peer.ts'
import type { RenderedParts } from './document.ts'
import { NO_TOKEN } from './public-page.ts'
import { lateSignalMarkup } from './redirects.ts'
import { preloadTags, rootContainer, scriptTag, tagsWith } from './script-tag.ts'
import type { Visitor } from './visitor.ts'

/** The header by which a browser asks for its page again: its value is the token that it had. */
export const RENEWAL = 'live-renewal'

/** What a page is made for. */
export interface PageRequest {
  /** Identifies the page in its token, by which its socket finds it. */
  readonly id: string
  readonly incoming: Incoming
  /** Null for a page of another server. */
  readonly route: PageRoute | null
  readonly visitor: Visitor
  /** Whether pages take the place of each other in view transitions. */
  readonly transitions: boolean
  readonly hooks: HookScripts
}

/** The route that a page was requested by. */
export interface PageRoute {
  readonly pattern: string
  readonly params: Params
}

/** Effects that are for the moment: their JSON. */
const SHOWN_AT_ONCE = /^\["(?:flash|focus)"/

/** Mounts a component as a root of its own and gives the HTML of its element. */
export type MountIsland<Markup> = <Props extends object>(
  type: ComponentClass<Props>,
  // A component without props needs none here.
  ...props: object extends Props ? [props?: NoInfer<Props>] : [props: NoInfer<Props>]
) => Promise<Markup>

/** The page of one response: its roots, and the token by which its socket finds them again. */
export class LivePage {
  #page: Page
  readonly #request: PageRequest
  #roots = 0
  /** Of its visit; undefined where it shows none. */
  #status: PageToken['status'] | undefined
  /** Not all of its roots can be found again. */
  #isLost = false
  /** What its document shows, and the modules that it announces, where they were sent before the rest. */
  #opened: { readonly shown: ShownHead; readonly needs: readonly string[] } | undefined
  #state: 'rendering' | 'parked' | 'ended' = 'rendering'

  constructor(page: Page, request: PageRequest) {
    this.#page = page
    this.#request = request
  }

  get page(): Page {
    return this.#page
  }

  /** Random, and known to nobody but this process. */
  get id(): string {
    return this.#request.id
  }

  get visitor(): Visitor {
    return this.#request.visitor
  }

  get context(): Context {
    return this.#page.runtime.context
  }

  /** What its code has said to the visitor so far, and what of it another page has to do in its place. */
  get messages(): readonly FlashMessage[] {
    return carriedIn(this.#page.runtime.effects.texts)
  }

  /** What is shown of what an earlier page has left; the rest is done. */
  shownOf(carried: readonly FlashMessage[]): readonly FlashMessage[] {
    return shownOf(carried, this.#page.runtime)
  }

  /** The request that it answers. */
  get incoming(): Incoming {
    return this.#request.incoming
  }

  /** Whether it is requested over https. */
  get isSecure(): boolean {
    return this.#request.incoming.secure
  }

  /** The view of a visit in its layouts, in one element. */
  async visit(visit: Visit, late?: LateLoads): Promise<HtmlInPieces> {
    // Its id is random, and leaves the process sealed.
    const pieces = await this.#page.mountVisit(visit, late, `<!--${this.#request.id}-->`)
    this.#roots++
    this.#status = visit.status ?? 200
    return { ...pieces, html: rootContainer(0, keyOfVisit(visit, this.#page.services.keys), pieces.html) }
  }

  /** The same view, after something has changed it. */
  async renderAgain(visit: Visit, render: (page: Page) => Promise<HtmlInPieces>): Promise<HtmlInPieces> {
    const pieces = await render(this.#page)
    return { ...pieces, html: rootContainer(0, keyOfVisit(visit, this.#page.services.keys), pieces.html) }
  }

  /**
   * What its code has said, to be written into the response. What it has asked for besides waits for a script that comes later, but
   * for the focus: by then its user may have moved on.
   */
  takeMessages(): readonly FlashMessage[] {
    const { effects } = this.#page.runtime
    const waiting = effects.take()
    const texts = waiting.flatMap(({ text }) => text ?? [])
    for (const effect of waiting) {
      if (effect.text === undefined || !SHOWN_AT_ONCE.test(effect.text)) effects.push(effect)
    }
    return messagesIn(texts)
  }

  /** A component as a root of its own, in its element. */
  async island(type: MountableClass, props: Readonly<Record<string, unknown>>): Promise<string> {
    const { root, html, portals } = await this.#page.mountComponent(type, props)
    this.#roots++
    // The document around it is the author's, who puts it there.
    const elsewhere = portals ? renderLeftPortals(portals) : ''
    return rootContainer(root, this.#page.services.keys.ofRoot(type.name, props), html) + elsewhere
  }

  /** Whether one of its views or components has reported this: a load, for example, that `render` then failed with. */
  hasReported(error: unknown): boolean {
    return (
      isSameFailure(this.#page.runtime.reported, error) ||
      this.#page.instances.some(({ reported }) => isSameFailure(reported, error))
    )
  }

  /** What the document shows around the page. */
  get document(): Omit<RenderedParts, 'head' | 'body'> {
    const { title = '', lang, dir, html, body } = this.#page.runtime.document.response()
    return { title, lang, dir, htmlClass: html, bodyClass: body }
  }

  /**
   * What views have put into the head, and the script tag with the token. The token names the roots by their digest, so it
   * comes last.
   */
  head(tokens: PageTokens): string | Promise<string> {
    const before = packedHeader(this.#request.incoming.headers, RENEWAL)
    const login = loginOf(this.context)
    if (before === '' || login === '') return this.#head(tokens, login === '' ? null : 'some')
    return tokens.login(before).then((other) => this.#head(tokens, other === login ? 'same' : 'some'))
  }

  #head(tokens: PageTokens, login: 'same' | 'some' | null): string | Promise<string> {
    const { id, incoming, route, visitor } = this.#request
    const { url, base } = incoming
    const token = tokens.seal({
      page: id,
      kind: route === null ? 'foreign' : 'route',
      route: route?.pattern ?? '',
      url,
      base,
      digest: this.#roots > 0 ? this.#page.digest() : null,
      visitor: visitor.id,
      login: loginOf(this.context),
      status: this.#status ?? 200,
    })
    if (typeof token === 'string') return this.#script(token, login)
    return token.then((text) => this.#script(text, login))
  }

  /** The script tag of a page that is the same for everybody: it has no token. */
  publicHead(): string {
    return this.#script(NO_TOKEN, null)
  }

  /** The head of a page that is sent while it is rendered: all but the script tag, which is in the {@link end}. */
  openingHead(): string {
    const { runtime } = this.#page
    const shown = runtime.document.response()
    const needs = this.#needs()
    this.#opened = { shown, needs }
    const { nonce } = this.context
    const { base } = this.#request.incoming
    return tagsWith(nonce, shown.tags) + preloadTags({ nonce, base, needs })
  }

  /** The end of such a page: where it leads, if that was known too late for its status, and the script tag. */
  async end(tokens: PageTokens): Promise<string> {
    const script = await this.head(tokens)
    return lateSignalMarkup(this.#page.runtime.signal) + script
  }

  #script(token: string, login: 'same' | 'some' | null): string {
    const { transitions, incoming } = this.#request
    const { base, posted } = incoming
    const { nonce } = this.context
    const { development } = this.#page.services
    const routes = this.#status === undefined ? 'none' : 'live'
    const cached = token === NO_TOKEN
    const opened = this.#opened
    // What regions say of the document is not in the head that was sent: it comes once the page is live.
    const { tags, html, body } = opened?.shown ?? this.#page.runtime.document.response()
    const classes = { html, body }
    const needs = this.#needs().filter((name) => opened?.needs.includes(name) !== true)
    const about = { nonce, base, login, development, posted, routes, transitions, cached } as const
    const hooks = this.#request.hooks.text(base)
    return (opened ? '' : tagsWith(nonce, tags)) + scriptTag(token, { ...about, hooks, needs, classes })
  }

  /** The addresses of the modules that the page is known to need. Documents and pages of other servers have actions. */
  #needs(): string[] {
    const needs = new Set<string>([this.#status === undefined ? 'actions' : 'navigation'])
    const { trees, document, language } = this.#page.runtime
    for (const { node } of trees) neededModules(node, needs)
    if (document.hasHead || language.wantsZone) needs.add('head')
    const { incoming, hooks } = this.#request
    const { base } = incoming
    // In the order in which they were found: what all pages need comes first.
    const order = [...needs]
    const modules = LAZY_MODULES.filter((name) => needs.has(name)).toSorted(
      (one, other) => order.indexOf(one) - order.indexOf(other),
    )
    const paths = modules.map((name) => base + modulePath(name, this.#page.services.development))
    return [...paths, ...hookNames(needs).flatMap((name) => hooks.of(name, base) ?? [])]
  }

  /** Keeps the page until its socket comes. Without roots there is nothing to keep. */
  park(circuits: Circuits): void {
    if (this.#roots === 0 || this.#isLost || this.#state === 'ended') return
    this.#state = 'parked'
    const { id, incoming } = this.#request
    // What its context keeps of the request: texts of a byte a character.
    const requestBytes = incoming.url.length + incoming.headers.length
    circuits.park(id, this.#page, { ...peerOf(incoming), requestBytes })
  }

  /** Its response is over: unless it waits for a socket, it ends. */
  responded(): void {
    if (this.#state === 'parked') return
    this.#state = 'ended'
    this.#page.stop()
  }

  /**
   * Takes the page back to render more of it: what is parked may be reduced to its record at any time, and is made
   * again from that. Where it is forgotten, or shows something else now, what follows is rendered without it: its
   * browser finds no page, and loads it again.
   */
  async unpark(circuits: Circuits): Promise<void> {
    if (this.#roots === 0) return
    const adopted = await circuits.parking.adopt(this.#request.id, this.context)
    if (adopted?.sameHtml) {
      this.#page = adopted.page
      return
    }
    adopted?.page.stop()
    this.#page = new Page(this.#page.services, this.context)
    this.#isLost = true
  }
}
