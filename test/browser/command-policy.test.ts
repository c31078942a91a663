/** Commands, optimistic effects and transitions in a page whose policy allows nothing inline: no script, and no style either. */
import { chain, createApp, html, LiveView, on, repeat, type LiveEvent, type TemplateResult } from 'overwire'
import {
  addClass,
  animated,
  appendRow,
  close,
  hide,
  moveRow,
  open,
  removeRow,
  self,
  setAttribute,
  setValue,
  show,
  toggle,
  toggleClass,
  transition,
} from 'overwire/commands'
import { serve, type Served } from 'overwire/node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createLog } from '../server/log.ts'
import { openBrowser, type TestBrowser } from './chromium.ts'
import { expectEventually } from './expect-eventually.ts'
import { openNetwork, type Network } from './network.ts'
import { isLive, isSettled } from './wire-tap.ts'

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; " +
  "require-trusted-types-for 'script'; trusted-types overwire"

/** What moves must do so for long enough that the test sees it. */
const SHEET =
  '@keyframes strict { from { opacity: 0.5 } to { opacity: 0.4 } } .strict { animation: strict 30ms } .long { animation: strict 60s }'

class Strict extends LiveView {
  drinks = ['Coffee', 'Cocoa']
  isShown = true

  render(): TemplateResult {
    const row = html`<li class="drink"><span data-field="drink"></span></li>`
    const add = { optimistic: [appendRow('#drinks', row), setValue({ inside: 'input' }, '')] }
    return html`<button id="panel-button" @click=${toggle('#strict-panel', { enter: 'strict', leave: 'strict' })}>Panel</button>
      <section id="strict-panel">Panel</section>
      <button id="shake" @click=${transition('#strict-panel', 'strict')}>Shake</button>
      <button id="mark" @click=${chain(addClass('#strict-panel', 'marked'), setAttribute('#strict-panel', 'lang', 'de'))}>Mark</button>
      <button id="opens" @click=${open('#strict-dialog')}>Open</button>
      <dialog id="strict-dialog"><button id="closes" @click=${close('#strict-dialog')}>Close</button></dialog>
      <button id="refused" @click=${on(() => {}, { allow: () => false, optimistic: toggleClass(self, 'pressed') })}>Refused</button>
      <button id="sends" @click=${() => this.live.run(hide('#strict-panel'), show('#sent'))}>Send</button>
      <p id="sent" hidden>Sent</p>
      <form @submit=${on((event) => this.add(event), add)}><input name="drink" aria-label="Drink" /></form>
      <ul id="drinks">
        ${repeat(
          this.drinks,
          (drink) => drink,
          (drink) =>
            html`<li id=${drink} ${animated({ enter: 'strict', leave: 'long' })}>
              <span>${drink}</span>
              <button
                class="up"
                @click=${on(() => this.raise(drink), { optimistic: moveRow({ closest: 'li' }, 'up') })}
              >
                Up
              </button>
              <button
                class="drop"
                @click=${on(() => this.drop(drink), { optimistic: removeRow({ closest: 'li' }) })}
              >
                Drop
              </button>
            </li>`,
        )}
      </ul>
      <a href="/next">Next</a>`
  }

  add(event: LiveEvent): void {
    // It is a text field.
    this.drinks = [...this.drinks, event.form.get('drink') as string]
    event.reset()
  }

  raise(drink: string): void {
    this.drinks = [drink, ...this.drinks.filter((each) => each !== drink)]
  }

  drop(drink: string): void {
    this.drinks = this.drinks.filter((each) => each !== drink)
  }
}

class Next extends LiveView {
  render(): TemplateResult {
    return html`<h1>Next</h1>`
  }
}

let testBrowser: TestBrowser
let served: Served
let network: Network

beforeAll(async () => {
  testBrowser = await openBrowser()
  const app = createApp({
    logger: createLog(),
    document: ({ head, title, lang, body }) =>
      html`<!doctype html>
        <html lang=${lang}>
          <head>
            <title>${title}</title>
            <link rel="stylesheet" href="/strict.css" />
            ${head}
          </head>
          <body>
            ${body}
          </body>
        </html>`,
  })
    .transitions()
    .live('/', Strict)
    .live('/next', Next)
    .handle('GET', '/strict.css', () => new Response(SHEET, { headers: { 'content-type': 'text/css' } }))
  served = await serve(app, { port: 0, signals: false, headers: { 'content-security-policy': POLICY } })
  network = await openNetwork(served.port)
})
afterAll(async () => {
  await network[Symbol.asyncDispose]()
  await served.close()
  await testBrowser[Symbol.asyncDispose]()
})

test('commands, effects before the outcome and transitions do nothing that a strict policy forbids', async () => {
  await using taken = await testBrowser.pages.own()
  const { page } = taken
  const forbidden: string[] = []
  await page.exposeFunction('forbid', (what: string) => void forbidden.push(what))
  await page.addInitScript(() => {
    const { forbid } = window as unknown as { forbid(what: string): void }
    document.addEventListener('securitypolicyviolation', (event) => {
      forbid(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`)
    })
  })
  await page.goto(network.url)
  await isLive(page)
  const panel = page.locator('#strict-panel')
  await page.click('#panel-button')
  await panel.waitFor({ state: 'hidden' })
  await page.click('#panel-button')
  await panel.waitFor({ state: 'visible' })
  await page.click('#shake')
  await page.click('#mark')
  await expectEventually(() => panel.getAttribute('class')).toBe('marked')
  expect(await panel.getAttribute('lang')).toBe('de')
  await page.click('#opens')
  await page.click('#closes')
  expect(await page.locator('dialog[open]').count()).toBe(0)

  network.latency = 300
  await page.click('#refused')
  await expectEventually(() => page.getAttribute('#refused', 'class')).toBe('pressed')
  await page.fill('input', 'Water')
  await page.press('input', 'Enter')
  await expectEventually(() => page.locator('#drinks li').count()).toBe(3)
  expect(await page.locator('[data-live-optimistic]').count()).toBe(1)
  await isSettled(page)
  await expectEventually(() => page.getAttribute('#refused', 'class')).not.toBe('pressed')
  await page.click('#Cocoa .up')
  await expectEventually(() => page.locator('#drinks li').first().getAttribute('id')).toBe('Cocoa')
  // It is seen until its transition is over, which is not here.
  await page.click('#Coffee .drop')
  await isSettled(page)
  await page.click('#sends')
  await panel.waitFor({ state: 'hidden' })
  await page.locator('#sent').waitFor({ state: 'visible' })
  network.latency = 0
  await page.click('text=Next')
  await page.locator('h1').waitFor()
  expect(forbidden).toEqual([])

  // And they would have been told.
  await page.evaluate(() => document.body.setAttribute('style', 'color: red'))
  await expectEventually(() => forbidden.length).toBe(1)
})
