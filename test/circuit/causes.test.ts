import { html, LiveView } from 'overwire'
import { describe, expect, test } from 'vitest'
import { appWith, deferred, WireBrowser, settled } from './wire-browser.ts'

/** The effects of each frame: its causes and outcomes. */
function told(browser: WireBrowser): unknown[] {
  return browser.frames.map(({ effects }) => effects)
}

describe('the cause of a frame', () => {
  test('is the event in whose synchronous part, at whose yield, or at whose end something changed', async () => {
    const gate = deferred()
    class Work extends LiveView {
      text = ''
      async slow() {
        this.text += 'a'
        await gate.promise
        this.text += 'b'
      }
      async *steps() {
        this.text += 'c'
        yield
        this.text += 'd'
      }
      render() {
        return html`<b @click=${() => this.slow()}></b><i @click=${() => this.steps()}></i>
          <u @click=${() => (this.text += 'e')}></u><input .value=${this.text} />`
      }
    }
    const browser = await WireBrowser.open(appWith(Work).app)
    await browser.click([0, 0])
    await browser.click([0, 1])
    await browser.click([0, 2])
    gate.resolve()
    await settled()
    expect(told(browser)).toEqual([[['cause', 1]], [['cause', 2]], [2], [3], [1]])
  })

  test('is the event in whose synchronous part a load or a task was begun, also after its end', async () => {
    const gate = deferred<string>()
    const done = deferred()
    class Loading extends LiveView {
      begun = false
      data = this.live.load(() => (this.begun ? gate.promise : 'first'))
      text = ''
      work = this.live.task(async () => {
        await done.promise
        this.text = 'done'
      })
      reload() {
        this.begun = true
        void this.data.reload()
      }
      render() {
        return html`<b @click=${() => this.reload()}></b>
          <i @click=${() => this.work.start()}></i><input .value=${String(this.data.value)} /><input .value=${this.text} />`
      }
    }
    const browser = await WireBrowser.open(appWith(Loading).app)
    await browser.click([0, 0])
    await browser.click([0, 1])
    done.resolve()
    await settled()
    gate.resolve('second')
    await settled()
    expect(told(browser)).toEqual([[1], [2], [['cause', 2]], [['cause', 1]]])
  })

  test('is the newest running event of the component for `update()` and loads that are begun later', async () => {
    const gates = [deferred(), deferred(), deferred()]
    class Later extends LiveView {
      text = ''
      async one() {
        await gates[0]?.promise
        this.text += 'x'
        this.update()
        await gates[2]?.promise
      }
      async two() {
        await gates[1]?.promise
      }
      render() {
        return html`<b @click=${() => this.one()}></b><i @click=${() => this.two()}></i><input .value=${this.text} />`
      }
    }
    const browser = await WireBrowser.open(appWith(Later).app)
    await browser.click([0, 0])
    await browser.click([0, 1])
    gates[0]?.resolve()
    await settled()
    expect(told(browser)).toEqual([[['cause', 2]]])
  })

  test('is none for timers and topics, though handlers run, and after a render that showed nothing', async () => {
    class Ticking extends LiveView {
      ticks = 0
      override start() {
        this.live.every(1000, () => void this.ticks++)
        this.live.subscribe('tick', () => void this.ticks++)
      }
      render() {
        return html`<b @click=${() => new Promise(() => {})}></b><input .value=${String(this.ticks)} />`
      }
    }
    const { app, platform } = appWith(Ticking)
    const browser = await WireBrowser.open(app)
    // Its synchronous part changes nothing, and it goes on.
    await browser.click([0, 0])
    await platform.pass(1000)
    await app.publish('tick', 1)
    await settled()
    expect(browser.frames.map(({ difference, effects }) => [difference, effects])).toEqual([
      [[0, [0, 1, '1']], []],
      [[0, [0, 1, '2']], []],
    ])
  })

  test('is the greatest of those that one render shows, and an epoch has that of all that it replaces', async () => {
    const gate = deferred()
    class Merged extends LiveView {
      begun = 0
      one = this.live.load(() => (this.begun > 0 ? gate.promise.then(() => 'one') : ''))
      two = this.live.load(() => (this.begun > 1 ? gate.promise.then(() => 'two') : ''))
      go(load: { reload(): Promise<void> }) {
        this.begun++
        void load.reload()
      }
      render() {
        return html`<b @click=${() => this.go(this.one)}></b><i @click=${() => this.go(this.two)}></i>
          <input .value=${String(this.one.value)} /><input .value=${String(this.two.value)} />`
      }
    }
    const browser = await WireBrowser.open(appWith(Merged).app)
    await browser.click([0, 0])
    await browser.click([0, 1])
    gate.resolve()
    await settled()
    expect(told(browser)).toEqual([[1], [2], [['cause', 2]]])
    await browser.send({ kind: 'mismatch', seen: 2, reason: 'test' })
    expect(told(browser).at(-1)).toEqual([
      ['cause', 2],
      ['epoch', expect.anything()],
    ])
  })

  test('is not told where an outcome implies it, and a refusal implies nothing', async () => {
    class Refusing extends LiveView {
      shown = true
      hide() {
        this.shown = false
      }
      render() {
        return this.shown
          ? html`<b @click=${() => this.hide()}></b><i @click=${() => {}}></i>`
          : html`<u></u>`
      }
    }
    const browser = await WireBrowser.open(appWith(Refusing).app)
    browser.sendEvent([0, 0], 'click', {}, 0)
    browser.sendEvent([0, 1], 'click', {}, 0)
    await settled()
    expect(told(browser)).toEqual([[1], [['refused', 2, 'gone']]])
  })
})

test('a text that its own event carried is told by the number of the event', async () => {
  class Field extends LiveView {
    text = ''
    render() {
      return html`<input .value=${this.text} @input=${(event) => (this.text = event.value)} />
        <p>${this.text}</p>`
    }
  }
  const browser = await WireBrowser.open(appWith(Field).app)
  const value = 'a text that is long enough'
  browser.sendEvent([0, 1], 'input', { value })
  await settled()
  expect(browser.frames.at(-1)?.difference).toEqual([0, [0, 0, [1], 2, value]])
})

test('event.reset() asks for a reset of the form, or of what a selector finds', async () => {
  class Form extends LiveView {
    render() {
      return html`<form @submit=${(event) => event.reset()}></form>
        <form @submit=${(event) => settled().then(() => event.reset('#draft'))}></form>`
    }
  }
  const browser = await WireBrowser.open(appWith(Form).app)
  browser.sendEvent([0, 0], 'submit')
  await settled()
  browser.sendEvent([0, 1], 'submit')
  await settled()
  await settled()
  expect(browser.effects).toEqual([['reset', 1], 1, ['reset', 2, '#draft'], 2])
})
