import fc from 'fast-check'
import { Component, component, html, LiveView, redirect } from 'overwire'
import { describe, expect, test } from 'vitest'
import { inOrder, type HtmlInPieces } from '../../src/page/html-in-pieces.ts'
import { Page } from '../../src/page/page.ts'
import { renderHtml } from '../../src/template/output/render-html.ts'
import { LatePage, type RegionPlan } from './late-model.ts'
import { CONTEXT, FOLLOWER, pageServices, visitOf } from './page-services.ts'

const { plans } = fc.letrec<{ plans: RegionPlan[]; plan: RegionPlan }>((tie) => ({
  plans: fc.array(tie('plan'), { maxLength: 3 }),
  plan: fc.record({
    ends: fc.constantFrom('value', 'value', 'failed', 'unread', 'caught', 'never'),
    shows: fc.constantFrom('text', 'deferred'),
    place: fc.constantFrom('plain', 'list', 'pre'),
    turn: fc.nat(20),
    inner: fc.oneof({ depthSize: 'small', withCrossShrink: true }, fc.constant([]), tie('plans')),
  }),
}))

describe('a response that begins without late loads', () => {
  test('is in the end what the tree of its page shows, in whatever order they end', async () => {
    const property = fc.asyncProperty(plans, async (plan) => {
      const late = new LatePage(plan)
      const failure: unknown = await late.respond('streamed').catch((error: unknown) => error)
      if (failure === undefined) {
        expect(late.body).toBe(late.page.runtime.trees.map(({ node }) => renderHtml(node)).join(''))
        expect(late.body).toMatch(/^<h1>shell.*<footer>end/)
        expect(late.body).not.toContain('<!--mark-->')
      } else {
        // Nobody catches it, and it is known before anything is sent.
        expect([failure, late.sent]).toEqual([new Error('region unread'), []])
      }
      late.page.stop()
    })
    await fc.assert(property, { numRuns: 300, seed: 7 })
  })

  test('is the response that waits for them all, where errors are shown where they happen', async () => {
    const property = fc.asyncProperty(plans, async (plan) => {
      fc.pre(!JSON.stringify(plan).includes('unread'))
      const [streamed, whole] = [new LatePage(plan), new LatePage(plan)]
      await streamed.respond('streamed')
      await whole.respond('limited')
      expect(streamed.body).toBe(whole.body)
      expect(streamed.page.digest()).toBe(whole.page.digest())
      expect(whole.sent).toHaveLength(1)
      for (const { page } of [streamed, whole]) page.stop()
    })
    await fc.assert(property, { numRuns: 300, seed: 7 })
  })

  test('leaves no fetch behind, and reports nothing, when its reader goes away', async () => {
    const property = fc.asyncProperty(plans, fc.nat(10), async (plan, steps) => {
      const late = new LatePage(plan)
      let step = 0
      const response = late.respond('streamed', () => step++ === steps && late.page.stop())
      await response.catch(() => {})
      late.page.stop()
      // What its end lets go on has run by then.
      await new Promise((done) => setImmediate(done))
      expect([late.outside.running.size, late.outside.timers.size]).toEqual([0, 0])
      expect(late.reports.filter((report) => !report.includes('Error: region '))).toEqual([])
    })
    await fc.assert(property, { numRuns: 200, seed: 7 })
  })
})

const REGION: RegionPlan = { ends: 'value', shows: 'text', place: 'plain', turn: 1, inner: [] }

describe('a late load', () => {
  test('holds up what comes after it alone', async () => {
    const late = new LatePage([
      { ...REGION, turn: 2 },
      { ...REGION, turn: 1 },
    ])
    const sent: string[] = []
    await late.respond('streamed', () => sent.push(late.body.replaceAll('<!---->', '')))
    const [first] = sent
    expect(first).toBe('<h1>shell</h1><div>')
    expect(late.body.replaceAll('<!---->', '')).toBe(
      '<h1>shell</h1><div><b>value 2</b> after</div><div><b>value 1</b> after</div><footer>end</footer>',
    )
  })

  test('in an element that depends on its content is waited for', async () => {
    const late = new LatePage([{ ...REGION, place: 'pre' }])
    await late.respond('streamed')
    expect(late.sent).toHaveLength(1)
    expect(late.body).toContain('<b>value 1</b>')
  })

  test('that takes longer than its limit is sent as pending', async () => {
    const late = new LatePage([{ ...REGION, ends: 'never' }])
    await late.respond('streamed')
    expect(late.body).toContain('<i>pending</i>')
  })

  test.each([
    [true, 2_000],
    [500, 500],
    [Infinity, 30_000],
  ])('with the limit %s is waited for %s ms', async (late, milliseconds) => {
    const { page, waits, View } = timed(late)
    await page.mountVisit(visitOf(View), 'streamed', '<!--mark-->')
    expect(waits.at(-1)).toBe(milliseconds)
    page.stop()
  })

  test('of a component that is mounted in a live page keeps nobody waiting', async () => {
    const { page, waits, Slow } = timed(true)
    page.follow(FOLLOWER)
    const effect = page.mountIn('main', { type: Slow, props: {} })
    // A mount has a limit of its own.
    expect(waits).toEqual([30_000])
    await new Promise((done) => setImmediate(done))
    expect([effect.ready, waits]).toEqual([true, [30_000]])
    page.stop()
  })
})

