/** A site whose pages load slowly, as slowly as a test wants. */
import { Component, component, html, LiveView, notFound, portal, redirect, route } from 'overwire'
import type { App } from 'overwire'

/** What is fetched, by name: it stays away until a test has it arrive. */
export class Slow {
  readonly asked: string[] = []
  readonly aborted: string[] = []
  readonly #arrivals = new Map<string, (end: () => string) => void>()

  fetch(name: string, signal: AbortSignal): Promise<string> {
    this.asked.push(name)
    signal.addEventListener('abort', () => this.aborted.push(name))
    const arrival = new Promise<() => string>((resolve) => this.#arrivals.set(name, resolve))
    return arrival.then((end) => end())
  }

  arrive(name: string, end: () => string = () => `the ${name}`): void {
    this.#arrivals.get(name)?.(end)
  }
}

interface RegionProps {
  readonly name: string
  readonly slow: Slow
  readonly limit?: number
}

class Region extends Component<RegionProps> {
  data = this.live.load((signal) => this.props.slow.fetch(this.props.name, signal), {
    late: this.props.limit ?? true,
  })

  render() {
    const { value } = this.data
    if (value !== undefined) this.live.title = value
    return value === undefined ? html`<p>…</p>` : html`<p>${value}</p>`
  }
}

/** Adds `/two` with two regions, `/short` with one of a short limit, `/cached`, `/portals`, and views in a layout at `/shell`. */
export function addLatePages(app: App, slow: Slow): App {
  class Two extends LiveView {
    count = 0
    override mount() {
      this.live.title = 'Two'
    }
    render() {
      return html`<h1>shell</h1>
        ${component(Region, { name: 'news', slow })}
        <button @click=${() => this.count++}>${this.count}</button>
        ${component(Region, { name: 'offers', slow })}
        <footer>end</footer>`
    }
  }

  class Short extends LiveView {
    render() {
      return html`<h1>shell</h1>${component(Region, { name: 'news', slow, limit: 20 })}`
    }
  }

  const cached = route('/cached', { cache: {} })
  class Cached extends LiveView<typeof cached> {
    render() {
      return html`<h1>shell</h1>${component(Region, { name: 'news', slow, limit: 20 })}`
    }
  }

  class InShell extends LiveView {
    data = this.live.load((signal) => slow.fetch('view', signal), { late: true })
    render() {
      return html`<main>${this.data.value ?? '…'}</main>`
    }
  }

  class Elsewhere extends LiveView {
    render() {
      return html`<div id="first"></div>
        ${portal('#first', html`<b>at once</b>`)}
        ${portal('#second', html`${component(Region, { name: 'news', slow })}`)}
        <div id="second"></div>`
    }
  }

  class NoPage extends LiveView {
    render() {
      return html`<h1>no page</h1>`
    }
  }

  app.live('/two', Two).live('/short', Short).live(cached, Cached).live('/portals', Elsewhere)
  return app.group({ layout: ({ content }) => html`<nav>shell</nav>${content}`, notFound: NoPage }, (group) =>
    group.live('/shell', InShell).live('/elsewhere', NoPage),
  )
}

export const leave = (): never => redirect('/elsewhere')
export const miss = (): never => notFound()
