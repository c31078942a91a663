import { createApp, html, LiveView, type App } from 'overwire'
import { visit } from 'overwire/testing'
import { expect, test } from 'vitest'
import { createLog, type Log } from '../server/log.ts'

class Home extends LiveView {
  render() {
    return html`<h1>Home</h1>
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

test('a link that is too long to be asked for costs no socket when it is touched', async () => {
  const { app, log } = site()
  await using user = await visit(app, '/')
  const prepared = (): unknown[] =>
    user.frames.flatMap(({ text }) => (text.startsWith('["prefetch"') ? [text] : []))
  const touch = (selector: string): void => {
    const { defaultView: window } = user.document
    if (!window) expect.unreachable()
    const touched = new window.Event('touchstart', { bubbles: true, composed: true })
    user.document.querySelector(selector)?.dispatchEvent(touched)
  }
  const touchUntilPrepared = (): unknown[] => {
    touch('a[href="/next"]')
    return prepared()
  }
  await expect.poll(touchUntilPrepared).toEqual(['["prefetch","/next"]'])
  touch('a[href*=xxx]')
  await user.settled()
  expect([prepared().length, log.lines, user.errors]).toEqual([1, [], []])
})
