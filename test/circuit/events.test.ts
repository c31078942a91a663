import { html, LiveView, on, repeat } from 'overwire'
import { describe, expect, test } from 'vitest'
import { appWith, deferred, WireBrowser, settled } from './wire-browser.ts'

describe('seen and still standing', () => {
  test('a click runs the closure of the version that its user saw', async () => {
    const deleted: string[] = []
    class Panel extends LiveView {
      shown = 'a'
      render() {
        const { shown } = this
        return html`<button @click=${() => (this.shown = 'b')}>Next</button>
          <button @click=${() => deleted.push(shown)}>Delete ${shown}</button>`
      }
    }
    const browser = await WireBrowser.open(appWith(Panel).app)
    browser.sendEvent([0, 0], 'click', {}, 0)
    browser.sendEvent([0, 1], 'click', {}, 0)
    await settled()
    await browser.click([0, 1])
    expect(deleted).toEqual(['a', 'b'])
  })

  test('a click on what has gone is refused, and its neighbour runs', async () => {
    class List extends LiveView {
      items = [1, 2, 3]
      hits: number[] = []
      render() {
        return html`<p>${this.hits.join()}</p>
          <ul>
            ${repeat(
              this.items,
              (item) => item,
              (item) =>
                html`<li @click=${() => this.hits.push(item)} @dblclick=${() => this.remove(item)}>${item}</li>`,
            )}
          </ul>`
      }
      remove(item: number) {
        this.items = this.items.filter((each) => each !== item)
      }
    }
    const browser = await WireBrowser.open(appWith(List).app)
    browser.sendEvent([0, 1, 1, 1], 'dblclick', {}, 0)
    await settled()
    await browser.click([0, 1, 1, 0], 0)
    await browser.click([0, 1, 2, 0], 0)
    expect(browser.effects).toEqual([1, ['refused', 2, 'gone'], 3])
    expect(browser.frames.at(-1)?.difference).toEqual([0, [0, 0, '3']])
  })

  test('a double click on a button that vanishes runs once', async () => {
    class Once extends LiveView {
      runs = 0
      render() {
        return this.runs > 0
          ? html`<p>${this.runs}</p>`
          : html`<button @click=${() => this.runs++}>Go</button>`
      }
    }
    const browser = await WireBrowser.open(appWith(Once).app)
    browser.sendEvent([0, 0], 'click', {}, 0)
    browser.sendEvent([0, 0], 'click', {}, 0)
    await settled()
    expect(browser.effects).toEqual([1, ['refused', 2, 'gone']])
  })

  test('what is disabled, then or now, does not run', async () => {
    class Lock extends LiveView {
      locked = true
      runs = 0
      render() {
        return html`<button @click=${() => (this.locked = !this.locked)}>Lock</button>
          <fieldset ?disabled=${this.locked}><button @click=${() => this.runs++}>${this.runs}</button></fieldset>`
      }
    }
    const browser = await WireBrowser.open(appWith(Lock).app)
    await browser.click([0, 2]) // locked when seen
    await browser.click([0, 0]) // unlocks
    await browser.click([0, 2])
    browser.sendEvent([0, 0]) // locks
    browser.sendEvent([0, 2], 'click', {}, 3) // unlocked when seen
    await settled()
    expect(browser.effects).toEqual([['refused', 1, 'gone'], 2, 3, 4, ['refused', 5, 'gone']])
  })

  test('another event type than the part listens to is refused', async () => {
    class Plain extends LiveView {
      render() {
        return html`<button @click=${() => {}}>x</button>`
      }
    }
    const browser = await WireBrowser.open(appWith(Plain).app)
    browser.sendEvent([0, 0], 'submit')
    browser.sendEvent([0, 0, 7, 7])
    browser.sendEvent([0, 'key'])
    browser.sendEvent([9, 0])
    await settled()
    expect(browser.effects).toEqual([1, 2, 3, 4].map((event) => ['refused', event, 'gone']))
  })

  test('a submit whose result its user had not seen is spent', async () => {
    let orders = 0
    class Shop extends LiveView {
      orders = 0
      render() {
        return html`<form @submit=${() => (this.orders = ++orders)}><button>Order</button></form>${this.orders}`
      }
    }
    const browser = await WireBrowser.open(appWith(Shop).app)
    browser.sendEvent([0, 0], 'submit', {}, 0)
    await settled()
    browser.sendEvent([0, 0], 'submit', {}, 0)
    await settled()
    browser.sendEvent([0, 0], 'submit')
    await settled()
    expect(browser.effects).toEqual([1, ['refused', 2, 'spent'], 3])
    expect(orders).toBe(2)
  })

  test('a right that was taken away is asked for again', async () => {
    let allowed = true
    class Guarded extends LiveView {
      runs = 0
      render() {
        return html`<button @click=${on(() => this.runs++, { allow: () => allowed })}>${this.runs}</button>`
      }
    }
    const browser = await WireBrowser.open(appWith(Guarded).app)
    await browser.click([0, 0])
    allowed = false
    await browser.click([0, 0])
    expect(browser.effects).toEqual([1, ['refused', 2, 'denied']])
  })
})

