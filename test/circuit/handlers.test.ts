import { Component, component, html, LiveView } from 'overwire'
import { describe, expect, test } from 'vitest'
import { appWith, deferred, WireBrowser, settled } from './wire-browser.ts'

describe('an async generator', () => {
  test.each(['limit', 'page'])('is ended at its next yield when the time of its %s is over', async (end) => {
    const gate = deferred()
    let steps = 0
    let ended = false
    class Endless extends LiveView {
      async *go() {
        try {
          for (;;) {
            steps++
            yield
            await gate.promise
          }
        } finally {
          ended = true
        }
      }
      render() {
        return html`<button @click=${() => this.go()}>${steps}</button>`
      }
    }
    const { app, platform } = appWith(Endless)
    // Middleware makes no difference.
    if (end === 'limit') app.use((_context, _event, next) => next())
    const browser = await WireBrowser.open(app)
    await browser.click([0, 0])
    if (end === 'limit') await platform.pass(30_000)
    else await app.handler.drain(0)
    gate.resolve()
    await settled()
    expect([ended, steps]).toEqual([true, 2])
    if (end === 'limit') expect(browser.effects.at(-1)).toEqual(['failed', 1])
  })

  test('that hangs before its first yield ends when its time is over', async () => {
    class Hanging extends LiveView {
      async *go() {
        await new Promise(() => {})
        yield
      }
      render() {
        return html`<button @click=${() => this.go()}></button>`
      }
    }
    const { app, platform } = appWith(Hanging)
    const browser = await WireBrowser.open(app)
    await browser.click([0, 0])
    await platform.pass(30_000)
    expect(browser.effects.at(-1)).toEqual(['failed', 1])
  })

  test('of 2,000 yields in a row is not stopped, and other work of the process has its turn meanwhile', async () => {
    let steps = 0
    class Chatty extends LiveView {
      text = ''
      async *speak() {
        for (; steps < 2000; steps++) {
          this.text = `step ${steps}`
          yield
        }
      }
      render() {
        return html`<button @click=${() => this.speak()}></button><p>${this.text}</p>`
      }
    }
    for (const [away, end] of [
      [false, false],
      [true, false],
      [false, true],
    ]) {
      steps = 0
      const { app, platform } = appWith(Chatty)
      const browser = await WireBrowser.open(app)
      browser.sendEvent([0, 0])
      if (away) browser.cut()
      // A timer of the test fires though the generator has not come to its end.
      await settled()
      expect(steps).toBeLessThan(2000)
      if (end) {
        const before = steps
        await app.handler.drain(0)
        await platform.pass(0)
        expect(steps).toBe(before)
        continue
      }
      for (let turn = 0; turn < 10; turn++) {
        await platform.pass(0)
        if (!away) await browser.send({ kind: 'ack', seen: browser.frames.length })
      }
      expect(steps).toBe(2000)
      if (away) continue
      expect(browser.effects.at(-1)).toBe(1)
      expect(JSON.stringify(browser.frames.at(-1))).toContain('step 1999')
    }
  })
})

test('what an async `changed` changes is rendered', async () => {
  class Child extends Component<{ n: number }> {
    shown = 0
    // What TypeScript lets through, though nobody waits for it.
    override changed(): unknown {
      return this.showLater()
    }
    async showLater() {
      await settled()
      this.shown = this.props.n
    }
    render() {
      return html`<b>${this.shown}</b>`
    }
  }
  class Parent extends LiveView {
    n = 1
    render() {
      return html`<button @click=${() => (this.n = 7)}></button>${component(Child, { n: this.n })}`
    }
  }
  const browser = await WireBrowser.open(appWith(Parent).app)
  await browser.click([0, 0])
  await settled()
  expect(browser.frames.at(-1)?.difference).toEqual([0, [0, 1, [0, 0, 7]]])
})

describe('middleware', () => {
  class Slow extends LiveView {
    runs = 0
    async save() {
      this.runs++
      await settled()
      throw new Error('not saved')
    }
    render() {
      return html`<button @click=${() => this.save()}>${this.runs}</button>`
    }
  }

  test('that does not await next() makes no event done before its handler is', async () => {
    const { app } = appWith(Slow)
    app.use(async (_context, _event, next) => void next())
    app.use(async (_context, _event, next) => {
      await settled()
      void next()
    })
    const browser = await WireBrowser.open(app)
    await browser.click([0, 0])
    await settled()
    await settled()
    await settled()
    expect(browser.effects.filter((effect) => typeof effect === 'number' || effect[0] !== 'cause')).toEqual([
      ['failed', 1],
    ])
  })

  test.each(['limit', 'page'])('that calls next() after the end of its %s runs no handler', async (end) => {
    const gate = deferred()
    const heard: unknown[] = []
    const { app, platform } = appWith(Slow)
    app.use(async (_context, _event, next) => {
      await gate.promise
      await next().catch((error: unknown) => heard.push(error))
    })
    const browser = await WireBrowser.open(app)
    await browser.click([0, 0])
    if (end === 'limit') await platform.pass(30_000)
    else await app.handler.drain(0)
    gate.resolve()
    await settled()
    expect(JSON.stringify(browser.frames)).not.toContain('[0,1,1]')
    expect(heard.map(String)).toEqual([expect.stringContaining('Abort')])
  })
})

