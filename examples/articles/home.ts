import { html } from 'overwire'
import type { TemplateResult } from 'overwire'
import { articleList } from './article-list.ts'
import { database } from './store.ts'

/**
 * The front page: a document without a view. A plain click on a link runs the action `show-article`, which
 * draws the article into `#article` and marks it in the list. Any other click, and a browser without
 * JavaScript, follows the link.
 */
export async function home(): Promise<TemplateResult> {
  const list = articleList(await database.articles(), { action: 'show-article' })
  return html`<div class="columns">
    <nav id="articles" class="list" aria-label="Articles">
      ${list}
    </nav>
    <section id="article" aria-label="Article" tabindex="-1">
      <div class="welcome">
        <h1>Articles that are shown by what they describe</h1>
        <p>
          These articles tell how Overwire works, and Overwire shows them. Choose one: a short text goes to the
          server, the article comes back over the WebSocket, and no page is loaded.
        </p>
        <p>
          Open the same article in two windows, react to it in one and write a comment. The other shows both at
          once.
        </p>
      </div>
    </section>
  </div>`
}
