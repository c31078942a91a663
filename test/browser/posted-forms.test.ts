/** Forms that are sent before the script has run, or without it. */
import { createApp, form, html, LiveView, map, redirect, repeat, when } from 'overwire'
import { serve, type Served } from 'overwire/node'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createLog } from '../server/log.ts'
import { openBrowser, type TestBrowser } from './chromium.ts'
import { expectEventually } from './expect-eventually.ts'
import { innerTexts } from './inner-texts.ts'
import { isLive } from './wire-tap.ts'

let opened: TestBrowser
beforeAll(async () => {
  opened = await openBrowser()
})
afterAll(() => opened[Symbol.asyncDispose]())

const booking = z.object({
  name: z.string().min(2, 'At least two letters.'),
  seats: z.number('How many?').max(9, 'So many?'),
  meal: z.string(),
  extras: z.array(z.string()),
  days: z.array(z.string()).min(1, 'When?'),
  phones: z.array(z.object({ number: z.string().min(3, 'Three digits.'), isMobile: z.boolean() })),
  password: z.string().min(4, 'Too short.'),
})

let mounts = 0

class Booking extends LiveView {
  booking = form(booking, {
    values: {
      name: '',
      meal: 'fish',
      extras: ['wine'],
      days: [],
      phones: [{ number: '', isMobile: true }],
      password: '',
    },
    steps: { who: ['name', 'phones', 'password'], what: ['seats', 'meal', 'extras', 'days'] },
  })
  saved: unknown = null
  clicks = 0

  override mount() {
    mounts++
  }

  render() {
    const { booking: held } = this
    return html`<h1>${held.step}</h1>
      <form ${held} @submit=${held.submit((values) => this.save(values))}>
        ${held.step === 'who' ? this.who() : this.what()}
        <button>Next</button>
      </form>
      <output>${this.saved === null ? '' : JSON.stringify(this.saved)}</output>
      <button id="count" @click=${() => this.clicks++}>${this.clicks}</button>`
  }

  who() {
    const { booking: held } = this
    return html`<label>Name <input ${held.field('name')} /></label> ${held.errors('name')}
      <label>Password <input type="password" ${held.field('password')} /></label> ${held.errors('password')}
      ${repeat(
        held.rows('phones'),
        (row) => row.key,
        (row) => html`<label>Phone <input type="tel" ${row.field('number')} /></label> ${row.errors('number')}
          <label><input type="checkbox" ${row.field('isMobile')} /> Mobile</label>`,
      )}`
  }

  what() {
    const { booking: held } = this
    const box = (value: string) =>
      html`<label><input type="checkbox" value=${value} ${held.field('extras')} /> ${value}</label>`
    const choice = (value: string) =>
      html`<label><input type="radio" value=${value} ${held.field('meal')} /> ${value}</label>`
    return html`<label>Seats <input type="number" ${held.field('seats')} /></label> ${held.errors('seats')}
      ${map(['fish', 'vegan'], choice)} ${map(['wine', 'cake'], box)}
      <label>Days
        <select multiple ${held.field('days')}>
          ${map(['mon', 'tue', 'wed'], (value) => html`<option value=${value} ${held.field('days')}>${value}</option>`)}
        </select></label> ${held.errors('days')}
      ${when(held.value('extras')?.includes('cake'), () => html`<p>Cake it is.</p>`)}`
  }

  save(values: z.output<typeof booking>) {
    if (values.name === 'Taken') return this.booking.error('name', 'This is taken.')
    if (values.name === 'Away') {
      this.live.flash('Booked.', 'good')
      redirect('/done')
    }
    this.saved = values
  }
}

class Done extends LiveView {
  render() {
    return html`<h1>Done</h1>`
  }
}

async function start(): Promise<Served> {
  mounts = 0
  const app = createApp({ logger: createLog(), secret: 's'.repeat(32) })
  return serve(app.live('/', Booking).live('/done', Done), { port: 0, signals: false, deadline: 0 })
}

const errorsOf = async (page: Page): Promise<readonly string[]> =>
  (await innerTexts(page, '.field-errors')).filter((text) => text !== '')

