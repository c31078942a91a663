/** A form that a schema reads, as its user meets it. */
import { createApp, html, LiveView, on } from 'overwire'
import type { FormErrors, FormEvent, InvalidFormEvent, TemplateResult } from 'overwire'
import { serve } from 'overwire/node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { createLog } from '../server/log.ts'
import { openBrowser, type TestBrowser } from './chromium.ts'
import { expectEventually } from './expect-eventually.ts'
import { isLive, isSettled } from './wire-tap.ts'

let opened: TestBrowser
beforeAll(async () => {
  opened = await openBrowser()
})
afterAll(() => opened[Symbol.asyncDispose]())

const member = z.object({
  name: z.string().min(1, 'Please give your name.'),
  email: z.email('This is not an address.'),
})

class SignUp extends LiveView {
  errors: FormErrors<typeof member> = {}
  welcome = ''

  save(event: FormEvent<typeof member>): void {
    this.errors = {}
    this.welcome = `Welcome, ${event.form.name}.`
    event.reset()
  }

  refuse({ errors }: InvalidFormEvent<typeof member>): void {
    this.errors = errors
  }

  render(): TemplateResult {
    return html`<form id="shown" @submit=${on(this.save, { schema: member, invalid: this.refuse })}>
        <input name="name" /> <b>${this.errors.name?.[0]}</b> <input name="email" /> <i>${this.errors.email?.[0]}</i>
        <button>Sign up</button>
      </form>
      <p id="welcome">${this.welcome}</p>
      <form id="refused" @submit=${on(this.save, { schema: member })}><button>Sign up</button></form>`
  }
}

test('a form that does not fit shows its messages and keeps what was typed, until it fits', async () => {
  const app = createApp({ logger: createLog() })
  app.live('/', SignUp)
  await using served = await serve(app, { port: 0, signals: false, deadline: 0 })
  await using shared = await opened.pages.shared()
  const { page } = shared
  await page.goto(served.url)
  await isLive(page)

  await page.fill('[name=email]', 'ada')
  await page.click('#shown button')
  await expectEventually(() => page.textContent('b')).toBe('Please give your name.')
  expect(await page.textContent('i')).toBe('This is not an address.')
  expect(await page.inputValue('[name=email]')).toBe('ada')

  await page.fill('[name=name]', 'Ada')
  await page.fill('[name=email]', 'ada@example.com')
  await page.click('#shown button')
  await expectEventually(() => page.textContent('#welcome')).toBe('Welcome, Ada.')
  expect(await page.textContent('b')).toBe('')
  expect(await page.inputValue('[name=email]')).toBe('')

  // Without `invalid` the messages are on the event that says that it was refused.
  await page.evaluate(() =>
    addEventListener('live:outcome', (event) => {
      document.title = JSON.stringify((event as CustomEvent<unknown>).detail)
    }),
  )
  await page.click('#refused button')
  await isSettled(page)
  await expectEventually(() => page.title()).toContain('"code":"invalid"')
  expect(await page.title()).toContain('"email":["This is not an address."]')
  await page.close()
})
