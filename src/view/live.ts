import { beforeStart } from '../errors/view.ts'
import type { TemplateResult } from '../template/template-value.ts'
import type { Context } from './context.ts'
import { href, searchOf, type HrefArguments, type NextSearch } from './href.ts'
import { LiveLoads } from './live-loads.ts'
import type { PatternOf, Route, SearchOf } from './route.ts'
import type { SessionChange } from './session.ts'
import { checkAddress } from './signals.ts'
import type { ViewScope } from './view-scope.ts'
import type { AnySchema, OutputOf } from './standard-schema.ts'
import { Stored, type StoredOptions } from './stored.ts'
import { Stream, type StreamOptions } from './stream.ts'

/** Options of {@link Live.subscribe}. */
export interface SubscribeOptions {
  /** Called when messages were lost. Default: every `load` of the view or component fetches again. */
  readonly gap?: () => unknown
}

/** Options of {@link Live.navigate} and {@link Live.setSearch}. */
export interface NavigateOptions {
  /** A new entry in the history of the browser, or another address for the present one. */
  readonly history?: 'push' | 'replace'
}

/**
 * What a view or component has beside its own fields: `this.live`. Everything it starts ends with the view. A view that is
 * typed by its route knows the type of its search, and what its gate found.
 */
export class Live<
  Search extends object = Readonly<Record<string, unknown>>,
  Known extends object = object,
