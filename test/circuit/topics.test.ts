import { createMemoryPubSub, html, LiveView, type PubSub } from 'overwire'
import { describe, expect, test } from 'vitest'
import { appWith, deferred, WireBrowser, settled } from './wire-browser.ts'

describe('a topic', () => {
  test('what was published since a view named it is delivered when the view starts', async () => {
    class News extends LiveView {
      news = ''
      end = this.live.subscribe('news', (text: string) => (this.news += text))
      render() {
        return html`<p>${this.news}</p>`
      }
    }
    const { app } = appWith(News)
    await app.publish('news', 'before ')
    const browser = await WireBrowser.load(app)
    await app.publish('news', 'between ')
    await browser.join()
    await app.publish('news', 'after')
    await settled()
    expect(browser.frames.map((frame) => frame.difference)).toEqual([
      [0, [0, 0, 'between ']],
      [0, [0, 0, { '+': 'after' }]],
    ])
  })

  test('what is published while `mount` and `load` read data is delivered behind it', async () => {
    const { app } = appWith(
      class extends LiveView {
        news: string[] = []
        stored = this.live.load(() => app.publish('news', 'during load').then(() => 'stored'))
        override async mount() {
          this.live.subscribe('news', (text: string) => this.news.push(text))
          await app.publish('news', 'during mount')
        }
        render() {
          return html`<p>${this.stored.value}: ${this.news.join(', ')}</p>`
        }
      },
    )
    const browser = await WireBrowser.open(app)
    expect(browser.html).toContain('stored<!---->: <!----></p>')
    expect(JSON.stringify(browser.frames.at(-1)?.difference)).toContain('during mount, during load')
  })

  test('a subscription of `start` begins with the next message', async () => {
    class News extends LiveView {
      news = ''
      override start() {
        this.live.subscribe('news', (text: string) => (this.news += text))
      }
      render() {
        return html`<p>${this.news}</p>`
      }
    }
    const { app } = appWith(News)
    const browser = await WireBrowser.load(app)
    await app.publish('news', 'between ')
    await browser.join()
    await app.publish('news', 'after')
    await settled()
    expect(browser.frames.map((frame) => frame.difference)).toEqual([[0, [0, 0, 'after']]])
  })

  test('is not followed by a page that nobody joins', async () => {
    const topics: string[] = []
    const memory = createMemoryPubSub()
    const pubsub: PubSub = {
      ...memory,
      subscribe(topic, from, listener) {
        topics.push(topic)
        return memory.subscribe(topic, from, listener)
      },
    }
    class News extends LiveView {
      end = this.live.subscribe('news', () => {})
      render() {
        return html`<p></p>`
      }
    }
    const { app } = appWith(News, { pubsub })
    const browser = await WireBrowser.load(app)
    expect(topics).not.toContain('news')
    await browser.join()
    expect(topics).toContain('news')
  })

  test('makes loads read again when the messages since `mount` are no longer kept', async () => {
    let reads = 0
    class News extends LiveView {
      end = this.live.subscribe('news', () => {})
      count = this.live.load(() => ++reads)
      render() {
        return html`<p>${this.count.value}</p>`
      }
    }
    const { app } = appWith(News, { pubsub: createMemoryPubSub({ topicLogBytes: 1000 }) })
    const browser = await WireBrowser.load(app)
    for (let n = 0; n < 20; n++) await app.publish('news', 'x'.repeat(100))
    await browser.join()
    expect([browser.html.includes('>1<'), reads]).toEqual([true, 2])
  })

  test('of a pub/sub that fails ends no page: its data is read again when it starts', async () => {
    let reads = 0
    const pubsub: PubSub = { ...createMemoryPubSub(), positions: () => Promise.reject(new Error('no bus')) }
    class News extends LiveView {
      end = this.live.subscribe('news', () => {})
      count = this.live.load(() => ++reads)
      render() {
        return html`<p>${this.count.value}</p>`
      }
    }
    const { app, reports } = appWith(News, { pubsub })
    const browser = await WireBrowser.open(app)
    expect([browser.joined.kind, reads]).toEqual(['joined', 2])
    expect(reports.filter((report) => report.includes('no bus'))).toEqual([
      expect.stringContaining('asking where "news" stands'),
    ])
  })

  test('is followed by a page that is live when the bus that was down comes back', async () => {
    let reads = 0
    const memory = createMemoryPubSub()
    let bus: 'down' | 'up' = 'down'
    const pubsub: PubSub = {
      ...memory,
      async subscribe(...given) {
        if (bus === 'down') throw new Error('no bus')
        return memory.subscribe(...given)
      },
    }
    class News extends LiveView {
      news = ''
      count = this.live.load(() => ++reads)
      override start() {
        this.live.subscribe('news', (text: string) => (this.news = text))
      }
      render() {
        return html`<p>${this.news} ${this.count.value}</p>`
      }
    }
    const { app, reports, platform } = appWith(News, { pubsub })
    const browser = await WireBrowser.open(app)
    await app.publish('news', 'lost')
    bus = 'up'
    await platform.pass(1_000)
    expect(reads).toBe(2)
    await app.publish('news', 'delivered')
    await settled()
    expect(JSON.stringify(browser.frames.at(-1)?.difference)).toContain('delivered')
    expect(reports.filter((report) => report.includes('subscribing to "news"'))).toHaveLength(1)
  })

  test('that a page publishes to while the bus is down is reported once, and ends nothing', async () => {
    const pubsub: PubSub = { ...createMemoryPubSub(), publish: () => Promise.reject(new Error('no bus')) }
    class News extends LiveView {
      clicks = 0
      render() {
        return html`<button @click=${() => this.publish()}>${this.clicks}</button>`
      }
      publish() {
        this.clicks++
        void this.live.publish('news', 'text')
      }
    }
    const { app, reports } = appWith(News, { pubsub })
    const browser = await WireBrowser.open(app)
    await browser.click([0, 0])
    await settled()
    expect(reports).toEqual([expect.stringContaining('publishing to "news"')])
    expect(browser.effects.at(-1)).toBe(1)
  })
})