/** A page with a late load that never ends, and the times that were waited for. */
function timed(late: boolean | number) {
  class Slow extends Component {
    data = this.live.load(() => new Promise<string>(() => {}), { late })
    render() {
      return html`<p>${this.data.pending ? 'pending' : this.data.value}</p>`
    }
  }
  class View extends LiveView {
    render() {
      return html`<h1>view</h1>${component(Slow)}`
    }
  }
  const waits: number[] = []
  const { services } = pageServices()
  const after = (milliseconds: number): (() => void) => {
    waits.push(milliseconds)
    return () => {}
  }
  // Time stands still.
  const page = new Page({ ...services, clock: { ...services.clock, now: () => 0, after } }, CONTEXT)
  return { page, waits, View, Slow }
}

test('a region that asks for another render whenever it has rendered does not hold up its process', async () => {
  let renders = 0
  class Restless extends Component {
    data = this.live.load(() => new Promise<string>((resolve) => setImmediate(() => resolve('value'))), {
      late: true,
    })
    render() {
      if (++renders === 500) throw new Error('it never ends')
      queueMicrotask(() => this.update())
      return html`<p>${this.data.value}</p>`
    }
  }
  class View extends LiveView {
    render() {
      return html`<h1>view</h1>${component(Restless)}`
    }
  }
  const { services, reports } = pageServices()
  const page = new Page(services, CONTEXT)
  let body = ''
  for await (const text of inOrder(await page.mountVisit(visitOf(View), 'streamed', '<!--mark-->')))
    body += text
  expect([body.replaceAll('<!---->', ''), reports]).toEqual(['<h1>view</h1><p>value</p>', []])
  page.stop()
})

test('what one region has begun and does not end is not waited for by each region behind it', async () => {
  class Endless extends Component {
    override mount() {
      return new Promise<void>(() => {})
    }
    render() {
      return html`never`
    }
  }
  let send = (): void => {}
  const sent = new Promise<void>((resolve) => (send = resolve))
  class Part extends Component<{ readonly at: number }> {
    data = this.live.load(() => sent.then(() => this.props.at), { late: true })
    render() {
      return html`<p>${this.data.value}</p>${this.data.value === 0 ? component(Endless) : ''}`
    }
  }
  class View extends LiveView {
    render() {
      return html`${[0, 1, 2, 3, 4].map((at) => component(Part, { at }))}`
    }
  }
  const { services } = pageServices()
  const limit = services.limits.lateTime
  let waits = 0
  const after = (milliseconds: number, run: () => void): (() => void) => {
    if (milliseconds !== limit) return () => {}
    waits++
    // Behind what loads in no time.
    const timer = setTimeout(run, 20)
    return () => clearTimeout(timer)
  }
  const page = new Page({ ...services, clock: { ...services.clock, after } }, CONTEXT)
  const response = await page.mountVisit(visitOf(View), 'streamed', '<!--mark-->')
  send()
  let body = ''
  for await (const text of inOrder(response)) body += text
  expect(body.replaceAll('<!---->', '')).toBe('<p>0</p><p>1</p><p>2</p><p>3</p><p>4</p>')
  // Each for its own load, and once for what does not end.
  expect(waits).toBe(5 + 1)
  page.stop()
})

