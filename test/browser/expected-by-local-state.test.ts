/** What the page shows before the outcome of an event, where local state decides what that is about. */
import { createApp, classMap, html, LiveView, on, repeat, type TemplateResult } from 'overwire'
import { moveRow } from 'overwire/commands'
import { equals, local, read } from 'overwire/local'
import { serve, type Served } from 'overwire/node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createLog } from '../server/log.ts'
import { openBrowser, type TestBrowser } from './chromium.ts'
import { openNetwork, type Network } from './network.ts'
import { isLive, isSettled } from './wire-tap.ts'

const hand = local('hand', { held: '' })

/** A stall for each list; the animal in hand goes from one to the other. */
class Stalls extends LiveView {
  stalls: string[][] = [['Horse'], [], []]

  render(): TemplateResult {
    return html`<main ${hand}>
      ${this.stalls.map((animals, stall) => {
        const lead = on('keydown', (event) => this.lead(read(hand, event).held, stall + 1), {
          keys: 'ArrowRight',
          send: hand,
          optimistic: moveRow('.held', { into: `#stall-${stall + 1}` }),
        })
        return html`<ul id="stall-${stall}" @keydown=${lead}>
          ${repeat(
            animals,
            (animal) => animal,
            (animal) => html`<li id=${animal} class=${classMap({ held: equals(hand.held, animal) })}>
              <button id="of-${animal}" @focusin=${hand.held.set(animal)}>${animal}</button>
            </li>`,
          )}
        </ul>`
      })}
    </main>`
  }

  lead(animal: string, to: number): void {
    this.stalls = this.stalls.map((animals, stall) => {
      const others = animals.filter((each) => each !== animal)
      return stall === to ? [...others, animal] : others
    })
  }
}

let testBrowser: TestBrowser
let served: Served
let network: Network

beforeAll(async () => {
  testBrowser = await openBrowser()
  served = await serve(createApp({ logger: createLog() }).live('/', Stalls), { port: 0 })
  network = await openNetwork(served.port)
})
afterAll(async () => {
  await network[Symbol.asyncDispose]()
  await served.close()
  await testBrowser[Symbol.asyncDispose]()
})

test.each([
  ['commands', 'local'],
  ['local', 'commands'],
])(
  'a row that was moved twice is never seen where the server has it meanwhile, when the module of %s comes before that of %s',
  async (_, late) => {
    const page = await testBrowser.browser.newPage()
    await page.route(new RegExp(`/${late}[-.]`), async (route) => {
      await page.waitForTimeout(400)
      await route.continue()
    })
    const loaded = Promise.all(
      ['commands', 'local'].map((name) =>
        page.waitForEvent('requestfinished', (request) => request.url().includes(`/${name}.`)),
      ),
    )
    network.latency = 0
    await page.goto(network.url)
    await isLive(page)
    await loaded
    await page.focus('#of-Horse')
    await page.waitForSelector('.held')
    await page.evaluate(() => {
      const look = (): string => document.querySelector('#Horse')?.parentElement?.id ?? 'nowhere'
      const seen = [look()]
      const note = (): void => {
        if (seen.at(-1) !== look()) seen.push(look())
      }
      new MutationObserver(note).observe(document, { subtree: true, childList: true, attributes: true })
      Object.assign(window, { seen })
    })
    // The answer to the first step comes while there is none to the second one.
    network.latency = 150
    await page.keyboard.press('ArrowRight')
    await page.waitForTimeout(120)
    await page.keyboard.press('ArrowRight')
    await isSettled(page)
    expect(await page.evaluate(() => (window as unknown as { seen: string[] }).seen)).toEqual([
      'stall-0',
      'stall-1',
      'stall-2',
    ])
    await page.close()
  },
)
