import { createMemoryPubSub, html, type PubSub } from 'overwire'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Events } from '../../src/circuit/events.ts'
import { Frames } from '../../src/circuit/frames.ts'
import { Window } from '../../src/circuit/window.ts'
import { EffectQueue } from '../../src/page/effect-queue.ts'
import { LifeCycle } from '../../src/page/life-cycle.ts'
import { Page } from '../../src/page/page.ts'
import { PageRuntime } from '../../src/page/page-runtime.ts'
import { StreamEffect } from '../../src/page/stream-effect.ts'
import { Scope } from '../../src/view/scope.ts'
import {
  boom,
  escaped,
  expectUnharmed,
  FAULT,
  Healthy,
  openBoth,
  Site,
  unwatchProcess,
  watchProcess,
} from './fault-fixture.ts'
import { appWith, WireBrowser, settled } from './wire-browser.ts'

beforeEach(watchProcess)
afterEach(() => {
  vi.restoreAllMocks()
  unwatchProcess()
})

describe('a bus that fails', () => {
  const memory = createMemoryPubSub()
  const failing: Record<string, Partial<PubSub>> = {
    'cannot be subscribed to': { subscribe: () => Promise.reject(new Error('boom')) },
    'throws when it is subscribed to': { subscribe: boom },
    'knows no positions': { positions: boom },
    'cannot be left': { subscribe: () => Promise.resolve(boom) },
    'cannot be published to': { publish: () => Promise.reject(new Error('boom')) },
  }

  test.each(Object.entries(failing))('and %s ends no page', async (_, methods) => {
    class Listening extends Site {
      end = this.live.subscribe('topic', () => {})
      override start() {
        this.live.subscribe('other', () => {})
        // Ended before the bus has answered.
        this.live.subscribe('third', () => {})()
      }
    }
    const pubsub = { ...memory, ...methods }
    const both = await openBoth(Listening, { pubsub })
    await expectUnharmed(both)
    both.app.everyone.title('x')
    for (const each of [both.browser, both.healthy]) await each.send({ kind: 'leave' })
    await settled()
    expect(escaped).toEqual([])
  })

  test('to let go of a topic keeps no other from being let go, and `stop` from running', async () => {
    const log: string[] = []
    const pubsub: PubSub = {
      ...memory,
      subscribe: (topic) =>
        Promise.resolve(() => {
          log.push(topic)
          boom()
        }),
    }
    class Listening extends Site {
      override start() {
        this.live.subscribe('one', () => {})
        this.live.subscribe('two', () => {})
      }
      override stop() {
        log.push('stop')
      }
    }
    const { browser } = await openBoth(Listening, { pubsub })
    await browser.send({ kind: 'leave' })
    expect(log).toEqual(['one', 'two', 'stop'])
  })
})

describe('a fault of the framework itself', () => {
  const steps: Record<string, () => void> = {
    'rendering a page': () => vi.spyOn(Page.prototype, 'render').mockImplementationOnce(boom),
    'making a frame': () => vi.spyOn(Frames.prototype, 'next').mockImplementationOnce(boom),
    'entering a frame': () => vi.spyOn(Window.prototype, 'push').mockImplementationOnce(boom),
    'taking effects': () => vi.spyOn(EffectQueue.prototype, 'take').mockImplementationOnce(boom),
    'queueing an effect': () => vi.spyOn(EffectQueue.prototype, 'push').mockImplementationOnce(boom),
    'taking an event': () => vi.spyOn(Events.prototype, 'take').mockImplementationOnce(boom),
    'ending an event': () => vi.spyOn(Events.prototype, 'over').mockImplementationOnce(boom),
    'marking what is dirty': () => vi.spyOn(PageRuntime.prototype, 'invalidate').mockImplementationOnce(boom),
  }

  test.each(Object.entries(steps))(
    'in %s starts this page anew at worst: its visitor loads it again, and no other notices',
    async (name, inject) => {
      for (const kind of name === 'taking an event' ? ['sync'] : ['sync', 'async', 'timer']) {
        const both = await openBoth(
          class extends Site {
            override fault() {
              return kind === 'async' ? settled().then(() => inject()) : undefined
            }
            override start() {
              if (kind !== 'timer') return
              this.live.every(1000, async () => {
                await settled()
                inject()
                throw new Error('timer broke')
              })
            }
          },
        )
        if (kind === 'sync') inject()
        if (kind === 'timer') await both.platform.pass(1500)
        await both.browser.click(FAULT)
        await settled()
        if (both.browser.closed !== undefined) {
          expect(both.browser.closed).toBe(4503)
          await both.browser.rejoin(0)
          expect(both.browser.received.at(-1)).toEqual({ kind: 'refused', code: 'circuit-ended' })
          both.browser = await WireBrowser.open(both.app)
        }
        await expectUnharmed(both)
      }
    },
  )

  test.each([
    ['aborting events', () => vi.spyOn(Events.prototype, 'abort').mockImplementationOnce(boom)],
    ['stopping', () => vi.spyOn(Page.prototype, 'stop').mockImplementationOnce(boom)],
  ])('in %s keeps no place of its visitor', async (_name, inject) => {
    const { app } = appWith(Healthy, { limits: { circuitsPerVisitor: 1 } })
    const browser = await WireBrowser.open(app)
    await browser.click([0, 0])
    inject()
    await browser.send({ kind: 'leave' })
    const again = await WireBrowser.load(app, '/', browser.cookie)
    await again.join()
    await again.click([0, 0])
    expect(again.effects).toEqual([1])
    expect(escaped).toEqual([])
  })

  test('in encoding an effect fails its event alone', async () => {
    const both = await openBoth(
      class extends Site {
        log = this.live.stream(String, (item: number) => html`<li>${item}</li>`)
        override fault() {
          this.log.append(1)
        }
        override extra() {
          return html`<ul>${this.log}</ul>`
        }
      },
    )
    vi.spyOn(StreamEffect.prototype, 'encode').mockImplementationOnce(boom)
    await both.browser.click(FAULT)
    expect(both.browser.effects).toEqual([['failed', 1]])
    await expectUnharmed(both)
  })

  test.each([
    ['starting', () => vi.spyOn(LifeCycle.prototype, 'start').mockImplementationOnce(boom)],
    ['running a scope', () => vi.spyOn(Scope.prototype, 'run').mockImplementationOnce(boom)],
    ['following', () => vi.spyOn(Page.prototype, 'follow').mockImplementationOnce(boom)],
    ['telling the roots', () => vi.spyOn(Frames.prototype, 'established').mockImplementationOnce(boom)],
  ])('in %s refuses the join and leaves nothing', async (_name, inject) => {
    const { app } = appWith(Healthy, { limits: { circuitsPerVisitor: 1 } })
    const browser = await WireBrowser.load(app)
    inject()
    await browser.join()
    expect(browser.closed).toBeTypeOf('number')
    const again = await WireBrowser.load(app, '/', browser.cookie)
    await again.join()
    await again.click([0, 0])
    expect(again.effects).toEqual([1])
    expect(escaped).toEqual([])
  })
})
