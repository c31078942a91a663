import { chain, Component, component, guard, html, LiveView, on } from 'overwire'
import { describe, expect, test } from 'vitest'
import { appWith, deferred, WireBrowser, settled } from './wire-browser.ts'

class Counter extends LiveView {
  count = 0
  override start() {
    this.live.subscribe('note', (text: string) => this.live.flash(text))
  }
  render() {
    return html`<button @click=${() => this.count++}>${this.count}</button>`
  }
}

describe('a superseded socket', () => {
  test('is not heard any more: what was on its way runs once, by its resend', async () => {
    const { app } = appWith(Counter)
    const browser = await WireBrowser.open(app)
    const late = browser.keepSocket()
    await browser.rejoin(0)
    late.message('[0,"click",[0,0]]')
    await browser.click([0, 0])
    expect(browser.effects).toEqual([1])
    expect(browser.frames.at(-1)?.difference).toEqual([0, [0, 1, 1]])
  })
})

describe('effects for a browser that does not take them', () => {
  test('are bounded: the circuit ends, and the others go on', async () => {
    const { app, reports } = appWith(Counter, { limits: { queuedEffects: 50 } })
    const away = await WireBrowser.open(app)
    const other = await WireBrowser.open(app)
    away.cut()
    for (let n = 0; n < 60; n++) {
      await app.publish('note', 'x')
      await settled()
    }
    expect(reports.join()).toContain('effects wait for a browser')
    await away.rejoin(0)
    expect(away.received.at(-1)).toEqual({ kind: 'refused', code: 'circuit-ended' })
    await other.click([0, 0])
    expect(other.effects.at(-1)).toBe(1)
  })

  test('go out in frames of a bounded size', async () => {
    const { app } = appWith(Counter)
    const browser = await WireBrowser.open(app)
    const html = 'x'.repeat(1000)
    for (let n = 0; n < 300; n++) app.everyone.append('#a', html)
    await settled()
    await settled()
    expect(
      browser.effects.filter((effect) => typeof effect === 'object' && effect[0] === 'append').length,
    ).toBe(300)
    expect(browser.frames.length).toBeGreaterThan(3)
  })
})

describe('a browser that never gets it right', () => {
  test('is not given the page for ever: its circuit ends after twenty mismatches in a minute', async () => {
    const { app } = appWith(Counter)
    const browser = await WireBrowser.open(app)
    for (let n = 0; n < 40 && browser.closed === undefined; n++) {
      await browser.send({ kind: 'mismatch', seen: browser.frames.length, reason: 'a setter throws' })
    }
    expect(browser.frames.length).toBe(20)
    expect(browser.closed).toBe(4503)
  })
})

describe('chain', () => {
  test('asks every allow, and runs async and generator handlers in order, rendering on the way', async () => {
    let allowed = false
    class Chained extends LiveView {
      log: string[] = []
      async *steps() {
        this.log.push('step 1')
        yield
        this.log.push('step 2')
      }
      render() {
        return html`<button
            @click=${chain(
              on(() => this.log.push('first'), { allow: () => allowed }),
              on(() => this.log.push('second'), { allow: () => true }),
            )}
          ></button>
          <button
            @click=${chain(
              () => this.log.push('sync'),
              () => this.steps(),
              async () => void this.log.push('async'),
            )}
          ></button>
          <p>${this.log.join()}</p>`
      }
    }
    const browser = await WireBrowser.open(appWith(Chained).app)
    await browser.click([0, 0])
    expect(browser.effects).toEqual([['refused', 1, 'denied']])
    allowed = true
    await browser.click([0, 0])
    await browser.click([0, 1])
    await settled()
    const texts = JSON.stringify(browser.frames.map((frame) => frame.difference))
    expect(texts).toContain('first,second')
    expect(browser.effects.at(-1)).toBe(3)
    expect(browser.frames.length).toBeGreaterThan(4)
  })
})

describe('allow', () => {
  test('is a clear yes or a no: a promise or nothing denies', async () => {
    class Vague extends LiveView {
      render() {
        // What TypeScript would not let through.
        return html`<button @click=${on(() => {}, { allow: (async () => true) as never })}></button>
          <button @click=${on(() => {}, { allow: (() => undefined) as never })}></button>`
      }
    }
    const browser = await WireBrowser.open(appWith(Vague).app)
    await browser.click([0, 0])
    await browser.click([0, 1])
    expect(browser.effects).toEqual([1, 2].map((event) => ['refused', event, 'denied']))
  })
})

