import { html } from 'overwire'
import type { TemplateResult } from 'overwire'
import { articleTeaser } from './article-teaser.ts'
import { database } from './store.ts'

/**
 * The front page: a document without a view. A plain click on a link runs the action `show-article`, which
 * draws the article into `#article`; any other click, and a browser without JavaScript, follows the link.
 */
export async function home(): Promise<TemplateResult> {
  const articles = await database.articles()
  return html`<div class="columns">
    <nav class="list" aria-label="Articles">
      <ol>
        ${articles.map(
          (article) =>
            html`<li>
              <a href="/articles/${article.id}" live-click="show-article" data-id=${article.id}>
                ${articleTeaser(article)}
              </a>
            </li>`,
        )}
      </ol>
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
