/** A form with a draft that is open in two tabs. */
import { createApp, form, html, LiveView } from 'overwire'
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

class Memo extends LiveView {
  memo = form(z.object({ text: z.string(), more: z.string() }), {
    values: { text: '', more: '' },
    draft: 'memo',
  })

  render() {
    const { memo } = this
    return html`<form ${memo} @submit=${memo.submit(() => memo.reset())}>
      <input aria-label="Memo" ${memo.field('text')} /><input aria-label="More" ${memo.field('more')} />
      <button>Store memo</button><i>${memo.isDirty() ? 'dirty' : 'clean'}</i>
    </form>`
  }
}

test('what is typed in one tab does not come into the form of another, and the draft is that of the last one', async () => {
  const app = createApp({ logger: createLog() }).live('/', Memo)
  await using served = await serve(app, { port: 0, signals: false, deadline: 0 })
  const context = await opened.browser.newContext()
  const [one, other] = [await context.newPage(), await context.newPage()]
  const stored = () => one.evaluate(() => localStorage.getItem('live::form memo') ?? '')
  for (const page of [one, other]) {
    await page.goto(served.url)
    await isLive(page)
    await isSettled(page)
  }
  await one.getByLabel('Memo').pressSequentially('from one')
  await expectEventually(stored).toContain('from one')
  await isSettled(other)
  await other.getByLabel('More').fill('other')
  await isSettled(other)
  expect(await other.getByLabel('Memo').inputValue()).toBe('')
  await expectEventually(stored).toContain('other')
  await one.click('text=Store memo')
  await expectEventually(() => one.textContent('i')).toBe('clean')
  await expectEventually(stored).toBe('')
  expect(await other.getByLabel('More').inputValue()).toBe('other')
  await context.close()
})