describe('hooks that reject', () => {
  test('are reported and end nothing', async () => {
    class Child extends Component<{ n: number }> {
      // What TypeScript lets through, though nobody waits for it.
      // oxlint-disable-next-line typescript/no-misused-promises
      override async changed() {
        throw new Error('changed broke')
      }
      override start() {}
      // The same.
      // oxlint-disable-next-line typescript/no-misused-promises
      override async stop() {
        throw new Error('stop broke')
      }
      render() {
        return html`<b>${this.props.n}</b>`
      }
    }
    class Parent extends LiveView {
      n = 0
      render() {
        return html`<button @click=${() => this.n++}></button>${this.n < 2 ? component(Child, { n: this.n }) : ''}`
      }
    }
    const { app, reports } = appWith(Parent)
    const browser = await WireBrowser.open(app)
    await browser.click([0, 0])
    await browser.click([0, 0])
    expect(browser.effects).toEqual([1, 2])
    expect(reports.join()).toMatch(/changed broke[^]*stop broke/)
  })
})

describe('a component below a guard', () => {
  class Dot extends Component {
    radius = 1
    broken = false
    render() {
      if (this.broken) throw new Error('dot broke')
      return html`<circle r=${this.radius} @click=${() => this.radius++} @dblclick=${() => (this.broken = true)} />`
    }
  }

  test('renders again in its place, in SVG too', async () => {
    class Drawing extends LiveView {
      render() {
        return html`<svg>${guard([], () => html`<g>${component(Dot)}</g>`)}</svg>`
      }
    }
    const browser = await WireBrowser.open(appWith(Drawing).app)
    await browser.click([0, 0, 0, 1])
    expect(browser.frames.map((frame) => [frame.templates, frame.difference])).toEqual([
      [undefined, [0, [0, 0, [0, 0, [0, 0, 2]]]]],
    ])
  })

  test('that throws is shown by the component around the guard that catches errors', async () => {
    class Safe extends Component {
      render() {
        return html`<svg>${guard([], () => html`<g>${component(Dot)}</g>`)}</svg>`
      }
      override catchError(error: unknown) {
        return html`<p>${(error as Error).message}</p>`
      }
    }
    class Page extends LiveView {
      render() {
        return html`<div>${component(Safe)}</div>`
      }
    }
    const browser = await WireBrowser.open(appWith(Page).app)
    await browser.click([0, 0, 0, 0, 2])
    browser.sendEvent([0, 0, 0, 0, 2], 'dblclick')
    await settled()
    expect(JSON.stringify(browser.frames.map((frame) => frame.difference))).toContain('dot broke')
  })
})

describe('a mount', () => {
  test('that failed gets another chance with other props', async () => {
    class Article extends Component<{ id: number }> {
      override mount() {
        if (this.props.id === 0) throw new Error('no such article')
      }
      render() {
        return html`<b>${this.props.id}</b>`
      }
    }
    class Page extends LiveView {
      id = 0
      render() {
        return html`<button @click=${() => (this.id = 7)}></button>${component(Article, { id: this.id })}`
      }
    }
    const browser = await WireBrowser.open(appWith(Page).app)
    await browser.click([0, 0])
    expect(JSON.stringify(browser.frames.at(-1)?.difference)).toContain('7')
  })

  test('that never settles ends its request with an error, after its time', async () => {
    class Hanging extends LiveView {
      override async mount() {
        await new Promise(() => {})
      }
      render() {
        return html`<p></p>`
      }
    }
    const { app, platform, reports } = appWith(Hanging)
    const responding = app.handler.fetch(new Request('http://localhost/'))
    await settled()
    await platform.pass(30_000)
    expect((await responding)?.status).toBe(500)
    expect(reports.join()).toContain('was not ready after 30000 ms')
  })

  test('that begins an interval is told to do so in start', async () => {
    class Early extends LiveView {
      override mount() {
        this.live.every(1000, () => {})
      }
      render() {
        return html`<p></p>`
      }
    }
    const { app, reports } = appWith(Early)
    expect((await app.handler.fetch(new Request('http://localhost/')))?.status).toBe(500)
    expect(reports.join()).toContain('Right:  start() { this.live.every(…) }')
  })

  test('that starts a task runs it only once a socket follows', async () => {
    let runs = 0
    class Tasked extends LiveView {
      work = this.live.task(() => void runs++)
      override mount() {
        this.work.start()
      }
      render() {
        return html`<p>${String(this.work.running)}</p>`
      }
    }
    const { app } = appWith(Tasked)
    const browser = await WireBrowser.load(app)
    expect(runs).toBe(0)
    await browser.join()
    expect(runs).toBe(1)
  })
})

describe('closing', () => {
  test('while a page joins starts nothing', async () => {
    const gate = deferred()
    const log: string[] = []
    let mounts = 0
    class Slow extends LiveView {
      override async mount() {
        if (++mounts > 1) await gate.promise
      }
      override start() {
        log.push('start')
      }
      render() {
        return html`<p></p>`
      }
    }
    const { app, platform } = appWith(Slow)
    const browser = await WireBrowser.load(app)
    await platform.pass(31_000)
    const joining = browser.join()
    for (let turn = 0; turn < 200 && mounts < 2; turn++) await settled()
    void app.handler.drain(0)
    gate.resolve()
    await joining
    await settled()
    expect([mounts, log]).toEqual([2, []])
  })
})
