import { Component, component, html, LiveView } from 'overwire'
import { describe, expect, test } from 'vitest'
import { appWith, WireBrowser, type HeldPlatform } from './wire-browser.ts'

/** Lets a page render for as long as it asks for it, if it asks for an end. */
async function rested(platform: HeldPlatform): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await platform.pass(0)
}

class Clicked extends Component {
  count = 0
  render() {
    return html`<b @click=${() => this.count++}>${this.count}</b>`
  }
}

class Other extends LiveView {
  count = 0
  render() {
    return html`<b @click=${() => this.count++}>${this.count}</b>`
  }
}

class Child extends Component<{ value: unknown }> {
  shown = 0
  render() {
    return html`<i>${this.shown}</i>`
  }
}

/** A page that gives its child what it makes anew in each render. */
function parentOf(type: new () => Child, make: () => unknown, key: () => unknown = () => 1) {
  return class Parent extends LiveView {
    render() {
      return html`<button @click=${() => {}}></button>
        ${component(type, { value: make() }, { key: key() })}${component(Clicked)}`
    }
  }
}

describe('a component that feeds itself is stopped and named, and the others live on', () => {
  const cases: Record<string, { view: new () => LiveView; name: string }> = {
    'a load in changed': {
      view: parentOf(
        class Fed extends Child {
          data = this.live.load(() => this.shown++)
          override changed() {
            void this.data.reload()
          }
        },
        () => ({}),
      ),
      name: 'Fed',
    },
    'a slow load in changed': {
      view: parentOf(
        class Fed extends Child {
          data = this.live.load(() => Promise.resolve(this.shown++))
          override changed() {
            void this.data.reload()
          }
        },
        () => ({}),
      ),
      name: 'Fed',
    },
    'an async changed that updates': {
      view: parentOf(
        class Fed extends Child {
          // What TypeScript lets through, though nobody waits for it.
          // oxlint-disable-next-line typescript/no-misused-promises
          override async changed() {
            await Promise.resolve()
            this.shown++
            this.update()
            await Promise.resolve()
          }
        },
        () => [],
      ),
      name: 'Fed',
    },
    'a task in changed': {
      view: parentOf(
        class Fed extends Child {
          work = this.live.task(() => void this.shown++)
          override changed() {
            this.work.start()
          }
        },
        () => ({}),
      ),
      name: 'Fed',
    },
    'another key in each render': {
      view: parentOf(
        class Fed extends Child {
          override start() {
            this.shown++
          }
        },
        () => 1,
        () => ({}),
      ),
      name: 'Parent',
    },
  }

  test.each(Object.entries(cases))('%s', async (_name, { view, name }) => {
    const { app, platform, reports } = appWith(view)
    app.live('/other', Other)
    const other = await WireBrowser.open(app, '/other')
    const browser = await WireBrowser.open(app)
    browser.sendEvent([0, 0])
    await rested(platform)
    await browser.send({ kind: 'ack', seen: browser.frames.length })
    const before = browser.frames.length
    await rested(platform)
    expect(browser.frames.length).toBe(before)
    expect(reports.length).toBe(1)
    expect(reports[0]).toContain(`${name} was stopped`)
    // What it showed stays, and what is beside it goes on, in this page and in the other.
    await browser.click([0, 2, 0])
    await other.click([0, 0])
    for (const each of [browser, other]) {
      expect(each.effects.at(-1)).toBeTypeOf('number')
      expect(JSON.stringify(each.frames.at(-1)?.difference)).toContain('1]')
      expect(each.closed).toBeUndefined()
    }
  })
})

test('a render that updates is not rendered for ever', async () => {
  let renders = 0
  class Updating extends LiveView {
    count = 0
    render() {
      renders++
      this.update()
      return html`<b @click=${() => this.count++}>${this.count}</b>`
    }
  }
  const { app, platform, reports } = appWith(Updating)
  const browser = await WireBrowser.open(app)
  for (let click = 0; click < 150; click++) await browser.click([0, 0])
  await rested(platform)
  expect(renders).toBeLessThan(160)
  expect(reports).toEqual([])
})

