/** What authors read in the console of the browser, where users would only see that nothing happens. */
import { createApp, html, LiveView, type TemplateResult } from 'overwire'
import { serve } from 'overwire/node'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createLog } from '../server/log.ts'
import { openBrowser, type TestBrowser } from './chromium.ts'
import { expectEventually } from './expect-eventually.ts'
import { isLive } from './wire-tap.ts'

let opened: TestBrowser
beforeAll(async () => {
  opened = await openBrowser()
})
afterAll(() => opened[Symbol.asyncDispose]())

class Failing extends LiveView {
  render(): TemplateResult {
    return html`<button id="throws" @click=${() => this.fail()}>Throw</button>
      <button id="unknown" live-click="no-such-action">Unknown</button>
      <form id="upload" @submit=${() => {}}><input type="file" name="photo" /><button>Send</button></form>`
  }

  fail(): never {
    throw new Error('as it should')
  }
}

async function open(development: boolean): Promise<AsyncDisposable & { page: Page; lines: string[] }> {
  const app = createApp({
    logger: createLog(),
    development,
    secret: 's'.repeat(32),
    limits: { circuitsPerVisitor: 1 },
  })
  app.live('/', Failing)
  const served = await serve(app, { port: 0, signals: false, deadline: 0 })
  const context = await opened.browser.newContext()
  const lines: string[] = []
  context.on('console', (message) => {
    if (message.text().startsWith('[overwire]')) lines.push(message.text())
  })
  const page = await context.newPage()
  await page.goto(served.url)
  await isLive(page)
  return {
    page,
    lines,
    async [Symbol.asyncDispose]() {
      await context.close()
      await served.close()
    },
  }
}

test('in development the console says why nothing happened, and what to do', async () => {
  await using opened = await open(true)
  const { page, lines } = opened
  await page.click('#throws')
  await page.click('#unknown')
  await expectEventually(() => Promise.resolve(lines.join('\n'))).toMatch(
    /An event of <button id="throws".*> failed\. Its handler threw: the log[^]*An event of <button id="unknown".*> was refused \(unknown-action\)\. No action has this name/,
  )
  const second = await page.context().newPage()
  await second.goto(page.url())
  await expectEventually(() => Promise.resolve(lines.at(-1))).toMatch(
    /refuses this page \(circuit-limit\).*limits\.circuitsPerVisitor/,
  )
})

test('in development the console says that the files of a form are not sent, once', async () => {
  await using opened = await open(true)
  const { page, lines } = opened
  await page.click('#upload button')
  await page.setInputFiles('#upload input', {
    name: 'a.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('a'),
  })
  for (let n = 0; n < 2; n++) {
    await page.click('#upload button')
    await expectEventually(() => page.locator('[data-live-pending]').count()).toBe(0)
  }
  await expectEventually(() => Promise.resolve(lines.join())).toMatch(/The files of this form are not sent/)
  expect(lines).toHaveLength(1)
})

test('in production the console says nothing', async () => {
  await using opened = await open(false)
  const { page, lines } = opened
  await page.click('#throws')
  await page.click('#unknown')
  await page.setInputFiles('#upload input', {
    name: 'a.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('a'),
  })
  await page.click('#upload button')
  await expectEventually(() => page.locator('[data-live-pending]').count()).toBe(0)
  expect(lines).toEqual([])
})
