/** What browsers do with forms by themselves, and what a view has of it. */
import { createApp, html, LiveView, on, type LiveEvent, type TemplateResult } from 'overwire'
import { serve, type Served } from 'overwire/node'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createLog } from '../server/log.ts'
import { openBrowser, type TestBrowser } from './chromium.ts'
import { expectEventually } from './expect-eventually.ts'
import { pagesOf, type Pages, type TakenPage } from './pages.ts'
import { isLive, isSettled, tap, type WireTap } from './wire-tap.ts'

/** Notes what its handlers get. */
class Forms extends LiveView {
  noted: string[] = []
  text = ''
  other = false
  lone = false
  stars = '3'
  amount = 0
  level = 0.5
  most = 1

  note(line: string): void {
    this.noted = [...this.noted, line]
  }

  submitted(name: string): (event: LiveEvent) => void {
    return ({ form }) => this.note(`${name} ${JSON.stringify(Object.fromEntries(form))}`)
  }

  render(): TemplateResult {
    return html`<pre>${this.noted.join('\n')}</pre>
      <form id="own" @reset=${() => this.note('reset')} @submit=${this.submitted('own')}>
        <input id="bound" name="bound" .value=${this.text} @input=${(event) => (this.text = event.value)} />
        <input id="unbound" name="unbound" value="as in HTML" />
        <button id="send-own">Send</button><button type="reset">Reset</button>
      </form>
      <form id="held" @reset=${on(() => this.note('held'), { prevent: true })}>
        <input id="kept" name="kept" value="" /><button type="reset">Try</button>
      </form>
      <form id="checked" action="/nowhere" @submit=${this.submitted('checked')}>
        <input name="must" required />
        <button id="send" name="how" value="send">Send</button>
        <button id="draft" name="how" value="draft" formnovalidate>Draft</button>
        <button id="elsewhere" name="how" value="elsewhere" formaction="/elsewhere" formnovalidate>Elsewhere</button>
      </form>
      <button id="outside" form="checked" name="how" value="outside" formnovalidate>Outside</button>
      <dialog id="box">
        <form method="dialog" @submit=${this.submitted('box')}>
          <input name="answer" value="42" /><button name="ok" value="yes">OK</button>
        </form>
      </dialog>
      <fieldset disabled>
        <legend><button id="in-legend" @click=${() => this.note('legend')}>Legend</button></legend>
        <button id="off" @click=${() => this.note('off')}>Off</button>
        <a id="link" href="#there" @click=${() => this.note('link')}>Link</a>
      </fieldset>
      <input id="lone" type="radio" .checked=${this.lone} @change=${() => this.choose()} />
      <input id="other-lone" type="radio" .checked=${this.other} @change=${() => (this.other = true)} />
      <form id="rating" @submit=${this.submitted('rating')}>
        <star-rating
          name="stars"
          data-count=${this.noted.length}
          .value=${this.stars}
          @change=${(event: LiveEvent) => this.note(`stars ${event.value}`)}
        ></star-rating>
        <button>Rate</button><button type="reset">Clear</button>
      </form>
      <input
        id="amount"
        type="number"
        step="any"
        .value=${String(this.amount)}
        @input=${(event: LiveEvent) => (this.amount = Number(event.value))}
      />
      <output id="amount-is">${this.amount}</output>
      <input
        id="level"
        type="range"
        .value=${this.level}
        min="0"
        max=${this.most}
        step=${this.most / 10}
        @change=${(event) => (this.level = Number(event.value))}
      />
      <button id="more" @click=${() => this.more()}>More</button>`
  }

  choose(): void {
    this.lone = true
    this.note('lone')
  }

  more(): void {
    this.most = 200
    this.level = 160
  }
}

let opened: TestBrowser
let served: Served
let pages: Pages
let shared: TakenPage
let page: Page
let wire: WireTap

beforeAll(async () => {
  served = await serve(createApp({ logger: createLog() }).live('/', Forms), { port: 0, signals: false })
  opened = await openBrowser()
  pages = pagesOf(opened.browser, (each) => each.addInitScript(defineStarRating))
})
afterAll(async () => {
  await opened[Symbol.asyncDispose]()
  await served.close()
})
beforeEach(async () => {
  shared = await pages.shared()
  ;({ page } = shared)
  wire = tap(page)
  await page.goto(served.url)
  await isLive(page)
})
afterEach(async () => {
  await shared[Symbol.asyncDispose]()
  if (wire.complaints.length > 0) throw new Error(`The browser complained: ${wire.complaints.join('\n')}`)
})

/** A control of a library: its value is sent with its form, and it can be reset. */
function defineStarRating(): void {
  class StarRating extends HTMLElement {
    static readonly formAssociated = true
    readonly #internals = this.attachInternals()
    #value = ''

    get value(): string {
      return this.#value
    }
    set value(value: string) {
      this.#value = value
      this.#internals.setFormValue(value)
    }
    formResetCallback(): void {
      this.value = '0'
    }
  }
  customElements.define('star-rating', StarRating)
}

const noted = async (): Promise<string[]> => (await page.innerText('pre')).split('\n').filter(Boolean)