describe('overlapping handlers', () => {
  class Overlapping extends LiveView {
    static gate = deferred()
    log: string[] = []
    async note(what: string) {
      this.log.push(`${what} begins`)
      await Overlapping.gate.promise
      this.log.push(`${what} ends`)
    }
    render() {
      return html`<button @click=${() => this.note('click')}>Queue</button>
        <input @input=${(event) => this.note(event.value)} />
        <form @submit=${() => this.note('submit')}></form>
        <button @click=${on(() => this.note('allowed'), { overlap: 'allow' })}>Allow</button>
        <p>${this.log.join()}</p>`
    }
  }

  test('latest and queue wait, drop refuses, and every event has one outcome', async () => {
    Overlapping.gate = deferred()
    const browser = await WireBrowser.open(appWith(Overlapping).app)
    for (const value of ['a', 'ab', 'abc']) browser.sendEvent([0, 1], 'input', { value })
    browser.sendEvent([0, 2], 'submit')
    browser.sendEvent([0, 2], 'submit')
    browser.sendEvent([0, 0])
    browser.sendEvent([0, 0])
    browser.sendEvent([0, 3])
    browser.sendEvent([0, 3])
    await settled()
    expect(browser.effects.filter((effect) => typeof effect === 'object' && effect[0] === 'refused')).toEqual(
      [['refused', 5, 'dropped']],
    )
    Overlapping.gate.resolve()
    await settled()
    await settled()
    const outcomes = browser.effects
      .filter((effect) => typeof effect === 'number')
      .toSorted((one, other) => one - other)
    expect(outcomes).toEqual([1, 2, 3, 4, 6, 7, 8, 9])
  })

  test('an async generator renders at each yield', async () => {
    class Answer extends LiveView {
      text = ''
      async *speak() {
        for (const word of ['a first sentence. ', 'a second one. ', 'and a third.']) {
          this.text += word
          yield
        }
      }
      render() {
        return html`<button @click=${() => this.speak()}>Ask</button><p>${this.text}</p>`
      }
    }
    const browser = await WireBrowser.open(appWith(Answer).app)
    await browser.click([0, 0])
    const texts = browser.frames.flatMap((frame) => frame.difference || [])
    expect(texts.filter((each) => Array.isArray(each))).toEqual([
      [0, 1, 'a first sentence. '],
      [0, 1, { '+': 'a second one. ' }],
      [0, 1, { '+': 'and a third.' }],
    ])
  })

  test('a handler that never settles fails after its time and frees its lane', async () => {
    const aborted: boolean[] = []
    class Hanging extends LiveView {
      runs = 0
      render() {
        return html`<button
          @click=${async (event: { signal: AbortSignal }) => {
            this.runs++
            await new Promise((resolve) =>
              event.signal.addEventListener('abort', () => aborted.push(true) && this.runs < 0 && resolve(0)),
            )
          }}
        >
          ${this.runs}
        </button>`
      }
    }
    const { app, platform, reports } = appWith(Hanging)
    const browser = await WireBrowser.open(app)
    await browser.click([0, 0])
    await platform.pass(30_000)
    await browser.click([0, 0])
    expect(browser.effects).toContainEqual(['failed', 1])
    expect(aborted).toEqual([true])
    expect(reports.join()).toContain('had not settled after 30000 ms')
    expect(browser.frames.flatMap((frame) => frame.difference || [])).toContainEqual([0, 1, 2])
  })
})

