/** Forms with rules, as users meet them: in a browser, on a line that is cut, with a server that starts again. */
import { createApp, form, html, LiveView, repeat, type TemplateResult } from 'overwire'
import { serve, type Served } from 'overwire/node'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { createLog } from '../server/log.ts'
import { openBrowser, type TestBrowser } from './chromium.ts'
import { expectEventually } from './expect-eventually.ts'
import { openNetwork, type Network } from './network.ts'
import type { TakenPage } from './pages.ts'
import { isLive, isSettled } from './wire-tap.ts'

const trip = z.object({
  email: z.email('This is no e-mail address.'),
  password: z.string().min(1, 'Which?'),
  day: z.iso.date('Which day?'),
  seats: z.number('How many?').min(1, 'At least one.'),
  meal: z.enum(['fish', 'soup'], 'Which meal?'),
  extras: z.array(z.string()).max(1, 'One at most.'),
  terms: z.literal(true, 'Please agree.'),
  guests: z.array(z.object({ name: z.string().min(2, 'Who?') })),
  photos: z.array(z.string()).max(2, 'Two at most.').optional(),
})

class Trip extends LiveView {
  trip = form(trip, {
    values: {
      email: '',
      day: '',
      meal: 'fish',
      extras: [],
      terms: false as never,
      guests: [{ name: 'Ada' }],
    },
    draft: 'trip',
    confirmLeave: 'Leave it?',
  })
  saved = ''
  ticks = 0

  render(): TemplateResult {
    const { trip } = this
    return html`<form ${trip} @submit=${trip.submit((values) => (this.saved = JSON.stringify(values)))}>
        <label>E-mail <input type="email" ${trip.field('email')} /></label> ${trip.errors('email')}
        <label>Password <input type="password" ${trip.field('password')} /></label>
        <label>Day <input type="date" ${trip.field('day')} /></label> ${trip.errors('day')}
        <label>Seats <input type="number" ${trip.field('seats')} /></label> ${trip.errors('seats')}
        <label>Meal <select ${trip.field('meal')}><option value="fish">Fish</option><option value="soup">Soup</option></select></label>
        <label><input type="checkbox" value="wine" ${trip.field('extras')} /> Wine</label>
        <label><input type="checkbox" value="cake" ${trip.field('extras')} /> Cake</label> ${trip.errors('extras')}
        <label><input type="checkbox" ${trip.field('terms')} /> Agreed</label> ${trip.errors('terms')}
        <label>Photos <input type="file" multiple ${trip.field('photos')} /></label> ${trip.errors('photos')}
        ${repeat(
          trip.rows('guests'),
          (row) => row.key,
          (row) => html`<p>
            <label>Guest ${row.index + 1} <input ${row.field('name')} /></label> ${row.errors('name')}
            <button type="button" @click=${() => row.remove()}>Without ${row.index + 1}</button>
          </p>`,
        )}
        <button type="button" @click=${() => trip.add('guests', { name: '' }, 0)}>Guest</button>
        <button type="button" @click=${() => trip.set('meal', 'steak' as never)}>Steak</button>
        <button type="button" @click=${() => trip.reset()}>Reset</button>
        <button>Book</button>
      </form>
      <button @click=${() => this.ticks++}>Tick ${this.ticks}</button>
      <a href="/other">Elsewhere</a>
      <output>${this.saved}</output>
      <i>${trip.isDirty() ? 'dirty' : 'clean'}</i>`
  }
}

class Other extends LiveView {
  render(): TemplateResult {
    return html`<h1>Other</h1>`
  }
}

/** Files are chosen in a step that is not the last. */
class Passport extends LiveView {
  passport = form(
    z.object({ scan: z.string('Which scan?'), pages: z.array(z.string()).optional(), name: z.string() }),
    {
      values: { name: '' },
      steps: { scans: ['scan', 'pages'], whose: ['name'] },
    },
  )
  saved = ''

  render(): TemplateResult {
    const { passport } = this
    return html`<form ${passport} @submit=${passport.submit((values) => (this.saved = JSON.stringify(values)))}>
      ${
        passport.step === 'scans'
          ? html`<label>Scan <input type="file" ${passport.field('scan')} /></label>
              <label>Pages <input type="file" multiple ${passport.field('pages')} /></label>`
          : html`<label>Whose passport <input ${passport.field('name')} /></label>`
      }
      <button>Go on</button>
      <output>${this.saved}</output>
    </form>`
  }
}

/** The form of a later release: the same draft, and other controls. */
class LaterTrip extends LiveView {
  trip = form(z.object({ email: z.boolean(), meal: z.array(z.string()), day: z.string() }), {
    values: { email: true, meal: ['fish'], day: '' },
    draft: 'trip',
  })

