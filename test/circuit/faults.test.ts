import { Component, component, html, type LiveView, on, repeat } from 'overwire'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  boom,
  escaped,
  expectUnharmed,
  FAULT,
  openBoth,
  Site,
  unwatchProcess,
  watchProcess,
} from './fault-fixture.ts'
import { settled } from './wire-browser.ts'

beforeEach(watchProcess)
afterEach(unwatchProcess)

const cycle: Record<string, unknown> = {}
cycle['self'] = cycle

describe('a handler', () => {
  const cases: Record<string, (view: LiveView, event: { readonly signal: AbortSignal }) => unknown> = {
    throws: boom,
    rejects: () => Promise.reject(new Error('boom')),
    'throws null': () => {
      throw null
    },
    // oxlint-disable-next-line typescript/prefer-promise-reject-errors -- a handler may do so
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
      // oxlint-disable-next-line unicorn/no-thenable -- a handler may do so
      get then() {
        return boom()
      },
    }),
    // oxlint-disable-next-line unicorn/no-thenable -- a handler may do so
    'returns a promise of its own kind that throws when it is waited for': () => ({ then: boom }),
  }

  test.each(Object.entries(cases))('that %s fails alone', async (_name, fault) => {
    const both = await openBoth(
      class extends Site {
        override fault(event: { readonly signal: AbortSignal }) {
          return fault(this, event)
        }
      },
    )
    await both.browser.click(FAULT)
    expect(both.browser.effects).toEqual([['failed', 1]])
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
    await both.browser.click([0, 3, 0])
    both.app.use((_context, event, next) => (event.type === 'dblclick' ? boom() : next()))
    both.browser.sendEvent([0, 3, 1], 'dblclick')
    await settled()
    expect(both.browser.effects).toEqual([
      ['failed', 1],
      ['failed', 2],
    ])
    await expectUnharmed(both)
  })

  test.each(['fault', 'throws'])('of an action that fails (%s) sends nothing else', async (name) => {
    const both = await openBoth(class extends Site {})
    await both.browser.click(name)
    expect(both.browser.effects).toEqual([['failed', 1]])
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
    await both.browser.click(FAULT)
    expect(both.browser.effects).toEqual([['failed', 1]])
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
      await both.browser.click(FAULT)
      await both.browser.click(FAULT)
      await both.app.publish('topic', 'x')
      await both.platform.pass(30_000)
      await expectUnharmed(both)
      await both.browser.send({ kind: 'leave' })
      await settled()
      expect(escaped).toEqual([])
    }
  })
})
