import type { LoadOptions } from './fetching.ts'
import { LiveHooks } from './live-hooks.ts'
import { Load } from './load.ts'
import { Pages, type PageOfRows, type PageRequest, type PagesOptions } from './pages.ts'
import { Task, type TaskValue } from './task.ts'
import type { ViewScope } from './view-scope.ts'

/** What `this.live` fetches, and has done in the background. */
export abstract class LiveLoads extends LiveHooks {
  readonly #scope: ViewScope
  /** Fetches again what was fetched. Most views load nothing. */
  #fetches: (() => Promise<void>)[] | undefined

  constructor(scope: ViewScope) {
    super(scope)
    this.#scope = scope
  }

  /**
   * Data from a database or an API: fetched once `mount` is over, never stored, and fetched again when the view wakes in
   * another process. The first response waits for it, or with `{ await: 200 }` for so many milliseconds; with `{ late: true }` it
   * begins without it. Throws `invalid-load-options`.
   *
   * ```ts
   * articles = this.live.load((signal) => database.articles({ signal }))
   * render() {
   *   return html`<ul>${this.articles.value?.map((article) => html`<li>${article.title}</li>`)}</ul>`
   * }
   * ```
   */
  load<Value>(
    fetch: (signal: AbortSignal) => Value | Promise<Value>,
    options: LoadOptions = {},
  ): Load<Value> {
    const load = this.#scope.hold(new Load(this.#scope, fetch, options))
    this.#remember(() => load.reload())
    return load
  }

  /**
   * A list that is fetched page by page, as far as its user scrolls. Its rows live in the browser alone, as those of a stream. The
   * first page is fetched once `mount` is over and waited for as with `load`; each call of `next()` fetches another. Name the type of the rows where
   * `key` takes them, so that `after` has the type of the key. Throws `invalid-page-size` and `invalid-load-options`; the list fails with `invalid-page` where `load` gives no page.
   *
   * ```ts
   * articles = this.live.pages(
   *   ({ after, size, signal }) => database.articles({ after, size, signal }),
   *   { size: 50, key: (article: Article) => article.id, row: (article) => html`<li>${article.title}</li>` },
   * )
   * render() {
   *   return html`<ul>${this.articles.rows}</ul>
   *     ${this.articles.more && html`<p ${appear(() => this.articles.next(), { margin: 400 })}>…</p>`}`
   * }
   * ```
   */
  pages<Item, Key extends string | number = string | number, Cursor = Key>(
    load: (request: PageRequest<Cursor>) => PageOfRows<Item> | Promise<PageOfRows<Item>>,
    options: PagesOptions<Item, Key, Cursor>,
  ): Pages<Item, Cursor> {
    const pages = this.#scope.hold(new Pages<Item, Cursor>(this.#scope, load, options))
    this.#remember(() => pages.refresh())
    return pages
  }

  /**
   * Work that goes on in the background and can be cancelled. It renders when it settles, and at each
   * `yield` of an `async *` function. Starting it again cancels the run before. What it yielded last, or returned where it is no
   * `async *` function, is its `value`.
   *
   * ```ts
   * answer = this.live.task(async function* (this: Chat, signal, question: string) {
   *   for await (const token of model.ask(question, signal)) {
   *     this.text += token
   *     yield
   *   }
   * })
   * ```
   */
  task<Args extends readonly unknown[], Result>(
    work: (signal: AbortSignal, ...args: Args) => Result,
  ): Task<Args, TaskValue<Result>> {
    return this.#scope.hold(new Task<Args, TaskValue<Result>>(this.#scope, work))
  }

  /** Fetches again all that was fetched. */
  protected async fetchAgain(): Promise<void> {
    await Promise.all((this.#fetches ?? []).map((fetch) => fetch()))
  }

  #remember(fetch: () => Promise<void>): void {
    this.#fetches ??= []
    this.#fetches.push(fetch)
  }
}
