import { Component, component, html, LiveView, repeat } from 'overwire'
import { describe, expect, test } from 'vitest'
import { appWith, deferred, WireBrowser, settled } from './wire-browser.ts'

class Counter extends LiveView {
  static mounts = 0
  static log: string[] = []
  count = 0
  override mount() {
    Counter.mounts++
  }
  override start() {
    Counter.log.push('start')
  }
  override stop() {
    Counter.log.push('stop')
  }
  render() {
    return html`<button @click=${() => this.count++}>${this.count}</button>`
  }
}

function counter(options?: Parameters<typeof appWith>[1]) {
  Counter.mounts = 0
  Counter.log = []
  return appWith(Counter, options)
}

describe('joining', () => {
  test('a visit mounts once, and starts when its socket comes', async () => {
    const { app } = counter()
    const browser = await WireBrowser.load(app)
    expect([Counter.mounts, Counter.log]).toEqual([1, []])
    await browser.join()
    expect([Counter.mounts, Counter.log]).toEqual([1, ['start']])
    expect(browser.joined.roots).toEqual([[0, 'shape', 1]])
  })

  test('a join that is repeated because its reply was lost gets the same circuit, and what followed', async () => {
    const { app } = counter()
    const browser = await WireBrowser.open(app)
    await browser.click([0, 0])
    const { circuit } = browser.joined
    // The reply and the frame were lost: the browser has seen nothing.
    browser.cut()
    browser.received = []
    await browser.join()
    expect(browser.joined.circuit).toBe(circuit)
    expect(browser.joined.roots).toEqual([[0, 'shape', 1]])
    expect(browser.frames.map((frame) => frame.difference)).toEqual([[0, [0, 1, 1]]])
    expect([Counter.mounts, Counter.log]).toEqual([1, ['start']])
  })

  test('a visitor with as many open pages as are allowed gets no other until one ends', async () => {
    const { app } = counter({ limits: { circuitsPerVisitor: 1 } })
    const first = await WireBrowser.open(app)
    const second = await WireBrowser.load(app, '/', first.cookie)
    await second.join()
    expect(second.received).toEqual([{ kind: 'refused', code: 'circuit-limit' }])
    expect(second.closed).toBe(4403)
    const stranger = await WireBrowser.open(app)
    expect(stranger.joined.roots).toEqual([[0, 'shape', 1]])
    await first.send({ kind: 'leave' })
    await second.join()
    expect(second.joined.roots).toEqual([[0, 'shape', 1]])
  })

  test('two documents of one HTML get circuits of their own', async () => {
    const { app } = counter()
    const browser = await WireBrowser.open(app)
    const first = browser.joined.circuit
    await browser.click([0, 0])
    browser.received = []
    await browser.join('another nonce')
    expect(browser.joined.circuit).not.toBe(first)
    expect(browser.joined.roots).toEqual([[0, 'shape', 1]])
    expect(Counter.mounts).toBe(2)
  })

  test('a token whose circuit has ended is refused', async () => {
    const { app } = counter()
    const browser = await WireBrowser.open(app)
    await browser.send({ kind: 'leave' })
    await browser.join('another nonce')
    expect(browser.received.at(-1)).toEqual({ kind: 'refused', code: 'token-used' })
  })

  test('a page that nobody came for is forgotten, and mounts again for who comes late', async () => {
    const { app, platform } = counter()
    const browser = await WireBrowser.load(app)
    await platform.pass(31_000)
    await browser.join()
    expect(browser.joined.roots).toEqual([[0, 'shape', 1]])
    expect([Counter.mounts, Counter.log]).toEqual([2, ['start']])
  })

  test('a page whose tree was let go is made again from its state', async () => {
    const { app } = counter({ limits: { parkedBytes: 450 } })
    const browser = await WireBrowser.load(app)
    await browser.join()
    expect(browser.joined.roots).toEqual([[0, 'shape', 1]])
    expect(Counter.mounts).toBe(1)
  })

  test.each([
    ['small', 10, 2],
    ['of 15 kB', 15_000, 3],
  ])(
    'pages that wait with headers %s are kept by what they hold, headers included',
    async (_, size, expected) => {
      let made = 0
      class Counted extends LiveView {
        number = ++made
        render() {
          return html`<p>Counted</p>`
        }
      }
      const { app } = appWith(Counted, { limits: { parkedBytes: 20_000 } })
      const cookie = `live_visitor=${'v'.repeat(22)}; large=${'x'.repeat(size)}`
      const first = await WireBrowser.load(app, '/', cookie)
      await WireBrowser.load(app, '/', cookie)
      await first.join()
      expect(first.joined.roots).toEqual([[0, 'shape', 1]])
      expect(made).toBe(expected)
    },
  )

  test('a visitor who loads pages without end loses the oldest, and takes none from others', async () => {
    const { app } = counter({ limits: { parkedPerVisitor: 2 } })
    const other = await WireBrowser.load(app)
    const { cookie } = await WireBrowser.load(app)
    const mine = await WireBrowser.load(app, '/', cookie)
    await WireBrowser.load(app, '/', cookie)
    await WireBrowser.load(app, '/', cookie)
    expect(Counter.mounts).toBe(5)
    await other.join()
    expect(Counter.mounts).toBe(5)
    await mine.join()
    expect(mine.joined.roots).toEqual([[0, 'shape', 1]])
    expect(Counter.mounts).toBe(6)
  })

  test.each([
    ['without cookies', () => ''],
    ['with a new cookie each time', (n: number) => `live_visitor=${String(n).padStart(22, 'c')}`],
  ])('an address that loads pages %s loses the oldest, and takes none from others', async (_, cookieOf) => {
    const { app } = counter()
    const load = (ip: string, n: number) => WireBrowser.load(app, '/', cookieOf(n), ip)
    const other = await load('10.0.0.2', 0)
    const oldest = await load('10.0.0.1', 1)
    for (let n = 2; n <= 1001; n++) await load('10.0.0.1', n)
    Counter.mounts = 0
    await other.join()
    expect(Counter.mounts).toBe(0)
    await oldest.join()
    expect(Counter.mounts).toBe(1)
  })

  test('a page that renders otherwise when it is made again is sent in full', async () => {
    let renders = 0
    class Restless extends LiveView {
      n = ++renders
      render() {
        return html`<p>${this.n}</p>`
      }
    }
    const { app, platform } = appWith(Restless)
    const browser = await WireBrowser.load(app)
    await platform.pass(31_000)
    await browser.join()
    expect(browser.joined.roots).toEqual([[0, 'values', [1, 2]]])
    // The reply was lost: the HTML in the browser is still the other one.
    browser.cut()
    browser.received = []
    await browser.join()
    expect(browser.joined.roots).toEqual([[0, 'values', [1, 2]]])
  })
})