describe('what goes wrong', () => {
  class Fragile extends LiveView {
    mode = 'fine'
    count = 0
    render() {
      if (this.mode === 'broken') throw new Error('render broke')
      return html`<button @click=${() => this.throwing()}>Throw</button>
        <button @click=${() => (this.mode = 'broken')}>Break</button>
        <button @click=${() => (this.mode = 'fine')}>Mend</button>
        <b @click=${() => this.count++}>${this.count}</b>`
    }
    throwing() {
      this.count = 7
      throw new Error('handler broke')
    }
  }

  test('a throwing handler leaves its fields, renders, fails and is reported; the page lives', async () => {
    const { app, reports } = appWith(Fragile)
    const browser = await WireBrowser.open(app)
    await browser.click([0, 0])
    await browser.click([0, 3])
    expect(browser.frames.map((frame) => [frame.difference, frame.effects])).toEqual([
      [[0, [0, 4, 7]], [['failed', 1]]],
      [[0, [0, 4, 8]], [2]],
    ])
    expect(reports.join()).toContain('handler broke')
    expect(browser.closed).toBeUndefined()
  })

  test('a throwing render changes nothing, its event fails, and the page goes on when it is mended', async () => {
    const { app, reports } = appWith(Fragile)
    const browser = await WireBrowser.open(app)
    await browser.click([0, 1])
    await browser.click([0, 3])
    await browser.click([0, 2])
    expect(browser.frames.map((frame) => [frame.difference, frame.effects])).toEqual([
      [0, [['failed', 1]]],
      [0, [['failed', 2]]],
      [[0, [0, 4, 1]], [3]],
    ])
    expect(reports.join()).toContain('render broke')
  })

  test('duplicate keys throw from render with the key, and the page stays as it is', async () => {
    class Doubled extends LiveView {
      items = [1, 2]
      render() {
        return html`<button @click=${() => (this.items = [1, 1])}>x</button>
          <ul>${repeat(
            this.items,
            (item) => item,
            (item) => html`<li>${item}</li>`,
          )}</ul>`
      }
    }
    const { app, reports } = appWith(Doubled)
    const browser = await WireBrowser.open(app)
    await browser.click([0, 0])
    expect(browser.frames.map((frame) => [frame.difference, frame.effects])).toEqual([[0, [['failed', 1]]]])
    expect(reports.join()).toMatch(/two rows.*key.*1/is)
  })

  test('one circuit’s fault does not reach another', async () => {
    const { app } = appWith(Fragile)
    const one = await WireBrowser.open(app)
    const other = await WireBrowser.open(app)
    await one.click([0, 1])
    await one.send({ kind: 'ack', seen: 99 })
    await other.click([0, 3])
    expect(one.closed).toBe(4400)
    expect(other.effects).toEqual([1])
    expect(other.closed).toBeUndefined()
  })
})

test.each(['paste', 'drop'])(
  'a %s that its browser could not read any more runs no handler',
  async (type) => {
    const texts: string[] = []
    class Zone extends LiveView {
      render() {
        return html`<div @paste=${on('paste', ({ text }) => texts.push(text))} @drop=${on('drop', ({ text }) => texts.push(text))}></div>`
      }
    }
    const browser = await WireBrowser.open(appWith(Zone).app)
    const path = [0, type === 'paste' ? 0 : 1]
    browser.sendEvent(path, type)
    browser.sendEvent(path, type, { transfer: ['', ''] })
    await settled()
    expect(browser.effects).toEqual([['refused', 1, 'unread'], 2])
    expect(texts).toEqual([''])
  },
)