describe('a browser without JavaScript', () => {
  async function read(served: Served): Promise<Page> {
    const context = await opened.browser.newContext({ javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto(served.url)
    return page
  }

  test('sends a form in steps: wrong, right, and what was chosen in all of them', async () => {
    await using served = await start()
    const page = await read(served)
    await page.getByLabel('Name').fill('A')
    await page.getByLabel('Password').fill('secret')
    await page.click('text=Next')
    expect(await errorsOf(page)).toEqual(['At least two letters.', 'Three digits.'])
    expect(await page.getByLabel('Name').inputValue()).toBe('A')
    expect(await page.getByLabel('Password').inputValue()).toBe('')
    await page.getByLabel('Name').fill('Ann')
    await page.getByLabel('Password').fill('secret')
    await page.getByLabel('Phone').fill('123')
    await page.getByLabel('Mobile').uncheck()
    await page.click('text=Next')
    expect(await page.innerText('h1')).toBe('what')
    expect(await errorsOf(page)).toEqual([])
    await page.getByLabel('Seats').fill('12')
    await page.click('text=Next')
    expect(await errorsOf(page)).toEqual(['So many?', 'When?'])
    await page.getByLabel('Seats').fill('2')
    await page.getByLabel('vegan').check()
    await page.getByLabel('wine').uncheck()
    await page.getByLabel('cake').check()
    await page.getByLabel('Days').selectOption(['mon', 'wed'])
    await page.click('text=Next')
    expect(JSON.parse(await page.innerText('output'))).toEqual({
      ...{ name: 'Ann', seats: 2, meal: 'vegan', extras: ['cake'], days: ['mon', 'wed'], password: 'secret' },
      phones: [{ number: '123', isMobile: false }],
    })
    expect(await page.innerText('p')).toBe('Cake it is.')
    await page.context().close()
  })

  test('is led on by the handler, and reads what it says', async () => {
    await using served = await start()
    const page = await read(served)
    await page.getByLabel('Name').fill('Away')
    await page.getByLabel('Password').fill('secret')
    await page.getByLabel('Phone').fill('123')
    await page.click('text=Next')
    await page.getByLabel('Seats').fill('2')
    await page.getByLabel('Days').selectOption('tue')
    await page.click('text=Next')
    expect([new URL(page.url()).pathname, await page.innerText('h1')]).toEqual(['/done', 'Done'])
    expect(await page.innerText('[data-live-flash] > [data-kind=good]')).toBe('Booked.')
    await page.context().close()
  })
})

describe('a form that is sent before the script has come', () => {
  test('is answered by a page that the script goes on with', async () => {
    await using served = await start()
    const context = await opened.browser.newContext()
    const page = await context.newPage()
    let release = (): void => {}
    const released = new Promise<void>((resolve) => (release = resolve))
    await page.route(/\/_live\/client\./, async (route) => {
      await released
      // The page that was left has asked for it too.
      await route.continue().catch(() => {})
    })
    await page.goto(served.url, { waitUntil: 'commit' })
    await page.getByLabel('Name').fill('Taken')
    await page.getByLabel('Password').fill('secret')
    await page.getByLabel('Phone').fill('12')
    await page.getByText('Next').press('Enter')
    await expectEventually(() => errorsOf(page)).toEqual(['Three digits.'])
    await page.getByLabel('Phone').fill('123')
    release()
    await isLive(page)
    // The GET and the POST: its socket has taken over what the POST has mounted.
    expect(mounts).toBe(2)
    expect([await page.innerText('h1'), await page.getByLabel('Phone').inputValue()]).toEqual(['who', '123'])
    await page.getByLabel('Password').fill('secret')
    await page.click('text=Next')
    await expectEventually(() => page.innerText('h1')).toBe('what')
    await page.getByLabel('Seats').fill('2')
    await page.getByLabel('Days').selectOption('tue')
    await page.click('text=Next')
    await expectEventually(() => page.innerText('h1')).toBe('who')
    expect(await errorsOf(page)).toEqual(['This is taken.'])
    await page.click('#count')
    await expectEventually(() => page.innerText('#count')).toBe('1')
    await context.close()
  })
})