describe('a lost browser', () => {
  test('both ends resend: events run once, frames arrive once, in order', async () => {
    const { app } = counter()
    const browser = await WireBrowser.open(app)
    await browser.click([0, 0])
    browser.cut()
    await browser.rejoin(0)
    expect(browser.received.slice(-2)).toEqual([
      { kind: 'rejoined', received: 1 },
      { kind: 'frame', difference: [0, [0, 1, 1]], effects: [1] },
    ])
    await browser.click([0, 0], 1)
    expect(browser.frames.at(-1)).toMatchObject({ difference: [0, [0, 1, 2]], effects: [2] })
    expect(Counter.log).toEqual(['start'])
  })

  test('a new socket supersedes the old one', async () => {
    const { app } = counter()
    const browser = await WireBrowser.open(app)
    const codes: (number | undefined)[] = []
    await browser.rejoin(0)
    codes.push(browser.closed)
    expect(codes).toEqual([4409])
    await browser.click([0, 0])
    expect(browser.effects).toEqual([1])
  })

  test('what happens meanwhile melts into one frame', async () => {
    const { app } = appWith(
      class extends LiveView {
        n = 0
        override start() {
          this.live.subscribe('n', (n: number) => (this.n = n))
        }
        render() {
          return html`<p>${this.n}</p>`
        }
      },
    )
    const browser = await WireBrowser.open(app)
    browser.cut()
    for (let n = 1; n <= 500; n++) {
      await app.publish('n', n)
    }
    await browser.rejoin(0)
    expect(browser.frames.map((frame) => frame.difference)).toEqual([[0, [0, 0, 500]]])
  })

  test('after its grace the circuit stops once and is not given back', async () => {
    const { app, platform } = counter()
    const browser = await WireBrowser.open(app)
    browser.cut()
    await platform.pass(70_000)
    expect(Counter.log).toEqual(['start', 'stop'])
    await browser.rejoin(0)
    expect(browser.received.at(-1)).toEqual({ kind: 'refused', code: 'circuit-ended' })
  })

  test('a wrong secret, another visitor or a forged position gets nothing', async () => {
    const { app } = counter()
    const browser = await WireBrowser.open(app)
    const { circuit } = browser.joined
    const other = await WireBrowser.load(app)
    for (const [secret, received, from] of [
      ['wrong', 0, browser],
      [browser.joined.secret, 5, browser],
      [browser.joined.secret, 0, other],
    ] as const) {
      from.connect()
      await from.send({ kind: 'rejoin', version: 1, circuit, secret, received, attempt: 2 })
      expect(from.received.at(-1)?.kind).toBe('refused')
    }
  })
})

