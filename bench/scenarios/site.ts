import { Component, html, LiveView, type App, type LayoutProps, type TemplateResult } from 'overwire'

const PAGES = 20
const PARAGRAPHS = 8

/** Where a page of the site is. */
export function sitePath(page: number): string {
  return `/site/${1 + (page % PAGES)}`
}

/** Pages of one layout, as articles with a list of all of them beside each. */
export function addSite(app: App): void {
  app.group({ layout: Shelf }, (group) => group.live('/site/:id', SitePage))
}

class Shelf extends Component<LayoutProps> {
  render(): TemplateResult {
    const pages = Array.from({ length: PAGES }, (_, page) => sitePath(page))
    return html`<header>
        <a class="brand" href="/">The site</a>
        <nav aria-label="Parts"><a href="/articles">Articles</a> <a href="/authors">Authors</a> <a href="/settings">Settings</a></nav>
      </header>
      <nav class="shelf" aria-label="Articles">
        <ol>
          ${pages.map(
            (path) =>
              html`<li>
                <a href=${path} aria-current=${this.live.ariaCurrent(path)}>
                  <b>The title of ${path}</b>
                  <span>A summary that says in a sentence what the article is about.</span>
                </a>
              </li>`,
          )}
        </ol>
      </nav>
      <main>${this.props.content}</main>
      <footer>What stands at the end of each page.</footer>`
  }
}

class SitePage extends LiveView<{ id: string }> {
  likes = 0

  render(): TemplateResult {
    const { id } = this.params
    this.live.head = { title: `Article ${id}`, description: `What article ${id} is about` }
    return html`<article>
      <h1>Article ${id}</h1>
      <p class="byline">Ada, on a day in November</p>
      ${Array.from({ length: PARAGRAPHS }, (_, index) => html`<p>${paragraph(id, index)}</p>`)}
      <button @click=${() => this.likes++}>${this.likes} likes</button>
    </article>`
  }
}

function paragraph(id: string, index: number): string {
  return `Paragraph ${index} of article ${id} has two sentences, as many have. The second one is here so that the page has some text in it, about as much as is read in a minute.`
}
