import { html, LiveView, repeat } from 'overwire'
import { describe, expect, test } from 'vitest'
import { createApp } from '../../src/server/app.ts'
import { appWith, HeldPlatform, WireBrowser, settled } from './wire-browser.ts'

/** A view with a row that is rendered again when it is sent, which can be made to throw. */
function fragile() {
  const row = { broken: false, ended: 0 }
  class Fragile extends LiveView {
    override mount() {
      this.live.signal.addEventListener('abort', () => row.ended++)
    }
    render() {
      return html`<ul>${repeat(
        [1],
        (n) => n,
        (n) => {
          if (row.broken) throw new Error('row broke')
          return html`<li>${html`<b>${n}</b>`}</li>`
        },
        { retain: 'hash' },
      )}</ul>`
    }
  }
  return { row, ...appWith(Fragile, { limits: { circuitsPerVisitor: 1 } }) }
}

describe('a join that throws', () => {
  test('leaves no circuit, no count of its visitor and no running page', async () => {
    const { app, row, reports } = fragile()
    const first = await WireBrowser.load(app)
    row.broken = true
    await first.join()
    expect(first.closed).toBeGreaterThan(4000)
    expect(reports.join()).toContain('row broke')
    expect(row.ended).toBe(1)
    row.broken = false
    const second = await WireBrowser.load(app, '/', first.cookie)
    await second.join()
    expect(second.joined.roots[0]?.[1]).toBe('shape')
    app.everyone.append('ul', 'x')
    await settled()
    expect(second.effects.length).toBe(1)
  })

  test('after its reply was lost ends the circuit: nobody follows it any more', async () => {
    const { app, row } = fragile()
    const browser = await WireBrowser.open(app)
    browser.cut()
    row.broken = true
    await browser.join()
    expect(row.ended).toBe(1)
    row.broken = false
    const second = await WireBrowser.load(app, '/', browser.cookie)
    await second.join()
    expect(second.joined.roots[0]?.[1]).toBe('shape')
  })
})

test('a join that throws before there is a circuit stops its page and leaves room for the visitor', async () => {
  let ended = 0
  class Page extends LiveView {
    override mount() {
      this.live.signal.addEventListener('abort', () => ended++)
    }
    render() {
      return html`<p></p>`
    }
  }
  let isBroken = false
  const { clock, random } = new HeldPlatform()
  const reports: string[] = []
  const note = (message: string): void => void reports.push(message)
  const platform = {
    clock,
    random: (bytes: number) => {
      if (isBroken) throw new Error('no randomness')
      return random(bytes)
    },
  }
  const logger = { info: note, warn: note, error: note }
  const limits = { circuitsPerVisitor: 1 }
  const app = createApp({ secret: 's'.repeat(32), development: false, logger, limits }, platform).live(
    '/',
    Page,
  )
  const first = await WireBrowser.load(app)
  isBroken = true
  await first.join()
  expect([first.closed, ended, reports]).toEqual([4403, 1, [expect.stringContaining('no randomness')]])
  isBroken = false
  const second = await WireBrowser.load(app, '/', first.cookie)
  await second.join()
  expect(second.joined.roots[0]?.[1]).toBe('shape')
})

test('a context that cannot be made for a moment costs no page that comes back its circuit', async () => {
  class Counter extends LiveView {
    count = 0
    render() {
      return html`<button @click=${() => this.count++}>${this.count}</button>`
    }
  }
  let isDown = false
  const context = (): object => {
    if (isDown) throw new Error('sessions cannot be read')
    return {}
  }
  const { app } = appWith(Counter, { context })
  const browser = await WireBrowser.open(app)
  await browser.click([0, 0])
  browser.cut()
  isDown = true
  await browser.rejoin(browser.frames.length)
  expect(browser.received.at(-1)).toMatchObject({ kind: 'refused', code: 'busy' })
  isDown = false
  await browser.rejoin(browser.frames.length)
  expect(browser.received.at(-1)).toMatchObject({ kind: 'rejoined', received: 1 })
})

describe('a handshake of a dead socket that arrives late', () => {
  class Counter extends LiveView {
    count = 0
    render() {
      return html`<button @click=${() => this.count++}>${this.count}</button>`
    }
  }

  test('takes no circuit from the socket that came after it', async () => {
    const { app } = appWith(Counter)
    const browser = await WireBrowser.open(app)
    await browser.click([0, 0])
    const { circuit, secret } = browser.joined
    await browser.rejoin(1)
    await browser.click([0, 0])
    const late = await WireBrowser.load(app, '/', browser.cookie)
    for (const attempt of [1, 2]) {
      late.connect()
      await late.send({ kind: 'rejoin', version: 1, circuit, secret, received: 1, attempt })
      expect([late.received, late.closed]).toEqual([[], 4409])
    }
    await browser.joinWith({ attempt: 1 })
    expect(browser.closed).toBe(4409)
    await browser.rejoin(2)
    await browser.click([0, 0])
    expect(browser.frames.at(-1)?.difference).toEqual([0, [0, 1, 3]])
  })
})