  render(): TemplateResult {
    const { trip } = this
    return html`<form ${trip}>
      <label><input type="checkbox" ${trip.field('email')} /> By e-mail</label>
      <label>Meals <select multiple ${trip.field('meal')}><option value="fish" ${trip.field('meal')}>Fish</option></select></label>
      <label>Day <input ${trip.field('day')} /></label>
    </form>`
  }
}

let opened: TestBrowser
let served: Served
let network: Network
let taken: TakenPage
let page: Page

const start = (): Promise<Served> => {
  const app = createApp({ secret: 's'.repeat(32), logger: createLog() })
    .live('/', Trip)
    .live('/other', Other)
    .live('/later', LaterTrip)
    .live('/passport', Passport)
  return serve(app, { port: 0, signals: false, deadline: 0 })
}
const portOf = ({ url }: Served): number => Number(new URL(url).port)

beforeAll(async () => {
  opened = await openBrowser()
  served = await start()
})
afterAll(async () => {
  await opened[Symbol.asyncDispose]()
  await served.close()
})
beforeEach(async () => {
  network = await openNetwork(portOf(served))
  taken = await opened.pages.own()
  ;({ page } = taken)
  await page.goto(network.url)
  await isLive(page)
})
afterEach(async () => {
  await taken[Symbol.asyncDispose]()
  await network[Symbol.asyncDispose]()
})

/** Another process takes the place of the one that runs: it knows nothing of the page. */
async function restart(): Promise<void> {
  await served.close()
  served = await start()
  network.serverPort = portOf(served)
  await expectEventually(() => page.getAttribute('html', 'data-live-status')).toBe('live')
  await isSettled(page)
}

const said = async (name: string): Promise<string> => {
  await isSettled(page)
  return (await page.textContent(`#Trip-trip-${name}-errors`)) ?? ''
}

test('nothing is said of a field while it is typed for the first time, and at every letter once it was left', async () => {
  const email = page.getByLabel('E-mail')
  await email.pressSequentially('ann')
  expect(await said('email')).toBe('')
  await email.press('Tab')
  expect(await said('email')).toBe('This is no e-mail address.')
  expect(await email.getAttribute('aria-describedby')).toBe('Trip-trip-email-errors')
  await email.press('End')
  await email.pressSequentially('@b.cz')
  expect(await said('email')).toBe('')
  // A field that its user passed by without a word is not used.
  await page.getByLabel('Seats').focus()
  await page.getByLabel('Password').focus()
  expect(await said('seats')).toBe('')
})

test('every kind of control is read, and a control shows what the form says', async () => {
  await page.fill('[type=email]', 'a@b.cz')
  await page.fill('[type=password]', 'secret')
  await page.fill('[type=date]', '2026-12-24')
  await page.getByLabel('Seats').fill('2')
  await page.getByLabel('Meal').selectOption('soup')
  await page.check('[value=wine]')
  await page.check('[value=cake]')
  expect(await said('extras')).toBe('One at most.')
  await page.uncheck('[value=wine]')
  await page.getByLabel('Agreed').check()
  const files = ['a.png', 'b.png', 'c.png'].map((name) => ({
    name,
    mimeType: 'image/png',
    buffer: Buffer.from('x'),
  }))
  await page.getByLabel('Photos').setInputFiles(files)
  await page.click('text=Book')
  expect(await said('photos')).toBe('Two at most.')
  await page.getByLabel('Photos').setInputFiles(files.slice(1))
  expect(await said('photos')).toBe('')
  await page.click('text=Book')
  await isSettled(page)
  expect(JSON.parse((await page.textContent('output')) ?? '')).toEqual({
    email: 'a@b.cz',
    password: 'secret',
    day: '2026-12-24',
    seats: 2,
    meal: 'soup',
    extras: ['cake'],
    terms: true,
    guests: [{ name: 'Ada' }],
    photos: ['b.png', 'c.png'],
  })
  // A select shows no option where its value is none of them.
  await page.click('text=Steak')
  await isSettled(page)
  expect(await page.getByLabel('Meal').inputValue()).toBe('')
  await page.click('text=Reset')
  await isSettled(page)
  expect(await page.getByLabel('Meal').inputValue()).toBe('fish')
  expect(await page.getByLabel('E-mail').inputValue()).toBe('')
})