describe('the window', () => {
  test('is never passed: without acknowledgements renders become one', async () => {
    const { app } = appWith(
      class extends LiveView {
        n = 0
        override start() {
          this.live.subscribe('n', (n: number) => (this.n = n))
        }
        render() {
          return html`<p>${this.n}</p>`
        }
      },
      { limits: { windowFrames: 4 } },
    )
    const browser = await WireBrowser.open(app)
    for (let n = 1; n <= 50; n++) {
      await app.publish('n', n)
      await settled()
    }
    expect(browser.frames.length).toBe(4)
    expect(browser.effects).toEqual([['ack']])
    await browser.send({ kind: 'ack', seen: 4 })
    expect(browser.frames.map((frame) => frame.difference)).toEqual(
      [1, 2, 3, 4, 50].map((n) => [0, [0, 0, n]]),
    )
  })

  test('a long handler’s event is told to be received within a second', async () => {
    const gate = deferred()
    class Slow extends LiveView {
      render() {
        return html`<button @click=${() => gate.promise}>x</button>`
      }
    }
    const { app, platform } = appWith(Slow)
    const browser = await WireBrowser.open(app)
    await browser.click([0, 0])
    expect(browser.frames).toEqual([])
    await platform.pass(1000)
    expect(browser.received.at(-1)).toEqual({ kind: 'received', received: 1 })
    gate.resolve()
    await settled()
    expect(browser.effects).toEqual([1])
  })
})

describe('a mismatch', () => {
  test('begins an epoch with everything in full, and events go on', async () => {
    const { app, reports } = counter()
    const browser = await WireBrowser.open(app)
    await browser.click([0, 0])
    await browser.send({ kind: 'mismatch', seen: 1, reason: 'expected <button>' })
    expect(browser.frames.at(-1)).toEqual({
      kind: 'frame',
      difference: 0,
      effects: [['epoch', [0, [1, 0, 1]]]],
    })
    expect(reports.join()).toContain('expected <button>')
    await browser.click([0, 0])
    expect(browser.frames.at(-1)?.difference).toEqual([0, [0, 1, 2]])
  })

  test('keeps the ids of rows, so that an event from before it finds its row', async () => {
    class Letters extends LiveView {
      letters = [...'abcd']
      pressed = ''
      override render() {
        return html`<ul>${repeat(
          this.letters,
          (letter) => letter,
          (letter) => html`<li><button @click=${() => (this.pressed = letter)}>${letter}</button></li>`,
        )}</ul><button @click=${() => this.letters.shift()}>Drop</button><p>${this.pressed}</p>`
      }
    }
    const { app } = appWith(Letters)
    const browser = await WireBrowser.open(app)
    await browser.click([0, 1])
    await browser.send({ kind: 'mismatch', seen: 1, reason: 'expected <li>' })
    expect(browser.frames.at(-1)?.effects).toEqual([
      ['epoch', [0, [1, { i: [[2, [0, 'b'], [0, 'c'], [0, 'd']]], d: [4, [1, 3]] }, 0, '']]],
    ])
    await browser.click([0, 0, 2, 0], 1)
    expect(browser.frames.at(-1)?.difference).toEqual([0, [0, 2, 'c']])
  })
})

