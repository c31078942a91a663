/** Views and components that show something elsewhere in the document. */
import {
  chain,
  Component,
  component,
  focusTrap,
  html,
  LiveView,
  outside,
  portal,
  repeat,
  type DocumentTemplate,
  type Load,
  type TemplateResult,
} from 'overwire'
import { close, open, popFocus, pushFocus, toggleClass } from 'overwire/commands'
import { local } from 'overwire/local'

const menu = local('portal-menu', { label: 'closed' })
export const POLICY =
  "default-src 'self'; script-src 'self'; style-src 'self'; require-trusted-types-for 'script'; trusted-types overwire"

class Card extends Component<{ name: string }> {
  clicks = 0

  render(): TemplateResult {
    return html`<li class="card" id=${`card-${this.props.name}`}>
      ${this.props.name} <i>${this.clicks}</i>
      ${portal('#modals', html`<button class="of-${this.props.name}" @click=${() => this.clicks++}>${this.props.name} ${this.clicks}</button>`)}
    </li>`
  }
}

export class Desk extends LiveView {
  cards = ['a', 'b']
  heard: string[] = []
  isOpen = false
  text = 'one'
  target: '#modals' | '#aside' = '#modals'
  withTarget = true

  render(): TemplateResult {
    return html`<main>
      <section id="owner" ${menu} @click=${() => this.heard.push('owner')} ${outside(() => this.heard.push('outside'))}>
        <ul>${repeat(
          this.cards,
          (card) => card,
          (name) => component(Card, { name }),
        )}</ul>
        ${portal(this.target, html`<p id="shown">${this.text}<output>${menu.label}</output></p><input id="typed" />`)}
        ${portal('#shell', html`<b id="in-shell">${this.text}</b>`)}
        <form id="form" @submit=${() => this.heard.push('form')}>
          ${portal('#modals', html`<button id="submit">Submit</button><button id="by-form" form="form">By form</button>`)}
        </form>
        <button id="label" @click=${menu.label.set('open')}>Label</button>
      </section>
      ${this.withTarget && html`<div id="around" @click=${() => this.heard.push('around')}><div id="modals"><h2>Modals</h2></div></div>`}
      <div id="aside"></div>
      <button id="remove" @click=${() => (this.cards = this.cards.slice(1))}>Remove</button>
      <button id="turn" @click=${() => (this.cards = this.cards.toReversed())}>Turn</button>
      <button id="other" @click=${() => (this.target = this.target === '#aside' ? '#modals' : '#aside')}>Other</button>
      <button id="text" @click=${() => (this.text += '!')}>Text</button>
      <button id="without" @click=${() => (this.withTarget = !this.withTarget)}>Without</button>
      <p id="heard">${this.heard.join(' ')}</p>
      <a href="/elsewhere">Elsewhere</a>
    </main>`
  }
}

export class Elsewhere extends LiveView {
  render(): TemplateResult {
    return html`<h1>Elsewhere</h1><a href="/">Back</a>`
  }
}

export class Dialogs extends LiveView {
  saved = 0
  isTrapped = false

  render(): TemplateResult {
    return html`<main>
      <button id="opener" @click=${chain(pushFocus(), open('#dialog'))}>Open</button>
      <p id="saved">${this.saved}</p>
      <p id="opened"></p>
      ${portal('#shell', html`<dialog id="dialog"><button id="close" @click=${chain(close('#dialog'), popFocus())}>Close</button></dialog>`)}
      <div id="trap" ${focusTrap({ active: this.isTrapped })}>
        <button id="first">First</button>
        ${portal('#shell', html`<input id="belongs" />`)}
      </div>
      <button id="keep" @click=${() => (this.isTrapped = true)}>Keep</button>
      <button id="free">Free</button>
      <div class="card" id="closest">
        ${portal('#shell', html`<button id="mark" @click=${toggleClass({ closest: '.card' }, 'marked')}>Mark</button>`)}
      </div>
    </main>`
  }
}

class Slow extends Component {
  readonly news: Load<string> = this.live.load(fetchNews, { late: true })

  render(): TemplateResult {
    return html`<p id="news">${this.news.value}</p>
      ${portal('#shell', html`<b id="late">${this.news.value}</b>`)}
      ${portal('#missing', html`<b id="never">never</b>`)}`
  }
}
const fetchNews = (): Promise<string> => new Promise((resolve) => setImmediate(() => resolve('the news')))

export class Late extends LiveView {
  render(): TemplateResult {
    return html`<main><div id="before"></div>${component(Slow, {})}${portal('#before', html`<i id="early">early</i>`)}</main>`
  }
}

export const documentWithShell: DocumentTemplate = ({ head, title, lang, body }) =>
  html`<!doctype html>
    <html lang=${lang}>
      <head>
        <title>${title}</title>
        ${head}
      </head>
      <body>
        ${body}
        <div id="shell"></div>
      </body>
    </html>`
