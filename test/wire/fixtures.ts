/** The applications of the transcripts: small ones, each for one part of the protocol. */
import {
  Component,
  createApp,
  html,
  LiveView,
  notFound,
  on,
  repeat,
  type App,
  type AppOptions,
  type LayoutProps,
  type LiveEvent,
} from 'overwire'
import { addClass, hide, setAttribute, show } from 'overwire/commands'
import type { Platform } from '../../src/server/platform.ts'
import { Moving } from './moving.ts'

/** An application, and what it does when it is told to. */
export interface Fixture {
  readonly app: App
  readonly acts: Readonly<Record<string, () => void>>
}

export type FixtureName = keyof typeof FIXTURES

class Counter extends LiveView {
  count = 0
  render() {
    // prettier-ignore -- as the protocol's document has it
    return html`<h1>${this.count}</h1> <button @click=${() => this.count++}>Add</button>`
  }
}

class Todos extends LiveView {
  items = ['a', 'b', 'c', 'd'].map((id) => ({ id, done: false }))
  next = ['e', 'f']
  render() {
    return html`<ul>
        ${repeat(
          this.items,
          (item) => item.id,
          (item) =>
            html`<li class=${item.done ? 'done' : 'open'}>
              ${item.id} <button @click=${() => this.finish(item.id)}>Finish ${item.id}</button>
            </li>`,
        )}
      </ul>
      <button @click=${() => this.insert()}>Insert</button> <button @click=${() => this.remove()}>Remove</button>
      <button @click=${() => this.move()}>Move</button>`
  }
  finish(id: string) {
    this.items = this.items.map((item) => (item.id === id ? { ...item, done: true } : item))
  }
  insert() {
    const added = this.next.map((id) => ({ id, done: false }))
    this.next = []
    this.items = this.items.toSpliced(1, 0, ...added)
  }
  remove() {
    this.items = this.items.filter(({ id }) => id !== 'b' && id !== 'c')
  }
  move() {
    this.items = [...this.items.slice(-1), ...this.items.slice(0, -1)]
  }
}

class Greeting extends LiveView {
  name = ''
  loud = false
  render() {
    return html`<label>Name <input .value=${this.name} @input=${this.read} /></label>
      <label><input type="checkbox" .checked=${this.loud} @change=${this.raise} /> Loud</label>
      <button @click=${this.clear}>Clear</button>
      <p>${this.name && `Hello ${this.loud ? this.name.toUpperCase() : this.name}`}</p>`
  }
  read(event: LiveEvent) {
    this.name = event.value
  }
  raise(event: LiveEvent) {
    this.loud = event.checked
  }
  clear() {
    this.name = ''
  }
}

class Outcomes extends LiveView {
  gone = false
  busy = false
  render() {
    return html`<button @click=${this.fail}>Fail</button>
      <button @click=${on(() => {}, { allow: () => false })}>Forbidden</button>
      ${this.gone ? null : html`<button @click=${() => (this.gone = true)}>Vanish</button>`}
      <button @click=${on(this.work, { overlap: 'drop' })}>Work</button>
      <button @click=${on(() => {}, { limit: '1/h' })}>Rarely</button>
      <p>${this.busy ? 'busy' : 'idle'}</p>`
  }
  fail() {
    throw new Error('This handler always throws.')
  }
  async work() {
    this.busy = true
    await new Promise<void>((resolve) => (WAITING.release = resolve))
    this.busy = false
  }
}

/** What the handler that works waits for. One transcript at a time plays it. */
const WAITING = { release: () => {} }

class Ticker extends LiveView {
  count = 0
  news = 0
  override start() {
    this.live.subscribe('news', () => {
      this.news++
    })
  }
  render() {
    return html`<h1>${this.count}</h1>
      <p>${this.news} news</p>
      <button @click=${() => this.count++}>Add</button>`
  }
}

class Log extends LiveView {
  lines = this.live.stream(
    (line: { id: number; text: string }) => line.id,
    (line) => html`<li>${line.text}</li>`,
    { limit: 4 },
  )
  override start() {
    this.lines.append({ id: 1, text: 'started' })
  }
  render() {
    return html`<ol>
        ${this.lines}
      </ol>
      <button @click=${this.write}>Write</button> <button @click=${this.drop}>Drop</button>
      <button @click=${this.place}>Place</button>`
  }
  write() {
    this.lines.append({ id: 2, text: 'second' }, { id: 3, text: 'third' })
    this.lines.prepend({ id: 0, text: 'zeroth' })
    this.lines.append({ id: 1, text: 'started again' })
  }
  drop() {
    this.lines.remove(1, 2)
  }
  place() {
    this.lines.insert({ before: 3 }, { id: 4, text: 'fourth' })
    this.lines.insert({ after: 3 }, { id: 0, text: 'zeroth moved' }, { id: 5, text: 'fifth' })
    this.lines.append({ id: 6, text: 'sixth' })
  }
}

