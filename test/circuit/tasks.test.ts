import { html, LiveView } from 'overwire'
import { expect, test } from 'vitest'
import { appWith, deferred, settled, WireBrowser } from './wire-browser.ts'

test('a task has what it yielded last as its value, until the next start', async () => {
  const steps = [deferred<number>(), deferred<number>(), deferred<number>()]
  class Counting extends LiveView {
    count = this.live.task(async function* (_signal: AbortSignal, fails: boolean) {
      yield 0
      for (const step of steps) yield await step.promise
      // It renders, and leaves the value.
      yield
      if (fails) throw new Error('at the end')
    })
    render() {
      const { value, running, failed } = this.count
      return html`<button @click=${() => this.count.start(true)}>Start</button>
        <button @click=${() => this.count.cancel()}>Cancel</button>
        <p>${`${value} ${running} ${String(failed)}`}</p>`
    }
  }
  const { app, reports } = appWith(Counting)
  const browser = await WireBrowser.open(app)
  expect(browser.html).toContain('<p>undefined false undefined</p>')
  const last = (): unknown => browser.frames.findLast(({ difference }) => difference)?.difference
  await browser.click([0, 0])
  expect(last()).toEqual([0, [0, 2, '0 true undefined']])
  steps[0]?.resolve(1)
  await settled()
  expect(last()).toEqual([0, [0, 2, '1 true undefined']])
  await browser.click([0, 1])
  expect(last()).toEqual([0, [0, 2, '1 false undefined']])
  await browser.click([0, 0])
  steps[1]?.resolve(2)
  steps[2]?.resolve(3)
  await settled()
  await settled()
  expect(last()).toEqual([0, [0, 2, '3 false Error: at the end']])
  expect(reports).toEqual([expect.stringContaining('at the end')])
})

test('what a task gives that was cancelled is not its value', async () => {
  const gates = [deferred<string>(), deferred<string>()]
  class Asking extends LiveView {
    asked = 0
    answer = this.live.task((_signal: AbortSignal, at: number) => gates[at]?.promise)
    render() {
      return html`<button @click=${() => this.answer.start(this.asked++)}>Ask</button>
        <p>${this.answer.value ?? 'nothing'}</p>`
    }
  }
  const browser = await WireBrowser.open(appWith(Asking).app)
  await browser.click([0, 0])
  await browser.click([0, 0])
  gates[1]?.resolve('new')
  gates[0]?.resolve('old')
  await settled()
  expect(browser.frames.flatMap(({ difference }) => difference || [])).toEqual([0, [0, 1, 'new']])
})
