import { Component, component, createMemoryPubSub, html, LiveView, on, repeat, type PubSub } from 'overwire'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Events } from '../../src/circuit/events.ts'
import { Frames } from '../../src/circuit/frames.ts'
import { Window } from '../../src/circuit/window.ts'
import { EffectQueue } from '../../src/page/effect-queue.ts'
import { LifeCycle } from '../../src/page/life-cycle.ts'
import { Page } from '../../src/page/page.ts'
import { PageRuntime } from '../../src/page/page-runtime.ts'
import { Scope } from '../../src/view/scope.ts'
import { appWith, Line, settled } from './line.ts'

/** What has escaped to the process: each of these would have ended it. */
let escaped: unknown[] = []
const escapes = (error: unknown): void => void escaped.push(error)

beforeEach(() => {
  escaped = []
  process.on('uncaughtException', escapes)
  process.on('unhandledRejection', escapes)
})

afterEach(() => {
  vi.restoreAllMocks()
  process.off('uncaughtException', escapes)
  process.off('unhandledRejection', escapes)
})

/** A page with a button for the fault, a button that counts, and a place for whatever is at fault. */
abstract class Site extends LiveView {
  count = 0
  fault(_event: { readonly signal: AbortSignal }): unknown {
    return undefined
  }
  extra(): unknown {
    return ''
  }
  render() {
    return html`<button @click=${(event) => this.fault(event)}></button>
      <button @click=${() => this.count++}>${this.count}</button>
      <div>${this.extra() as string}</div>`
  }
}
const FAULT = [0, 0]
const COUNT = [0, 1]

class Healthy extends LiveView {
  count = 0
  render() {
    return html`<button @click=${() => this.count++}>${this.count}</button>`
  }
}

function boom(): never {
  throw new Error('boom')
}

const cycle: Record<string, unknown> = {}
cycle['self'] = cycle

type Options = Parameters<typeof appWith>[1]

async function openBoth(type: new () => LiveView, options?: Options) {
  const made = appWith(type, options)
  made.app.live('/healthy', Healthy)
  made.app.action('fault', (page) => {
    page.title('not sent')
    // What TypeScript would not let through.
    page.dispatch('#a', 'x', 10n as never)
  })
  made.app.action('throws', boom)
  const healthy = await Line.open(made.app, '/healthy')
  const line = await Line.open(made.app)
  return { ...made, line, healthy }
}

/** The page goes on, no other has noticed, and nothing has reached the process. */
async function expectUnharmed({ line, healthy }: { line: Line; healthy: Line }): Promise<void> {
  await settled()
  expect(line.closed).toBeUndefined()
  await line.click(COUNT)
  expect(line.effects.at(-1)).toBeTypeOf('number')
  expect(JSON.stringify(line.frames.map(({ difference }) => difference))).toMatch(/2,1/)
  await healthy.click([0, 0])
  expect(healthy.effects.at(-1)).toBe(1)
  expect(escaped).toEqual([])
}

