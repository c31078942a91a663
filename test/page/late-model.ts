/** Pages whose regions load in any order, fail, or never have what they load. */
import { Component, component, html, LiveView } from 'overwire'
import type { TemplateResult } from 'overwire'
import { Page } from '../../src/page/page.ts'
import { inOrder } from '../../src/page/html-in-pieces.ts'
import type { LateLoads } from '../../src/page/life-cycle.ts'
import { CONTEXT, pageServices, visitOf } from './page-services.ts'

/** One region: how its load ends, where it stands, and the regions that it shows once it has its value. */
export interface RegionPlan {
  /** `unread`: it fails, and `render` does not look at that. `caught`: so it does, and `catchError` shows it. */
  readonly ends: 'value' | 'failed' | 'unread' | 'caught' | 'never'
  /** `deferred`: a component below it mounts asynchronously. */
  readonly shows: 'text' | 'deferred'
  readonly place: 'plain' | 'list' | 'pre'
  /** The smaller, the sooner it ends among those that are under way. */
  readonly turn: number
  readonly inner: readonly RegionPlan[]
}

/** What is under way outside of a page, and its time. */
export class Outside {
  /** Fetches that neither settled nor were aborted. */
  readonly running = new Set<object>()
  /** What runs when, in milliseconds. */
  readonly timers = new Map<() => void, number>()
  #now = 0
  #open: { readonly turn: number; end(): void }[] = []

  /** Work of a page that ends when its turn comes. */
  begin<Value>(turn: number, end: () => Value): Promise<Value> {
    return new Promise<void>((resolve) => this.#open.push({ turn, end: resolve })).then(end)
  }

  /** Ends what is next; where that is nothing, time passes until something is due. */
  step(): void {
    const next = this.#open.toSorted((one, other) => one.turn - other.turn)[0]
    this.#open = this.#open.filter((each) => each !== next)
    if (next) return next.end()
    this.#now = Math.min(...this.timers.values())
    for (const [run, due] of [...this.timers]) if (due <= this.#now) run()
  }

  after(milliseconds: number, run: () => void): () => void {
    const timer = (): void => {
      this.timers.delete(timer)
      run()
    }
    this.timers.set(timer, this.#now + milliseconds)
    return () => void this.timers.delete(timer)
  }
}

/** The page of a plan, which counts as a response of its own. */
export class LatePage {
  readonly outside: Outside = new Outside()
  readonly reports: string[]
  readonly page: Page
  /** What was sent, text by text. */
  readonly sent: string[] = []
  readonly #plan: readonly RegionPlan[]

  constructor(plan: readonly RegionPlan[]) {
    const { services, reports } = pageServices()
    const after = this.outside.after.bind(this.outside)
    this.page = new Page({ ...services, clock: { ...services.clock, after } }, CONTEXT)
    this.reports = reports
    this.#plan = plan
  }

  get body(): string {
    return this.sent.join('')
  }

  /** Renders the whole response. `each` is called after each step of what is outside. */
  async respond(late: LateLoads, each: () => void = () => {}): Promise<void> {
    const progress = { isOver: false }
    const response = this.#respond(late).finally(() => (progress.isOver = true))
    response.catch(() => {})
    for (;;) {
      await new Promise((done) => setImmediate(done))
      if (progress.isOver) return response
      this.outside.step()
      each()
    }
  }

  async #respond(late: LateLoads): Promise<void> {
    const plan = this.#plan
    const { outside } = this
    class View extends LiveView {
      render() {
        return html`<h1>shell</h1>${regions(plan, outside)}<footer>end</footer>`
      }
    }
    const pieces = await this.page.mountVisit(visitOf(View), late, '<!--mark-->')
    for await (const text of inOrder(pieces)) this.sent.push(text)
  }
}

interface RegionProps {
  readonly plan: RegionPlan
  readonly outside: Outside
}

class Region extends Component<RegionProps> {
  data = this.live.load(
    (signal) => {
      const { plan, outside } = this.props
      const fetch = {}
      outside.running.add(fetch)
      signal.addEventListener('abort', () => outside.running.delete(fetch))
      if (plan.ends === 'never') return new Promise<string>(() => {})
      return outside.begin(plan.turn, () => {
        outside.running.delete(fetch)
        if (plan.ends !== 'value') throw new Error(`region ${plan.ends}`)
        return `value ${plan.turn}`
      })
    },
    { late: true },
  )

  render() {
    const { plan, outside } = this.props
    const { data } = this
    if (plan.ends === 'failed' && data.failed) return html`<em>failed</em>`
    if (data.pending) return html`<i>pending</i>`
    const below = plan.shows === 'deferred' ? component(Deferred, { plan, outside }) : null
    return html`<b>${data.value}</b>${below}${regions(plan.inner, outside)}`
  }
}

class Careful extends Region {
  override catchError(error: unknown) {
    return html`<s>${String(error)}</s>`
  }
}

class Deferred extends Component<RegionProps> {
  text = ''

  override async mount() {
    const { plan, outside } = this.props
    this.text = await outside.begin(plan.turn, () => 'mounted')
  }

  render() {
    return html`<u>${this.text}</u>`
  }
}

function regions(plans: readonly RegionPlan[], outside: Outside): readonly TemplateResult[] {
  return plans.map((plan) => {
    const region = component(plan.ends === 'caught' ? Careful : Region, { plan, outside })
    if (plan.place === 'pre') return html`<pre>${region}</pre>`
    if (plan.place === 'list') return html`<ul>${[html`<li>${region}</li>`]}</ul>`
    return html`<div>${region} after</div>`
  })
}
