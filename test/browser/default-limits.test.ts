/** With the limits that a server has by default, an honest page is never refused for its size or its rate. */
import { createApp, html, LiveView, type LiveEvent, type TemplateResult } from 'overwire'
import { serve, type Served } from 'overwire/node'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createLog } from '../server/log.ts'
import { openBrowser, type TestBrowser } from './chromium.ts'
import { expectEventually } from './expect-eventually.ts'
import { openNetwork, type Network } from './network.ts'
import type { TakenPage } from './pages.ts'
import { isLive, tap, type WireTap } from './wire-tap.ts'

const saved: string[] = []
const heard: string[] = []

function textOf({ form }: LiveEvent): string {
  const text = form.get('text')
  return typeof text === 'string' ? text : ''
}

/** A document: what is typed is checked while it is typed, by its field and by its form, and saved. */
class Editor extends LiveView {
  text = ''
  checked = 0
  render(): TemplateResult {
    return html`<form
      @input=${(event) => (this.checked = textOf(event).length)}
      @submit=${(event) => this.save(textOf(event))}
    >
      <textarea name="text" .value=${this.text} @input=${(event) => (this.text = event.value)}></textarea>
      <button>Save</button>
      <output>${this.checked}, ${this.text.length}, ${saved.length}</output>
    </form>`
  }
  save(text: string): void {
    saved.push(text)
  }
}

/** A surface of which only the newest position matters, and steps of which each one does. */
class Desk extends LiveView {
  volume = 0
  moves = 0
  clicks = 0
  drops = 0
  render(): TemplateResult {
    return html`<input id="volume" type="range" max="1000" .value=${this.volume} @input=${(event) => this.turn(event.value)} />
      <div id="surface" style="width: 300px; height: 300px" @pointermove=${() => this.moves++} @dragover=${() => this.moves++} @drop=${() => this.drops++}></div>
      <button id="step" @click=${(event) => this.step(event.data['number'])}>Step</button>
      <output>${this.volume}, ${this.clicks} clicks, ${this.drops} drops</output>`
  }
  turn(value: string): void {
    this.volume = Number(value)
  }
  step(number: string | undefined): void {
    this.clicks++
    heard.push(String(number))
  }
}

let opened: TestBrowser
let served: Served
let network: Network
let shared: TakenPage
let page: Page
let wire: WireTap
let log: ReturnType<typeof createLog>

beforeAll(async () => {
  log = createLog()
  const app = createApp({ logger: log })
  app.live('/', Editor).live('/desk', Desk)
  served = await serve(app, { port: 0, signals: false })
  opened = await openBrowser()
})
afterAll(async () => {
  await opened[Symbol.asyncDispose]()
  await served.close()
})
beforeEach(async () => {
  saved.length = heard.length = log.lines.length = 0
  network = await openNetwork(served.port)
  shared = await opened.pages.shared()
  ;({ page } = shared)
  wire = tap(page)
})
afterEach(async () => {
  await shared[Symbol.asyncDispose]()
  await network[Symbol.asyncDispose]()
  const complaints = [...wire.complaints, ...log.lines.filter((line) => !line.startsWith('info'))]
  if (complaints.length > 0) throw new Error(complaints.join('\n'))
})

async function open(path: string, latency: number = 0): Promise<void> {
  await page.goto(network.url + path)
  await isLive(page)
  network.latency = latency
  await page.evaluate(() => {
    const refusals: unknown[] = []
    Object.assign(window, { refusals })
    addEventListener('live:outcome', (event) => refusals.push((event as CustomEvent<unknown>).detail))
  })
}

const refusals = (): Promise<unknown> =>
  page.evaluate(() => (window as unknown as { refusals: unknown[] }).refusals)

/** As the clipboard does it: one event for all of it. */
const paste = (text: string): Promise<void> =>
  page.locator('textarea').evaluate((field: HTMLTextAreaElement, pasted) => {
    field.focus()
    field.setRangeText(pasted)
    field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertFromPaste' }))
  }, text)
const output = (): Promise<string> => page.locator('output').innerText()

describe('100,000 characters', () => {
  test.each([
    ['Chinese', '天地玄黃宇宙洪荒'],
    ['emoji', '😀🎉🚀'],
  ])('of %s are checked while they are typed, and saved', async (_name, sample) => {
    await open('/', 20)
    const text = Array.from(sample.repeat(100_000)).slice(0, 100_000).join('')
    await paste(text)
    await page.locator('button').click()
    await expectEventually(() => saved.length).toBe(1)
    // Compared here: a difference would print all of it.
    expect(saved[0] === text).toBe(true)
    await expectEventually(output).toBe(`${text.length}, ${text.length}, 1`)

    expect(await refusals()).toEqual([])
    expect(wire.sockets).toBe(1)
  })
})

describe('what only the newest counts of', () => {
  test('takes nothing from clicks and the last value of a slider that moves all the time', async () => {
    await open('/desk', 60)
    const box = await page.locator('#volume').boundingBox()
    if (!box) throw new Error('The slider has no place.')
    const [left, middle] = [box.x + 8, box.y + box.height / 2]
    await page.mouse.move(left, middle)
    await page.mouse.down()
    for (let step = 0; step <= 150; step++)
      await page.mouse.move(left + ((step * 7) % (box.width - 16)), middle)
    await page.mouse.move(left + 40, middle)
    await page.mouse.up()
    const value = await page.locator('#volume').inputValue()
    await page.locator('#step').click()
    await expectEventually(output).toBe(`${value}, 1 clicks, 0 drops`)
    expect(await refusals()).toEqual([])
  })

  test('takes nothing from a drop at the end of a long drag', async () => {
    await open('/desk')
    // A drag takes a while: what reads a drop is there by then.
    await page.waitForLoadState('networkidle')
    network.latency = 60
    await page.locator('#surface').evaluate((surface) => {
      for (let move = 0; move < 1_000; move++) {
        surface.dispatchEvent(new PointerEvent('pointermove', { bubbles: true, clientX: move }))
        surface.dispatchEvent(new DragEvent('dragover', { bubbles: true, clientX: move }))
      }
      surface.dispatchEvent(new DragEvent('drop', { bubbles: true }))
    })
    await expectEventually(output).toBe('0, 0 clicks, 1 drops')
    expect(await refusals()).toEqual([])
  })
})

test('a hundred clicks while the line is cut are all handled, in order, and none is refused for its rate', async () => {
  await open('/desk')
  network.watch = () => ({ keep: 0 })
  network.cut()
  await page.waitForSelector('html:not([data-live-status=live])')
  await page.locator('#step').evaluate((button: HTMLElement) => {
    for (let click = 1; click <= 100; click++) {
      button.dataset['number'] = String(click)
      button.click()
    }
  })
  network.watch = null
  await expectEventually(output).toBe('0, 100 clicks, 0 drops')
  expect(heard).toEqual(Array.from({ length: 100 }, (_, index) => String(index + 1)))
  expect(await refusals()).toEqual([])
  expect(log.lines.join()).not.toContain('limited')
  // Browsers complain of each socket that cannot be opened.
  wire.clear()
})
