import { html, LiveView } from 'overwire'
import { expect } from 'vitest'
import { appWith, WireBrowser, settled } from './wire-browser.ts'

/** What has escaped to the process: each of these would have ended it. */
export const escaped: unknown[] = []
const escapes = (error: unknown): void => void escaped.push(error)

/** Notes what escapes from now on. */
export function watchProcess(): void {
  escaped.length = 0
  process.on('uncaughtException', escapes)
  process.on('unhandledRejection', escapes)
}

export function unwatchProcess(): void {
  process.off('uncaughtException', escapes)
  process.off('unhandledRejection', escapes)
}

/** A page with a button for the fault, a button that counts, and a place for whatever is at fault. */
export abstract class Site extends LiveView {
  count = 0
  fault(_event: { readonly signal: AbortSignal }): unknown {
    return undefined
  }
  extra(): unknown {
    return ''
  }
  render() {
    return html`<button @click=${(event) => this.fault(event)}></button>
      <button @click=${() => this.count++}>${this.count}</button>
      <div>${this.extra() as string}</div>`
  }
}
export const FAULT = [0, 0]
export const COUNT = [0, 1]

export class Healthy extends LiveView {
  count = 0
  render() {
    return html`<button @click=${() => this.count++}>${this.count}</button>`
  }
}

export function boom(): never {
  throw new Error('boom')
}

type Options = Parameters<typeof appWith>[1]

export async function openBoth(type: new () => LiveView, options?: Options) {
  const made = appWith(type, options)
  made.app.live('/healthy', Healthy)
  made.app.action('fault', (page) => {
    page.title('not sent')
    // What TypeScript would not let through.
    page.dispatch('#a', 'x', 10n as never)
  })
  made.app.action('throws', boom)
  const healthy = await WireBrowser.open(made.app, '/healthy')
  const browser = await WireBrowser.open(made.app)
  return { ...made, browser, healthy }
}

/** The page goes on, no other has noticed, and nothing has reached the process. */
export async function expectUnharmed({
  browser,
  healthy,
}: {
  browser: WireBrowser
  healthy: WireBrowser
}): Promise<void> {
  await settled()
  expect(browser.closed).toBeUndefined()
  await browser.click(COUNT)
  expect(browser.effects.at(-1)).toBeTypeOf('number')
  expect(JSON.stringify(browser.frames.map(({ difference }) => difference))).toMatch(/2,1/)
  await healthy.click([0, 0])
  expect(healthy.effects.at(-1)).toBe(1)
  expect(escaped).toEqual([])
}