> extends LiveLoads {
  readonly #scope: ViewScope

  constructor(scope: ViewScope) {
    super(scope)
    this.#scope = scope
  }

  /**
   * The request that the page belongs to: that of the first response, then that of the socket. Between the two the
   * headers are gone that only requests for pages have, such as `accept`.
   */
  get context(): Context & Known {
    // The gate of the route has added what it found: `app.live` checks that the view has the route's type.
    return this.#scope.runtime.context as Context & Known
  }

  /** The search of the URL as the schema of the route reads it; without a schema texts, and lists of texts. */
  get search(): Readonly<Search> {
    // The schema of the route made it: `app.live` checks that the view has the route's type.
    return this.context.search as Search
  }

  /**
   * Leads the visitor to another page: a path of this site, or an http(s) URL. A page of `app.live` is shown in place, anything
   * else is loaded. Unlike `redirect()` it returns, and the handler goes on. A link that the user follows meanwhile
   * wins, and what a timer or a message asks for does nothing while the user is on the way to another page.
   */
  navigate(to: string, { history = 'push' }: NavigateOptions = {}): void {
    this.#refuseBeforeStart('this.live.navigate')
    checkAddress(to, 'this.live.navigate')
    this.#scope.runtime.navigate(this.#scope.record, to, history)
  }

  /** The address of a route wherever the application is mounted: see {@link href}. */
  href<Target extends Route>(
    route: Target,
    ...rest: HrefArguments<PatternOf<Target>, SearchOf<Target>>
  ): string {
    return this.context.base + href(route, ...rest)
  }

  /**
   * Gives the page another search: the view stays, `navigated()` runs once the search is read, and the address changes. A name that
   * is left out is not in it any more.
   *
   * ```ts
   * html`<button @click=${() => this.live.setSearch({ ...this.live.search, page: 2 })}>More</button>`
   * ```
   */
  setSearch(search: NextSearch<Search>, { history = 'replace' }: NavigateOptions = {}): void {
    this.#refuseBeforeStart('this.live.setSearch')
    this.#scope.runtime.setSearch(this.#scope.record, searchOf({ ...search }), history)
  }

  /** What the visitor's session holds: see `defineSession`. A page keeps that of its socket's request. */
  get session(): Readonly<OverwireSession> {
    return this.context.session
  }

  /**
   * Changes these fields of the session, in handlers, actions and tasks, and resolves when the browser has it. The page
   * goes on, whoever is logged in now; the pages that the visitor has open for another login are loaded again.
   *
   * ```ts
   * await this.live.setSession({ user: { id: 7, name: 'Ada' } })
   * redirect('/account')
   * ```
   */
  async setSession(change: SessionChange): Promise<void> {
    await this.context.setSession(change)
  }

  /** Ends the session: everybody is logged out in this browser, and it forgets pages that it has kept. */
  async clearSession(): Promise<void> {
    await this.context.clearSession()
  }

  /** Aborts when the view or component ends. */
  get signal(): AbortSignal {
    return this.#scope.signal
  }

  /**
   * A list whose rows live in the browser alone: the server keeps nothing of them. Put the stream in a
   * template where its rows belong.
   *
   * ```ts
   * log = this.live.stream((line: Line) => line.id, (line) => html`<li>${line.text}</li>`)
   * override mount() {
   *   this.live.subscribe('log', (line: Line) => this.log.append(line))
   * }
   * ```
   */
  stream<Item>(
    key: (item: Item) => string | number,
    template: (item: Item) => TemplateResult,
    options?: StreamOptions,
  ): Stream<Item> {
    return this.#scope.hold(new Stream(this.#scope, key, template, options))
  }

  /**
   * Data that the visitor's browser keeps, in its local storage or that of the tab. Read once the page is live, and
   * changed by handlers. The schema must take `{}`. A layout and the view in it
   * may have the same name: what one of them changes is changed for the other.
   *
   * ```ts
   * filters = this.live.stored('filters', z.object({ sort: z.enum(['newest', 'best']).default('newest') }))
   * render() {
   *   return html`<button @click=${() => this.filters.set({ sort: 'best' })}>${this.filters.value.sort}</button>`
   * }
   * ```
   */
  stored<Schema extends AnySchema>(
    name: string,
    schema: Schema,
    { area = 'local' }: StoredOptions = {},
  ): Stored<OutputOf<Schema>> {
    return this.#scope.hold(new Stored<OutputOf<Schema>>(this.#scope, { name, schema, area }))
  }

  /**
   * Follows a topic until the view ends, and renders after each message. Returns a function that ends it earlier.
   * A message that comes while an asynchronous handler still runs waits for its end; when too many wait, `gap` runs
   * in their place.
   *
   * Called in an initialiser or in `mount`, it begins when the view starts, with the messages that were
   * published since the call. So what `mount` and `load` read is never out of date: a message may only tell
   * what they have read already. Called in `start` or in a handler it begins with the next message.
   *
   * ```ts
   * override mount() {
   *   this.live.subscribe(`article:${this.params.id}`, (change: { likes: number }) => (this.likes = change.likes))
   * }
   * ```
   */
  subscribe<Data>(
    topic: string,
    handler: (data: Data) => unknown,
    options: SubscribeOptions = {},
  ): () => void {
    const { owner } = this.#scope
    return this.#scope.subscribe(topic, {
      // The topic's publisher and its subscriber agree on what it carries: both are code of this application.
      message: (data) => handler.call(owner, data as Data),
      gap: options.gap ?? (() => void this.fetchAgain()),
    })
  }

  /**
   * Sends data to everyone who follows the topic: they get a frozen copy. Resolves when the subscribers of this
   * process have it. Throws at once for what is not data (functions, instances of your own classes).
   */
  publish(topic: string, data: unknown): Promise<void> {
    return this.#scope.runtime.publish(topic, data)
  }

  /**
   * Runs `work` again and again, that many milliseconds apart, until the view ends: call it in `start`. As long as
   * asynchronous work of it still runs, it is not begun again.
   */
  every(milliseconds: number, work: () => unknown): () => void {
    const scope = this.#scope
    if (!this.#begins('this.live.every')) return () => {}
    let state: 'idle' | 'running' = 'idle'
    let cancel = next()
    return scope.onStop(() => cancel())

    function next(): () => void {
      return scope.runtime.after(milliseconds, () => {
        cancel = next()
        if (state === 'idle') run()
      })
    }

    function run(): void {
      state = 'running'
      scope.runtime.run(
        scope.record,
        () => work.call(scope.owner),
        undefined,
        () => (state = 'idle'),
      )
    }
  }

  /** Renders soon: for what no handler, subscription, task or load of this view has changed. */
  update(): void {
    if (!this.#scope.stopped) this.#scope.runtime.invalidate(this.#scope.record)
  }

  /** Whether something may run on from now; false when the view has ended. Throws before it has started. */
  #begins(call: string): boolean {
    this.#refuseBeforeStart(call)
    return this.#scope.running
  }

  #refuseBeforeStart(call: string): void {
    const { running, stopped, runtime } = this.#scope
    if (!running && !stopped && !runtime.answering) throw beforeStart({ call })
  }
}