test('files that were chosen in an earlier step of a wizard are named when the last one is sent', async () => {
  const file = (name: string) => ({ name, mimeType: 'image/png', buffer: Buffer.from('x') })
  await page.goto(`${network.url}/passport`)
  await isLive(page)
  await page.getByLabel('Scan').setInputFiles(file('scan.png'))
  await page.getByLabel('Pages').setInputFiles([file('a.png'), file('b.png')])
  await page.click('text=Go on')
  await page.getByLabel('Whose passport').fill('Ann')
  await page.click('text=Go on')
  await isSettled(page)
  expect(JSON.parse((await page.textContent('output')) ?? '')).toEqual({
    scan: 'scan.png',
    pages: ['a.png', 'b.png'],
    name: 'Ann',
  })
})

test('a date that is half typed is left alone while the page changes', async () => {
  const day = page.getByLabel('Day')
  await day.focus()
  await page.keyboard.type('12')
  await page.evaluate(() =>
    [...document.querySelectorAll('button')].find((each) => each.textContent.startsWith('Tick'))?.click(),
  )
  await isSettled(page)
  await page.keyboard.type('242026')
  await isSettled(page)
  expect(await day.inputValue()).toBe('2026-12-24')
})

test('what was typed, what was used and rows are there when the server has started again', async () => {
  await page.getByLabel('E-mail').fill('wrong')
  await page.getByLabel('Seats').fill('3')
  await page.getByLabel('Seats').press('Tab')
  expect(await said('email')).toBe('This is no e-mail address.')
  await restart()
  expect(await page.getByLabel('E-mail').inputValue()).toBe('wrong')
  expect(await page.getByLabel('Seats').inputValue()).toBe('3')
  expect(await said('email')).toBe('This is no e-mail address.')
  expect(await page.textContent('i')).toBe('dirty')
  await page.getByRole('button', { name: 'Guest', exact: true }).click()
  await isSettled(page)
  expect(
    await page.getByLabel(/^Guest/).evaluateAll((all) => all.map((each) => (each as HTMLInputElement).value)),
  ).toEqual(['', 'Ada'])
})

test('a draft is there when the page is opened anew, but for the password, until it is sent', async () => {
  await page.getByLabel('E-mail').fill('draft@b.cz')
  await page.getByLabel('Password').fill('secret')
  const stored = (): Promise<string> => page.evaluate(() => JSON.stringify({ ...localStorage }))
  await expectEventually(stored).toContain('draft@b.cz')
  expect(await stored()).not.toContain('secret')
  page.on('dialog', (dialog) => void dialog.accept())
  await page.reload()
  await isLive(page)
  await expectEventually(() => page.getByLabel('E-mail').inputValue()).toBe('draft@b.cz')
  expect(await page.getByLabel('Password').inputValue()).toBe('')
  expect(await page.textContent('i')).toBe('dirty')
  await page.click('text=Reset')
  await isSettled(page)
  await expectEventually(stored).not.toContain('draft@b.cz')
})

test('a draft that an earlier release has kept does not break the page: what controls cannot show is left out', async () => {
  await page.getByLabel('E-mail').fill('draft@b.cz')
  await page.getByLabel('Day').fill('2026-12-24')
  await page.getByLabel('Meal').selectOption('soup')
  const stored = (): Promise<string> => page.evaluate(() => JSON.stringify({ ...localStorage }))
  await expectEventually(stored).toContain('2026-12-24')
  await expectEventually(stored).toContain('soup')
  page.on('dialog', (dialog) => void dialog.accept())
  await page.goto(`${network.url}/later`)
  await isLive(page)
  await expectEventually(() => page.getByLabel('Day').inputValue()).toBe('2026-12-24')
  expect(await page.getByLabel('By e-mail').isChecked()).toBe(true)
  expect(await page.getByLabel('Meals').evaluate(({ value }: HTMLSelectElement) => value)).toBe('fish')
  await page.getByLabel('By e-mail').uncheck()
  await isSettled(page)
  expect(await page.getByLabel('By e-mail').isChecked()).toBe(false)
})

test('it is asked before the page is left with something that was not saved, and not afterwards', async () => {
  const asked: string[] = []
  page.on('dialog', (dialog) => {
    asked.push(dialog.message())
    void dialog.dismiss()
  })
  await page.getByLabel('E-mail').fill('a@b.cz')
  await page.getByLabel('E-mail').press('Tab')
  await isSettled(page)
  await page.click('text=Elsewhere')
  await expectEventually(() => Promise.resolve(asked)).toEqual(['Leave it?'])
  expect(page.url()).not.toContain('other')
  await page.click('text=Reset')
  await isSettled(page)
  await page.click('text=Elsewhere')
  await page.waitForSelector('h1')
  expect(asked).toEqual(['Leave it?'])
})