describe('a component that only renders often goes on', () => {
  async function ticking(view: new () => LiveView) {
    const { app, platform, reports } = appWith(view)
    const browser = await WireBrowser.open(app)
    return {
      async pass(ticks: number) {
        for (let tick = 0; tick < ticks; tick++) {
          await platform.pass(1000)
          if (tick % 20 === 0) await browser.send({ kind: 'ack', seen: browser.frames.length })
        }
        await browser.send({ kind: 'ack', seen: browser.frames.length })
        await rested(platform)
        return { text: JSON.stringify(browser.frames.at(-1)?.difference), reports }
      },
    }
  }

  test('with closures as props, whose change runs no `changed`', async () => {
    let changes = 0
    const view = parentOf(
      class extends Child {
        data = this.live.load(() => 1)
        override start() {
          this.live.every(1000, () => void this.shown++)
        }
        override changed() {
          changes++
          void this.data.reload()
        }
      },
      () => () => {},
    )
    const { text, reports } = await (await ticking(view)).pass(150)
    expect([changes, reports]).toEqual([0, []])
    expect(text).toContain('150')
  })

  test('with a timer of its own, though its parent gives it other props each time', async () => {
    const view = parentOf(
      class extends Child {
        changes = 0
        override start() {
          this.live.every(1000, () => {})
        }
        override changed() {
          this.shown++
        }
      },
      () => ({}),
    )
    const { text, reports } = await (await ticking(view)).pass(150)
    expect(reports).toEqual([])
    // One more with the first tick of its parent.
    expect(text).toContain('15')
  })

  test('with an async `changed`, whose parent ticks', async () => {
    class Slow extends Component<{ n: number }> {
      shown = 0
      // What TypeScript lets through, though nobody waits for it.
      // oxlint-disable-next-line typescript/no-misused-promises
      override async changed() {
        await Promise.resolve()
        this.shown = this.props.n
      }
      render() {
        return html`<i>${this.shown}</i>`
      }
    }
    class Ticking extends LiveView {
      n = 0
      override start() {
        this.live.every(1000, () => void this.n++)
      }
      render() {
        return html`${component(Slow, { n: this.n })}`
      }
    }
    const { text, reports } = await (await ticking(Ticking)).pass(150)
    expect(reports).toEqual([])
    expect(text).toContain('150')
  })

  test('with a task of a thousand steps that `changed` has begun', async () => {
    class Streaming extends Component<{ n: number }> {
      shown = 0
      work = this.live.task(async function* (this: Streaming) {
        while (this.shown < 1000) {
          this.shown++
          yield
        }
      })
      override changed() {
        this.work.start()
      }
      render() {
        return html`<i>${this.shown}</i>`
      }
    }
    class Parent extends LiveView {
      n = 0
      override start() {
        this.live.every(1000, () => void (this.n = 1))
      }
      render() {
        return html`${component(Streaming, { n: this.n })}`
      }
    }
    const page = await ticking(Parent)
    const { reports } = await page.pass(1)
    await page.pass(40)
    expect(reports).toEqual([])
    expect((await page.pass(1)).text).toContain('1000')
  })
})

test('a page that mounts a slow component is not rendered while it waits', async () => {
  let renders = 0
  class Slow extends Component {
    override async mount() {
      await new Promise(() => {})
    }
    render() {
      return html`<b></b>`
    }
  }
  class Page extends LiveView {
    render() {
      renders++
      return html`<p></p>`
    }
  }
  const { app, platform } = appWith(Page)
  const browser = await WireBrowser.open(app)
  app.action('open', (page) => page.mount('#a', Slow))
  let timers = 0
  const after = platform.clock.after
  platform.clock.after = (milliseconds, run) => {
    if (milliseconds === 0) timers++
    return after(milliseconds, run)
  }
  await browser.click('open')
  await rested(platform)
  expect([timers, renders]).toEqual([0, 1])
})
