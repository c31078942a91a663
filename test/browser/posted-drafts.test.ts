/** Drafts of forms that are sent before the script has run: what was kept in the browser is over, too. */
import { createApp, form, html, LiveView, redirect } from 'overwire'
import { serve } from 'overwire/node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { createLog } from '../server/log.ts'
import { openBrowser, type TestBrowser } from './chromium.ts'
import { expectEventually } from './expect-eventually.ts'
import { innerTexts } from './inner-texts.ts'
import { isLive, isSettled } from './wire-tap.ts'

let opened: TestBrowser
beforeAll(async () => {
  opened = await openBrowser()
})
afterAll(() => opened[Symbol.asyncDispose]())

class Note extends LiveView {
  note = form(z.object({ text: z.string().min(3, 'Three letters.') }), {
    values: { text: '' },
    draft: 'note',
  })
  saved = ''

  render() {
    const { note } = this
    return html`<form ${note} @submit=${note.submit(({ text }) => (this.saved = text))}>
        <input aria-label="Text" ${note.field('text')} /> ${note.errors('text')}
        <button>Save</button>
      </form>
      <output>${this.saved}</output>`
  }
}

test.each([
  ['is forgotten when it is sent', 'sent', 'sent', ''],
  ['stays where the handler does not take it', 'no', '', 'draft'],
])('the draft of a form that is posted %s', async (_, text, saved, kept) => {
  const app = createApp({ logger: createLog() }).live('/', Note)
  await using served = await serve(app, { port: 0, signals: false, deadline: 0 })
  const page = await opened.browser.newPage()
  const input = page.getByLabel('Text')
  const stored = () => page.evaluate(() => JSON.stringify({ ...localStorage }))
  await page.goto(served.url)
  await isLive(page)
  await input.fill('draft')
  await expectEventually(stored).toContain('draft')
  await page.route(/\.js/, (route) => route.abort())
  await page.reload()
  await input.fill(text)
  await page.unrouteAll()
  await page.click('button')
  await isLive(page)
  await isSettled(page)
  expect(await page.textContent('output')).toBe(saved)
  if (kept === '') await expectEventually(stored).not.toContain('draft')
  await isSettled(page)
  expect(await input.inputValue()).toBe(text)
  expect(await stored()).toContain(kept)
  await page.close()
})

class Letter extends LiveView {
  letter = form(z.object({ text: z.string() }), { values: { text: '' }, draft: 'letter' })

  render() {
    const { letter } = this
    return html`<form ${letter} @submit=${letter.submit(({ text }) => this.send(text))}>
      <input aria-label="Letter" ${letter.field('text')} />
      <button>Send</button>
    </form>`
  }

  send(text: string) {
    if (text === 'no') throw new Error('The post office is closed.')
    this.live.flash('Sent', 'good')
    redirect(text === 'again' ? '/' : '/thanks')
  }
}

class Thanks extends LiveView {
  render() {
    return html`<h1>Thanks for it</h1>`
  }
}

test.each([
  ['is forgotten when its handler leads to another page', 'sent', '/thanks', ''],
  ['is forgotten when its handler leads to the same page', 'again', '/', ''],
  ['stays where its handler fails', 'no', '/', 'draft'],
])('the draft of a form that is posted %s', async (_, text, path, kept) => {
  const app = createApp({ logger: createLog() }).live('/', Letter).live('/thanks', Thanks)
  await using served = await serve(app, { port: 0, signals: false, deadline: 0 })
  const page = await opened.browser.newPage()
  const input = page.getByLabel('Letter')
  const stored = () => page.evaluate(() => localStorage.getItem('live::form letter') ?? '')
  await page.goto(served.url)
  await isLive(page)
  await input.fill('draft')
  await expectEventually(stored).toContain('draft')
  await page.route(/\.js/, (route) => route.abort())
  await page.reload()
  await input.fill(text)
  await page.unrouteAll()
  await page.click('button')
  if (kept === '') {
    await isLive(page)
    await isSettled(page)
    expect(new URL(page.url()).pathname).toBe(path)
    expect(await innerTexts(page, '[data-live-flash] > p')).toEqual(['Sent'])
    await expectEventually(stored).toBe('')
  }
  await page.goto(served.url)
  await isLive(page)
  await isSettled(page)
  await expectEventually(() => input.inputValue()).toBe(kept)
  await page.close()
})