class Answer extends LiveView {
  text = 'So, as I was saying,'
  render() {
    return html`<p>${this.text}</p>
      <button @click=${this.write}>Ask</button>`
  }
  async *write() {
    for (const word of [' it', ' goes']) {
      this.text += word
      yield
      await Promise.resolve()
    }
  }
}

/** Has the browser run commands, alone and after what changed. */
class Commanding extends LiveView {
  saves = 0
  render() {
    return html`<p id="note">${this.saves}</p>
      <button @click=${this.save}>Save</button> <button @click=${this.look}>Look</button>
      <form id="editor">Editor</form>`
  }
  save() {
    this.saves++
    this.live.run(hide('#editor'), addClass('#note', 'saved'))
  }
  look() {
    this.live.run(setAttribute('#note', 'lang', 'de'))
    this.live.run(show('#editor'))
  }
}

/** What stands around the pages of a site. */
class Frame extends Component<LayoutProps> {
  count = 0
  render() {
    return html`<nav>
        <a href="/">Home</a> <a href="/articles/2">Two</a> <a href="/articles/3">Three</a> <a href="/articles/9">Nine</a>
        <button @click=${() => this.count++}>Count</button> <b>${this.count}</b>
      </nav>
      <main>${this.props.content}</main>`
  }
}

class SiteHome extends LiveView {
  render() {
    this.live.title = 'The site'
    return html`<h1>Welcome</h1>`
  }
}

class SiteArticle extends LiveView<{ id: string }> {
  override mount() {
    if (this.params.id === '9') notFound()
  }
  render() {
    const title = `Article ${this.params.id}`
    this.live.title = title
    return html`<h1>${title}</h1>
      <p>Its text</p>`
  }
}

class SiteMissing extends LiveView {
  render() {
    return html`<h1>There is no such article</h1>`
  }
}

class Panel extends Component<{ id: string }> {
  likes = 0
  render() {
    return html`<h2>Panel ${this.props.id}</h2>
      <button @click=${() => this.likes++}>Like</button> <b>${this.likes}</b>`
  }
}

const FIXTURES = {
  counter: view(Counter),
  todos: view(Todos),
  greeting: view(Greeting),
  outcomes: view(Outcomes, () => ({ release: () => WAITING.release() })),
  ticker: view(Ticker, (app) => ({ publish: () => void app.publish('news', null) })),
  log: view(Log),
  answer: view(Answer),
  commanding: view(Commanding, (app) => ({
    mark: () => app.everyone.run(addClass('#note', 'marked')),
  })),
  moving: view(Moving),
  site: (platform: Platform): Fixture => {
    const app = createApp(OPTIONS, platform).group({ layout: Frame, notFound: SiteMissing }, (group) =>
      group.live('/', SiteHome).live('/articles/:id', SiteArticle),
    )
    return { app, acts: {} }
  },
  articles: (platform: Platform): Fixture => {
    const app = createApp(OPTIONS, platform)
      .page('/', () => ({
        title: 'Articles',
        body: html`<a href="/articles/2" live-click="show" data-id="2">Article 2</a>
          <button live-click="open" data-id="3">Panel</button> <button live-click="slow">Slow</button>
          <div id="article">None</div>`,
      }))
      .action('show', (page, { data }) => {
        page.replace('#article', html`<h2>Article ${data['id']}</h2>`)
        page.append('#article', 'Text & more')
        page.remove('#missing')
        page.title(`Article ${data['id']}`)
        page.url(`/articles/${data['id']}`)
        page.focus('#article')
      })
      .action('open', (page, { data }) => page.mount('#article', Panel, { id: String(data['id']) }))
      .action('slow', () => new Promise<void>((resolve) => (WAITING.release = resolve)))
    return { app, acts: { release: () => WAITING.release() } }
  },
} as const

/** Starts the application of a transcript, with time and chance handed in. */
export function startFixture(name: FixtureName, platform: Platform): Fixture {
  return FIXTURES[name](platform)
}

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

const OPTIONS: AppOptions = {
  secret: 'only for transcripts, and nowhere else',
  development: false,
  logger: silent,
  // prettier-ignore -- white space would become a part of the body
  document: ({ head, title, lang, body }) =>
    html`<!doctype html><html lang=${lang}><head><title>${title}</title>${head}</head><body>${body}</body></html>`,
}

function view(
  type: new (...args: ConstructorParameters<typeof LiveView>) => LiveView,
  acts: (app: App) => Fixture['acts'] = () => ({}),
): (platform: Platform) => Fixture {
  return (platform) => {
    const app = createApp(OPTIONS, platform).live('/', type)
    return { app, acts: acts(app) }
  }
}