describe('a reset', () => {
  test.each([
    ['by its button', () => page.click('#own [type=reset]')],
    ['by a script', () => page.evaluate(() => document.querySelector<HTMLFormElement>('#own')?.reset())],
  ])('%s shows what is rendered and what HTML says, and calls its handler', async (_, reset) => {
    await page.fill('#bound', 'typed')
    await isSettled(page)
    await page.fill('#unbound', 'typed')
    await reset()
    await expectEventually(noted).toEqual(['reset'])
    // The view holds what was typed.
    expect(await page.inputValue('#bound')).toBe('typed')
    expect(await page.inputValue('#unbound')).toBe('as in HTML')
    await page.fill('#unbound', 'typed on')
    await page.click('#send-own')
    await expectEventually(noted).toEqual(['reset', 'own {"bound":"typed","unbound":"typed on"}'])
    expect(await page.inputValue('#unbound')).toBe('typed on')
  })

  test('that is prevented leaves what was typed', async () => {
    await page.fill('#kept', 'typed')
    await page.click('#held [type=reset]')
    await expectEventually(noted).toEqual(['held'])
    expect(await page.inputValue('#kept')).toBe('typed')
  })
})

describe('a submit', () => {
  test.each([
    ['draft', 'a button that needs no valid form'],
    ['outside', 'a button outside of the form'],
    ['elsewhere', 'a button with an address of its own'],
  ])('by #%s reaches the handler of the form, with the button: %s', async (id) => {
    await page.click(`#${id}`)
    await expectEventually(noted).toEqual([`checked {"must":"","how":"${id}"}`])
    expect(new URL(page.url()).pathname).toBe('/')
  })

  test('of an invalid form is not sent', async () => {
    await page.click('#send')
    await page.click('#outside')
    await expectEventually(noted).toEqual(['checked {"must":"","how":"outside"}'])
  })

  test('of a form that closes its dialog closes it, with its result, and reaches the handler', async () => {
    const box = page.locator('#box')
    await box.evaluate((dialog: HTMLDialogElement) => dialog.showModal())
    await page.click('#box button')
    await expectEventually(noted).toEqual(['box {"answer":"42","ok":"yes"}'])
    expect(await box.evaluate((dialog: HTMLDialogElement) => [dialog.open, dialog.returnValue])).toEqual([
      false,
      'yes',
    ])
  })
})

test('of a disabled fieldset the button in its legend works, and a link is the business of the browser', async () => {
  await page
    .locator('#off')
    .evaluate((button) => button.dispatchEvent(new MouseEvent('click', { bubbles: true })))
  await page.click('#link')
  await page.click('#in-legend')
  await expectEventually(noted).toEqual(['legend'])
  expect(new URL(page.url()).hash).toBe('#there')
})

test('radios without a name are chosen one by one', async () => {
  await page.check('#lone')
  await expectEventually(noted).toEqual(['lone'])
  await page.check('#other-lone')
  await page.click('#in-legend')
  await expectEventually(noted).toEqual(['lone', 'legend'])
  expect([await page.isChecked('#lone'), await page.isChecked('#other-lone')]).toEqual([true, true])
})

describe('a custom element that belongs to its form', () => {
  const stars = (): Promise<unknown> =>
    page.locator('star-rating').evaluate((element) => Reflect.get(element, 'value') as unknown)
  const rate = (value: string) =>
    page.locator('star-rating').evaluate((element, chosen) => {
      Object.assign(element, { value: chosen })
      element.dispatchEvent(new Event('change', { bubbles: true }))
    }, value)

  test('has the value that is rendered, tells what was chosen, and is submitted with the form', async () => {
    expect(await stars()).toBe('3')
    await page.click('#rating button')
    await expectEventually(noted).toEqual(['rating {"stars":"3"}'])
    await rate('5')
    await expectEventually(noted).toEqual(['rating {"stars":"3"}', 'stars 5'])
  })

  test('keeps what was chosen while things around it and on it change', async () => {
    await rate('5')
    // Its own handler leaves the value that is rendered.
    await expectEventually(stars).toBe('3')
    await page.locator('star-rating').evaluate((element) => {
      Object.assign(element, { value: '4' })
      element.dispatchEvent(new Event('input', { bubbles: true }))
    })
    await page.click('#in-legend')
    await expectEventually(noted).toEqual(['stars 5', 'legend'])
    expect(await stars()).toBe('4')
    expect(await page.getAttribute('star-rating', 'data-count')).toBe('2')
  })

  test('is reset with the form, to what is rendered', async () => {
    await page.locator('star-rating').evaluate((element) => {
      Object.assign(element, { value: '1' })
      element.dispatchEvent(new Event('input', { bubbles: true }))
    })
    await page.click('#rating [type=reset]')
    await expectEventually(stars).toBe('3')
  })
})

describe('a number', () => {
  test.each(['0.05', '1.50', '100'])(
    '%s can be typed into a field whose handler makes a number of it',
    async (text) => {
      await page.fill('#amount', '')
      await page.locator('#amount').pressSequentially(text, { delay: 40 })
      await expectEventually(() => page.innerText('#amount-is')).toBe(String(Number(text)))
      await isSettled(page)
      expect(Number(await page.inputValue('#amount'))).toBe(Number(text))
      await page.locator('#amount').press('1')
      await expectEventually(() => page.innerText('#amount-is')).toBe(String(Number(`${text}1`)))
      // Of no text the handler makes the 0 that is there: in development that is said.
      wire.clear()
    },
  )
})

test('a range shows a value that depends on its bounds and steps, in the first response and later', async () => {
  const response = await page.request.get(served.url)
  expect(await response.text()).toMatch(/id="level"[^>]*value="0.5"/)
  expect(await page.inputValue('#level')).toBe('0.5')
  await page.click('#more')
  await expectEventually(() => page.inputValue('#level')).toBe('160')
})