describe('a handler', () => {
  const cases: Record<string, (view: LiveView, event: { readonly signal: AbortSignal }) => unknown> = {
    throws: boom,
    rejects: () => Promise.reject(new Error('boom')),
    'throws null': () => {
      throw null
    },
    // oxlint-disable-next-line typescript/prefer-promise-reject-errors
    'rejects with nothing': () => Promise.reject(),
    'dispatches a BigInt': (view) => view.live.dispatch('#a', 'x', 10n as never),
    'dispatches what holds itself': (view) => view.live.dispatch('#a', 'x', cycle as never),
    'dispatches what cannot be read': (view) => view.live.dispatch('#a', 'x', { toJSON: boom } as never),
    'publishes a function': (view) => void view.live.publish('topic', () => {}),
    async *'throws behind a yield'() {
      yield
      boom()
    },
    'returns what throws when it is looked at': () => ({
      // oxlint-disable-next-line unicorn/no-thenable
      get then() {
        return boom()
      },
    }),
    'returns a promise of its own kind that rejects twice': () => ({
      // oxlint-disable-next-line unicorn/no-thenable
      then: (_: unknown, reject: (error: Error) => void) => {
        reject(new Error('boom'))
        reject(new Error('boom'))
      },
    }),
  }

  test.each(Object.entries(cases))('that %s fails alone', async (_name, fault) => {
    const both = await openBoth(
      class extends Site {
        override fault(event: { readonly signal: AbortSignal }) {
          return fault(this, event)
        }
      },
    )
    await both.line.click(FAULT)
    expect(both.line.effects).toEqual([['failed', 1]])
    await expectUnharmed(both)
  })

  test('whose `allow` or middleware throws fails alone', async () => {
    const both = await openBoth(
      class extends Site {
        override extra() {
          return html`<b @click=${on(() => {}, { allow: boom })}></b><i @dblclick=${() => {}}></i>`
        }
      },
    )
    await both.line.click([0, 3, 0])
    both.app.use((_context, event, next) => (event.type === 'dblclick' ? boom() : next()))
    both.line.fire([0, 3, 1], 'dblclick')
    await settled()
    expect(both.line.effects).toEqual([
      ['failed', 1],
      ['failed', 2],
    ])
    await expectUnharmed(both)
  })

  test.each(['fault', 'throws'])('of an action that fails (%s) sends nothing else', async (name) => {
    const both = await openBoth(class extends Site {})
    await both.line.click(name)
    expect(both.line.effects).toEqual([['failed', 1]])
    await expectUnharmed(both)
  })

  test.each([
    ['a Date', { text: new Date(0) as never, key: '1' }],
    ['an object of its own class', { text: new (class Money {})() as never, key: '1' }],
    ['a template that throws', { text: 'throw', key: '1' }],
    ['a key that throws', { text: '', key: { toString: boom } as never }],
  ])('that appends a stream row with %s fails alone', async (_name, row) => {
    const both = await openBoth(
      class extends Site {
        log = this.live.stream(
          ({ key }: { key: string; text: string }) => key,
          ({ text }) => html`<li>${text === 'throw' ? boom() : text}</li>`,
        )
        override fault() {
          this.log.append(row)
        }
        override extra() {
          return html`<ul>${this.log}</ul>`
        }
      },
    )
    await both.line.click(FAULT)
    expect(both.line.effects).toEqual([['failed', 1]])
    await expectUnharmed(both)
  })
})