describe('an action', () => {
  const slowly = {
    '~standard': {
      version: 1 as const,
      vendor: 'test',
      validate: async (value: unknown) => {
        await settled()
        return { value: value as Record<string, string> }
      },
    },
  }
  class Empty extends LiveView {
    render() {
      return html`<p></p>`
    }
  }

  test.each([
    ['is left', ['slow', 'read', 'slow']],
    ['is over', ['slow']],
  ])('that waits, or whose data are being read, when its page %s, runs %j', async (end, runs) => {
    const log: string[] = []
    const { app } = appWith(Empty)
    const gate = deferred()
    app.action('slow', async () => {
      log.push('slow')
      await gate.promise
    })
    app.action('read', { data: slowly }, () => void log.push('read'))
    const browser = await WireBrowser.open(app)
    browser.sendEvent('slow')
    browser.sendEvent('slow')
    browser.sendEvent('read')
    if (end === 'is left') await browser.send({ kind: 'leave' })
    else await app.handler.drain(0)
    gate.resolve()
    await settled()
    await settled()
    expect(log).toEqual(runs)
  })

  test('that goes on after the end of its page mounts nothing', async () => {
    const mounted: string[] = []
    class Panel extends Component {
      override mount() {
        mounted.push('panel')
      }
      render() {
        return html`<b></b>`
      }
    }
    const gate = deferred()
    const { app } = appWith(Empty)
    app.action('open', async (page) => {
      await gate.promise
      page.mount('#a', Panel)
      page.join('group')
      await page.flush()
    })
    const browser = await WireBrowser.open(app)
    await browser.click('open')
    await app.handler.drain(0)
    gate.resolve()
    await settled()
    expect(mounted).toEqual([])
  })

  test('as an async generator sends at each yield what it asked for', async () => {
    const { app } = appWith(Empty)
    app.action('steps', async function* (page) {
      page.title('one')
      yield
      page.title('two')
    })
    const browser = await WireBrowser.open(app)
    await browser.click('steps')
    expect(browser.frames.map(({ effects }) => effects)).toEqual([
      [
        ['event', 1],
        ['title', 'one'],
      ],
      [['event', 1], ['title', 'two'], 1],
    ])
  })

  test('that reads a form first holds what was typed before it all the same', async () => {
    const log: string[] = []
    const { app } = appWith(Empty)
    app.action('typed', { data: slowly }, () => void log.push('typed'))
    app.action('save', () => void log.push('saved'))
    const browser = await WireBrowser.open(app)
    browser.sendEvent('typed', 'input')
    browser.sendEvent('save', 'click')
    await settled()
    await settled()
    expect(log).toEqual(['typed', 'saved'])
  })

  describe('that mounts what fails', () => {
    const signals: AbortSignal[] = []
    class Panel extends Component {
      readonly mine = signals.push(this.live.signal)
      render() {
        return html`<b></b>`
      }
    }
    const cases: Record<string, new () => Component> = {
      'a mount that throws': class extends Panel {
        override mount() {
          throw new Error('panel broke')
        }
      },
      'a mount that rejects': class extends Panel {
        override async mount() {
          await settled()
          throw new Error('panel broke')
        }
      },
      'a load that nobody looks at': class extends Panel {
        data = this.live.load(() => Promise.reject(new Error('panel broke')))
      },
      'a render that throws': class extends Panel {
        override render(): never {
          throw new Error('panel broke')
        }
      },
      'a mount that never ends': class extends Panel {
        override async mount() {
          await new Promise(() => {})
        }
      },
      'an initialiser that throws': class extends Panel {
        field = (() => {
          throw new Error('panel broke')
        })()
      },
    }

    test.each(Object.entries(cases))('fails, is reported once, and keeps no root: %s', async (name, type) => {
      signals.length = 0
      const { app, platform, reports } = appWith(Empty)
      app.action('open', (page) => {
        page.mount('#a', Panel)
        page.mount('#b', type)
      })
      app.action('title', (page) => page.title('on'))
      const browser = await WireBrowser.open(app)
      await browser.click('open')
      await settled()
      await platform.pass(31_000)
      await browser.click('title')
      const effects = browser.effects.filter(
        (effect) => typeof effect === 'number' || !['event', 'mount'].includes(effect[0]),
      )
      expect(effects).toEqual([['failed', 1], ['title', 'on'], 2])
      expect(reports.filter((report) => /panel broke|was not ready/.test(report)).length).toBe(1)
      // The panel beside it stays, but where nothing of the action was sent.
      expect(signals.map(({ aborted }) => aborted)).toEqual([name.startsWith('an initialiser'), true])
    })
  })
})