describe('an asynchronous subscriber', () => {
  /** A view whose handler of a message ends when the test lets it. */
  function following(limits?: { readonly queuedEffects: number }) {
    const running: { readonly text: string; readonly end: () => void }[] = []
    const log: string[] = []
    class News extends LiveView {
      override start() {
        this.live.subscribe('news', (text: string) => this.show(text), { gap: () => void log.push('gap') })
      }
      async show(text: string) {
        const { promise, resolve } = deferred()
        running.push({ text, end: resolve })
        await promise
        log.push(text)
        if (text === 'broken') throw new Error('mine')
      }
      render() {
        return html`<p></p>`
      }
    }
    return { ...appWith(News, limits && { limits }), running, log }
  }

  test('gets the next message when it is done with the one before, also when it threw', async () => {
    const { app, running, log, reports } = following()
    await WireBrowser.open(app)
    for (const text of ['broken', 'second', 'third']) await app.publish('news', text)
    for (let n = 0; n < 3; n++) {
      expect(running.map(({ text }) => text)).toEqual(['broken', 'second', 'third'].slice(0, n + 1))
      running.at(-1)?.end()
      await settled()
    }
    expect(log).toEqual(['broken', 'second', 'third'])
    expect(reports).toEqual([expect.stringContaining('mine')])
  })

  test('gets a gap in place of more messages than may wait, and those that come then', async () => {
    const { app, running, log } = following({ queuedEffects: 10 })
    await WireBrowser.open(app)
    for (let n = 0; n < 12; n++) await app.publish('news', `message ${n}`)
    await app.publish('news', 'behind the gap')
    running[0]?.end()
    await settled()
    running[1]?.end()
    await settled()
    expect(log).toEqual(['message 0', 'gap', 'behind the gap'])
  })

  test('gets none of those that wait when its page ends', async () => {
    const { app, running } = following()
    const browser = await WireBrowser.open(app)
    for (const text of ['first', 'second']) await app.publish('news', text)
    await browser.send({ kind: 'leave' })
    running[0]?.end()
    await settled()
    expect(running.map(({ text }) => text)).toEqual(['first'])
  })
})