describe('components', () => {
  test('another key stops and mounts, other props run changed, clean ones are skipped', async () => {
    const log: string[] = []
    class Room extends Component<{ name: string; topic: string }> {
      override mount() {
        log.push(`mount ${this.props.name}`)
      }
      override start() {
        log.push(`start ${this.props.name}`)
      }
      override changed(previous: { topic: string }) {
        log.push(`changed ${previous.topic} to ${this.props.topic}`)
      }
      override stop() {
        log.push(`stop ${this.props.name}`)
      }
      render() {
        log.push(`render ${this.props.name}`)
        return html`<h2>${this.props.name}</h2>${this.props.topic}`
      }
    }
    class House extends LiveView {
      room = 'hall'
      topic = 'tea'
      n = 0
      render() {
        return html`<button @click=${() => this.n++}>${this.n}</button>
          <button @click=${() => (this.topic = 'cake')}>Topic</button>
          <button @click=${() => (this.room = 'attic')}>Move</button>
          <div>${component(Room, { name: this.room, topic: this.topic }, { key: this.room })}</div>`
      }
    }
    const browser = await WireBrowser.open(appWith(House).app)
    expect(log.splice(0)).toEqual(['mount hall', 'render hall', 'start hall', 'render hall'])
    await browser.click([0, 0])
    expect(log.splice(0)).toEqual([])
    await browser.click([0, 2])
    expect(log.splice(0)).toEqual(['changed tea to cake', 'render hall'])
    await browser.click([0, 3])
    expect(log.splice(0)).toEqual(['mount attic', 'render attic', 'stop hall', 'start attic', 'render attic'])
    expect(browser.frames.at(-1)?.difference).toEqual([0, [0, 4, [2, 'attic', 'cake']]])
  })

  test('an async mount shows pending on the socket and is waited for in the first response', async () => {
    const gates = [deferred<string>(), deferred<string>()]
    class Slow extends Component<{ n: number }> {
      text = ''
      override async mount() {
        this.text = (await gates[this.props.n]?.promise) ?? ''
      }
      override pending() {
        return html`<i>wait</i>`
      }
      render() {
        return html`<b>${this.text}</b>`
      }
    }
    class Page extends LiveView {
      shown = [0]
      render() {
        return html`<button @click=${() => this.shown.push(1)}>More</button>${this.shown.map((n) => component(Slow, { n }))}`
      }
    }
    const { app } = appWith(Page)
    const loading = WireBrowser.load(app)
    await settled()
    gates[0]?.resolve('first')
    const browser = await loading
    expect(browser.html).toContain('<b>first</b>')
    await browser.join()
    await browser.click([0, 0])
    gates[1]?.resolve('second')
    await settled()
    expect(JSON.stringify(browser.frames.map((frame) => frame.templates))).toContain('<i>wait</i>')
    expect(JSON.stringify(browser.frames.at(-1)?.difference)).toContain('"second"')
  })

  test('catchError shows something else in place of what threw below, and recovers on retry', async () => {
    let broken = true
    class Bomb extends Component {
      render() {
        if (broken) throw new Error('boom')
        return html`<b>fine</b>`
      }
    }
    class Safe extends Component {
      render() {
        return html`<div>${component(Bomb)}</div>`
      }
      override catchError(error: unknown, retry: () => void) {
        return html`<button @click=${retry}>${(error as Error).message}</button>`
      }
    }
    class Page extends LiveView {
      n = 0
      render() {
        return html`<i @click=${() => this.n++}>${this.n}</i>${component(Safe)}`
      }
    }
    const { app, reports } = appWith(Page)
    const browser = await WireBrowser.open(app)
    expect(browser.html).toContain('<button>boom</button>')
    expect(reports.join()).toContain('boom')
    await browser.click([0, 0])
    expect(browser.effects).toEqual([1])
    broken = false
    await browser.click([0, 2, 0])
    expect(JSON.stringify(browser.frames.at(-1)?.templates)).toContain('<b>fine</b>')
  })
})

test('the rate of events is not renewed by another socket', async () => {
  const { app } = appWith(Counter)
  let runs = 0
  app.action('run', () => void runs++)
  const browser = await WireBrowser.open(app)
  for (let n = 0; n < 100; n++) browser.sendEvent('run')
  await settled()
  browser.cut()
  await browser.rejoin(browser.frames.length)
  for (let n = 0; n < 10; n++) browser.sendEvent('run')
  await settled()
  expect(runs).toBe(100)
  expect(browser.effects.at(-1)).toEqual(['refused', 110, 'limited'])
})

test('a browser is told numbers, and its events are taken, where there is no limit', async () => {
  const limits = {
    eventsPerSecond: Infinity,
    eventBurst: Infinity,
    bytesPerSecond: Infinity,
    byteBurst: Infinity,
  }
  const { app, platform } = appWith(Counter, { limits })
  app.action('run', () => {})
  const browser = await WireBrowser.open(app)
  expect(browser.joined.limits.every(Number.isFinite)).toBe(true)
  for (let n = 0; n < 90; n++) browser.sendEvent('run')
  await platform.pass(1)
  await platform.pass(1)
  expect(browser.effects.filter((effect) => typeof effect === 'number')).toHaveLength(90)
})
