import type { Head } from '../view/head.ts'
import type { Context } from '../view/context.ts'
import type { RawValue } from '../template/template-value.ts'
import type { Content } from '../template/output/render-content.ts'
import type { MountIsland } from './live-page.ts'

/** Options of `app.page(path, handler, options)`. */
export interface PageOptions {
  /** The title of the document, until an action or a component says another one. */
  readonly title?: string
  /** The language of the document. Default: what `createApp({ context })` says, else `en`. */
  readonly lang?: string
  /** What else the document says of itself: its description, its links. */
  readonly head?: Head
}

/** What a document shows: its body alone, or with what differs from the options of its route. */
export type PageContent = Content | (PageOptions & { readonly body: Content })

/**
 * Makes the body of a document. Components in it are islands, ready to be put into its template:
 *
 * ```ts
 * app.page('/', async (context, live) => html`<main>${await live.island(Counter, { start: 5 })}</main>`)
 * ```
 */
export type DocumentHandler = (
  context: Context,
  live: { readonly island: MountIsland<RawValue> },
) => PageContent | Promise<PageContent>

/** A document with everything that was left out. */
export interface DocumentContent extends PageOptions {
  readonly body: Content
}

export function documentOf(content: PageContent, options: PageOptions): DocumentContent {
  return typeof content === 'object' && 'body' in content
    ? { ...options, ...content }
    : { ...options, body: content }
}
