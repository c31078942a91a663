import { createApp, html, LiveView, type App } from 'overwire'
import { visit } from 'overwire/testing'
import { expect, test } from 'vitest'
import { createLog, type Log } from '../server/log.ts'

class Home extends LiveView {
  render() {
    return html`<h1>Home</h1>
      <svg><a href="/next"><text>Next, drawn</text></a></svg>
      <a href="/next">Next</a>
      <a href=${`/next?${'x'.repeat(20_000)}`}>Long</a>`
  }
}

class Next extends LiveView {
  render() {
    return html`<h1>Next</h1>`
  }
}

function site(): { readonly app: App; readonly log: Log } {
  const log = createLog()
  return { app: createApp({ logger: log }).live('/', Home).live('/next', Next), log }
}

test('links in drawings leave the other links alone, which are followed in place', async () => {
  await using user = await visit(site().app, '/')
  const { document } = user
  await user.click('Next')
  expect([user.text('h1'), user.document === document, user.errors]).toEqual(['Next', true, []])
})

test('a link that is too long to be asked for costs no socket when it is touched', async () => {
  const { app, log } = site()
  await using user = await visit(app, '/')
  const { defaultView: window } = user.document
  if (!window) expect.unreachable()
  const touch = new window.Event('touchstart', { bubbles: true, composed: true })
  user.document.querySelector('a[href*=xxx]')?.dispatchEvent(touch)
  await user.settled()
  expect(log.lines).toEqual([])
})
