/** A document that is gone: what its user did last is handled, and then its page ends. */
import { html, LiveView, on, type TemplateResult } from 'overwire'
import { expect, test } from 'vitest'
import { appWith, deferred, settled, WireBrowser } from './wire-browser.ts'

/** A text that is heard letter by letter: each handler ends when it is let on. */
async function openDiary(options: Parameters<typeof appWith>[1] = {}) {
  const log: string[] = []
  const gates: { readonly text: string; end(): void }[] = []
  class Diary extends LiveView {
    async write(text: string, signal: AbortSignal): Promise<void> {
      const gate = deferred()
      log.push(`${text} begins`)
      signal.addEventListener('abort', () => log.push(`${text} is aborted`))
      gates.push({ text, end: () => gate.resolve() })
      await gate.promise
      log.push(`${text} ends`)
    }
    override stop(): void {
      log.push('stop')
    }
    render(): TemplateResult {
      const options = { overlap: 'queue' } as const
      return html`<p>Dear diary</p>
        <textarea @input=${on(({ value, signal }) => this.write(value, signal), options)}></textarea>
        <button @click=${() => this.live.navigate('/elsewhere')}>Elsewhere</button>`
    }
  }
  class Elsewhere extends LiveView {
    render(): TemplateResult {
      return html`<p>Elsewhere than the diary</p>`
    }
  }
  const { app, platform, reports } = appWith(Diary, options)
  app.live('/elsewhere', Elsewhere)
  const browser = await WireBrowser.open(app)
  const write = async (value: string): Promise<void> => {
    browser.sendEvent([0, 0], 'input', { value })
    await settled()
  }
  const endNext = async (): Promise<void> => {
    gates.shift()?.end()
    await settled()
  }
  const leave = (): Promise<void> => browser.send({ kind: 'leave' })
  return { app, platform, reports, browser, log, write, endNext, leave }
}

test('text that waits behind a running handler is handled in order when the document is left', async () => {
  const { log, write, endNext, leave, browser } = await openDiary()
  for (const text of ['a', 'ab', 'abc']) await write(text)
  await leave()
  expect(browser.closed).toBe(4410)
  expect(log).toEqual(['a begins'])
  for (let count = 0; count < 3; count++) await endNext()
  const lines = ['a begins', 'a ends', 'ab begins', 'ab ends', 'abc begins', 'abc ends', 'stop']
  expect(log).toEqual(lines)
})

test('a page that is left ends at once where nothing runs', async () => {
  const { log, write, endNext, leave } = await openDiary()
  await write('a')
  await endNext()
  await leave()
  expect(log).toEqual(['a begins', 'a ends', 'stop'])
})

test('a handler that never ends keeps a page that is left for no longer than one may take', async () => {
  const { log, write, leave, platform, reports } = await openDiary({ limits: { handlerTime: 10_000 } })
  await write('a')
  await platform.pass(4_000)
  for (const text of ['ab', 'abc', 'abcd']) await write(text)
  await leave()
  // The first handler has had its time, so the next one runs.
  await platform.pass(6_000)
  expect(log).toEqual(['a begins', 'a is aborted', 'ab begins'])
  await platform.pass(3_999)
  expect(log).not.toContain('stop')
  await platform.pass(1)
  expect(log.slice(3).toSorted()).toEqual(['ab is aborted', 'stop'])
  expect(reports.join()).toContain('the handlers of 2 events that had arrived did not begin')
  await platform.pass(60_000)
  expect(log).not.toContain('abc begins')
})

test('a handler of a page that is left leads nowhere, so that what waits behind it is handled', async () => {
  const { log, write, endNext, leave, browser } = await openDiary()
  await write('a')
  await write('ab')
  await browser.click([0, 1])
  await leave()
  await settled()
  for (let count = 0; count < 2; count++) await endNext()
  expect(log).toEqual(['a begins', 'a ends', 'ab begins', 'ab ends', 'stop'])
})

test('nobody comes back to a page that is left', async () => {
  const { write, leave, browser } = await openDiary()
  await write('a')
  await leave()
  await browser.rejoin(0)
  expect(browser.received.at(-1)).toEqual({ kind: 'refused', code: 'circuit-ended' })
  await browser.join()
  expect(browser.received.at(-1)).toEqual({ kind: 'refused', code: 'token-used' })
})

test('of pages that are left, and handle something, those end that have done so longest where a visitor has too many', async () => {
  const { app, write, leave, browser, log } = await openDiary({ limits: { circuitsPerVisitor: 1 } })
  await write('a')
  await leave()
  const next = await WireBrowser.load(app, '/', browser.cookie)
  await next.join()
  expect(next.joined.roots).toHaveLength(1)
  expect(log).toContain('stop')
})