describe('the limits of late loads', () => {
  /** Time that passes only where somebody waits, and all that is waited for. Timers are late by a millisecond. */
  function clockOf(waits: number[]) {
    let time = 0
    const after = (milliseconds: number, run: () => void): (() => void) => {
      const due = time + milliseconds
      waits.push(milliseconds)
      const timer = setTimeout(() => {
        time = Math.max(time, due + 1)
        run()
      }, 5)
      return () => clearTimeout(timer)
    }
    return { now: () => time, wall: () => 0, after }
  }

  async function waitsOf(view: new () => LiveView): Promise<number[]> {
    const waits: number[] = []
    const page = new Page({ ...pageServices().services, clock: clockOf(waits) }, CONTEXT)
    const texts = inOrder(await page.mountVisit(visitOf(view), 'streamed', '<!--mark-->'))
    // All is sent, whatever it is.
    for await (const text of texts) expect(text).toEqual(expect.any(String))
    page.stop()
    // The first is the limit of the mount.
    return waits.slice(1)
  }

  test('of regions in regions are together no longer than that of the response', async () => {
    class Endless extends Component<{ readonly below: number }> {
      data = this.live.load(() => new Promise<string>(() => {}), { late: 20_000 })
      render() {
        const { below } = this.props
        return html`<p>${this.data.value}</p>${below > 0 ? component(Endless, { below: below - 1 }) : ''}`
      }
    }
    class View extends LiveView {
      render() {
        return html`${component(Endless, { below: 2 })}`
      }
    }
    expect(await waitsOf(View)).toEqual([20_000, 9_999, 0])
  })

  test('are for what a region comes to show the longest of its loads', async () => {
    const soon = new Promise<string>((resolve) => setImmediate(() => resolve('there')))
    class Never extends Component {
      override mount() {
        return new Promise<void>(() => {})
      }
      render() {
        return html`never`
      }
    }
    class Two extends Component {
      one = this.live.load(() => soon, { late: 1_000 })
      two = this.live.load(() => soon, { late: 7_000 })
      render() {
        return html`<p>${this.one.value}</p>${this.two.pending ? '' : component(Never)}`
      }
    }
    class View extends LiveView {
      render() {
        return html`${component(Two)}`
      }
    }
    expect(await waitsOf(View)).toEqual([1_000, 7_000, 7_000])
  })
})

describe('a late load that leads elsewhere', () => {
  let leave = (): void => {}

  class Away extends Component<{ readonly at: string }> {
    data = this.live.load(
      async () => {
        if (this.props.at === 'last') await new Promise<void>((resolve) => (leave = resolve))
        redirect('/elsewhere')
      },
      { late: true },
    )
    render() {
      return html`<p>${this.data.pending ? 'pending' : 'shown'}</p>`
    }
  }

  class Never extends Component {
    data = this.live.load(() => new Promise<string>(() => {}), { late: true })
    render() {
      return html`<p>${this.data.pending ? 'pending' : 'shown'}</p>`
    }
  }

  class View extends LiveView<{ at: string }> {
    render() {
      return html`${component(Away, { at: this.params.at })}${component(Never)}`
    }
  }

  const mount = (at: string): Promise<HtmlInPieces> => {
    const page = new Page(pageServices().services, CONTEXT)
    return page.mountVisit(visitOf(View, { params: { at } }), 'streamed', '<!--mark-->')
  }

  test('is the answer while nothing has been sent', async () => {
    await expect(mount('once')).rejects.toEqual(expect.objectContaining({ to: '/elsewhere' }))
  })

  test('ends the response when it has begun: what is left is sent as pending', async () => {
    const texts = inOrder(await mount('last'))
    const { value: first = '' } = await texts.next()
    leave()
    let body = String(first)
    for await (const text of texts) body += text
    // Time stands still here: nobody waits for the one that never ends.
    expect(body.replaceAll('<!---->', '')).toBe('<p>pending</p><p>pending</p>')
  })
})

describe('what changes while a response is sent', () => {
  let settle: (value: string) => void = () => {}

  class Region extends Component {
    data = this.live.load(() => new Promise<string>((resolve) => (settle = resolve)), { late: true })
    render() {
      return html`<p>${this.data.value ?? 'pending'}</p>`
    }
  }

  class View extends LiveView {
    note = 'before'
    render() {
      return html`<h1>${this.note}</h1>${component(Region)}`
    }
  }

  async function begun() {
    const page = new Page(pageServices().services, CONTEXT)
    const pieces = await page.mountVisit(visitOf(View), 'streamed', '<!--mark-->')
    const texts = inOrder(pieces)
    const { value: first = '' } = await texts.next()
    const rest = async (): Promise<string> => {
      let body = String(first)
      for await (const text of texts) body += text
      return body.replaceAll('<!---->', '')
    }
    return { page, view: page.instances[0]?.component as View, rest }
  }

  test('where it was sent comes with the first difference', async () => {
    const { page, view, rest } = await begun()
    view.note = 'after'
    view.update()
    settle('value')
    expect(await rest()).toBe('<h1>before</h1><p>value</p>')
    page.follow(FOLLOWER)
    expect(shown(page)).toBe('<h1>before</h1><p>value</p>')
    page.render(() => {})
    expect(shown(page)).toBe('<h1>after</h1><p>value</p>')
    page.stop()
  })
})

function shown(page: Page): string {
  return page.runtime.trees.map(({ node }) => renderHtml(node).replaceAll('<!---->', '')).join('')
}