describe('what throws outside of handlers', () => {
  class Child extends Component<{ n: number }> {
    render() {
      return html`<b>${this.props.n}</b>`
    }
  }
  const childOf = (type: typeof Child) =>
    class extends Site {
      shown = true
      n = 0
      override fault() {
        if (this.n++ > 0) this.shown = false
      }
      override extra() {
        return this.shown ? html`<i>${component(type, { n: this.n })}</i>` : ''
      }
    }
  const cases: Record<string, new () => LiveView> = {
    'start that throws': class extends Site {
      override start = boom
    },
    'start that rejects': class extends Site {
      override async start() {
        boom()
      }
    },
    'stop that throws': childOf(
      class extends Child {
        override start() {}
        override stop = boom
      },
    ),
    'changed that throws': childOf(
      class extends Child {
        override changed() {
          boom()
        }
      },
    ),
    'render that throws': childOf(
      class extends Child {
        override render() {
          return this.props.n > 0 ? boom() : super.render()
        }
      },
    ),
    'catchError that throws': childOf(
      class extends Child {
        override render() {
          return this.props.n > 0 ? boom() : super.render()
        }
        override catchError() {
          return boom()
        }
      },
    ),
    'an initialiser that throws': class extends Site {
      shown = false
      override fault() {
        this.shown = true
      }
      override extra() {
        return this.shown
          ? component(
              class extends Child {
                field = boom()
              },
              { n: 1 },
            )
          : ''
      }
    },
    'mount that throws': class extends Site {
      shown = false
      override fault() {
        this.shown = true
      }
      override extra() {
        return this.shown
          ? component(
              class extends Child {
                override mount = boom
              },
              { n: 1 },
            )
          : ''
      }
    },
    'a timer that throws': class extends Site {
      override start() {
        this.live.every(1000, boom)
      }
    },
    'a subscription that throws': class extends Site {
      override start() {
        this.live.subscribe('topic', boom)
      }
    },
    'a gap that throws': class extends Site {
      end = this.live.subscribe('topic', () => {}, { gap: boom })
    },
    'a load that throws at once': class extends Site {
      data = this.live.load(boom)
      override extra() {
        return this.data.failed ? 'failed' : ''
      }
    },
    'a task that throws': class extends Site {
      work = this.live.task(boom)
      override fault() {
        this.work.start()
      }
    },
    'a listener of an event signal that throws': class extends Site {
      override async fault({ signal }: { readonly signal: AbortSignal }) {
        signal.addEventListener('abort', boom)
        signal.onabort = boom
        await new Promise(() => {})
      }
    },
    'a listener of a view signal that throws': childOf(
      class extends Child {
        override start() {
          this.live.signal.addEventListener('abort', boom)
        }
      },
    ),
    'a field that cannot be read': class extends Site {
      override fault() {
        Object.defineProperty(this, 'broken', { get: boom, enumerable: true })
      }
    },
    'a list with two equal keys': class extends Site {
      keys = [1, 2]
      override fault() {
        this.keys = [1, 1]
      }
      override extra() {
        return component(
          class extends Component<{ keys: number[] }> {
            render() {
              return html`<ul>${repeat(
                this.props.keys,
                (key) => key,
                (key) => html`<li>${key}</li>`,
              )}</ul>`
            }
          },
          { keys: this.keys },
        )
      }
    },
  }

  test.each(Object.entries(cases))('%s leaves its page and the others running', async (_name, type) => {
    for (const development of [false, true]) {
      const both = await openBoth(type, { development })
      await both.line.click(FAULT)
      await both.line.click(FAULT)
      await both.app.publish('topic', 'x')
      await both.rim.pass(30_000)
      await expectUnharmed(both)
      await both.line.send({ kind: 'leave' })
      await settled()
      expect(escaped).toEqual([])
    }
  })
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

  test.each(Object.entries(failing))('and %s ends no page', async (name, methods) => {
    class Listening extends Site {
      end = this.live.subscribe('topic', () => {})
      override start() {
        this.live.subscribe('other', () => {})
        this.live.every(60_000, () => {})
      }
    }
    const pubsub = { ...memory, ...methods }
    const both = await openBoth(Listening, { pubsub })
    // Without the topic of all pages a page cannot be made: its browser is refused.
    if (name !== 'throws when it is subscribed to') await expectUnharmed(both)
    both.app.everyone.title('x')
    await both.line.send({ kind: 'leave' })
    await settled()
    expect(escaped).toEqual([])
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
      for (const kind of name === 'taking an event' ? ['sync'] : ['sync', 'async']) {
        const both = await openBoth(
          class extends Site {
            override fault() {
              return kind === 'sync' ? undefined : settled().then(() => inject())
            }
          },
        )
        if (kind === 'sync') inject()
        await both.line.click(FAULT)
        await settled()
        if (both.line.closed !== undefined) {
          expect(both.line.closed).toBe(4503)
          await both.line.rejoin(0)
          expect(both.line.received.at(-1)).toEqual({ kind: 'refused', code: 'circuit-ended' })
          both.line = await Line.open(both.app)
        }
        await expectUnharmed(both)
      }
    },
  )

  test.each([
    ['starting', () => vi.spyOn(LifeCycle.prototype, 'start').mockImplementationOnce(boom)],
    ['running a scope', () => vi.spyOn(Scope.prototype, 'run').mockImplementationOnce(boom)],
    ['following', () => vi.spyOn(Page.prototype, 'follow').mockImplementationOnce(boom)],
    ['telling the roots', () => vi.spyOn(Frames.prototype, 'established').mockImplementationOnce(boom)],
  ])('in %s refuses the join and leaves nothing', async (_name, inject) => {
    const { app } = appWith(Healthy, { limits: { circuitsPerVisitor: 1 } })
    const line = await Line.load(app)
    inject()
    await line.join()
    expect(line.closed).toBeTypeOf('number')
    const again = await Line.load(app, '/', line.cookie)
    await again.join()
    await again.click([0, 0])
    expect(again.effects).toEqual([1])
    expect(escaped).toEqual([])
  })
})
