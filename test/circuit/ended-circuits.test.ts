/** What a process keeps of circuits that are over: nothing, whatever their views held. */
import { form, html, LiveView, on, virtual, type TemplateResult } from 'overwire'
import { markdown } from 'overwire/markdown'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { appWith, settled, WireBrowser } from './wire-browser.ts'

setFlagsFromString('--expose-gc')
// A new context has it as a global function, as the flag says.
const gc = runInNewContext('gc') as () => void

const views: WeakRef<LiveView>[] = []
/** Of its own each time: one for all would keep all that wait for it. */
const never = (): Promise<never> => new Promise(() => {})

/** Holds one of each kind of resource, with work under way that nobody ends. */
class Busy extends LiveView {
  person = form(z.object({ name: z.string(), phones: z.array(z.string()) }), {
    values: { name: 'Ada', phones: ['1'] },
    checks: { name: never },
    draft: 'person',
  })
  lines = this.live.stream<{ id: number }>(
    ({ id }) => id,
    ({ id }) => html`<li>${id}</li>`,
    { limit: 20 },
  )
  numbers = this.live.pages(async ({ size }) => ({ rows: [...Array(size).keys()], more: true }), {
    key: (number) => number,
    row: (number) => html`<li>${number}</li>`,
  })
  found = this.live.load(never, { await: false })
  answer = this.live.task(async function* () {
    yield 'So **be'
    await never()
  })
  seen = this.live.stored('seen', z.object({ times: z.number().default(0) }))

  constructor(...given: ConstructorParameters<typeof LiveView>) {
    super(...given)
    views.push(new WeakRef(this))
  }

  override start(): void {
    this.live.every(60_000, () => this.lines.append({ id: Math.random() }))
    this.live.subscribe('news', () => {})
  }

  render(): TemplateResult {
    return html`<button @click=${on(() => this.begin(), { limit: '9/min' })}>Begin</button>
      <form ${this.person} @submit=${this.person.submit(() => {})}>
        <input ${this.person.field('name')} />
      </form>
      <ul>${this.lines}</ul>
      <ul>${this.numbers.rows}</ul>
      <ul>${virtual(
        Array.from({ length: 1_000 }, (_, at) => at),
        (at) => at,
        (at) => html`<li>${at}</li>`,
      )}</ul>
      <article>${markdown(this.answer.value ?? '', { growing: true })}</article>
      <p ?hidden=${this.found.pending}></p>`
  }

  begin(): void {
    this.answer.start()
    this.person.set('name', 'Bea')
    void this.numbers.next()
  }
}

test('views of tabs that were closed are collected, with forms, lists, loads and tasks that had not ended', async () => {
  const { app, platform, reports } = appWith(Busy)
  for (let tab = 0; tab < 12; tab++) {
    const browser = await WireBrowser.open(app)
    await browser.click([0, 0])
    await platform.pass(61_000)
    browser.cut()
  }
  expect(reports).toEqual([])
  await platform.pass(1_800_000)
  await settled()
  for (let round = 0; round < 5; round++) {
    await new Promise((resolve) => setTimeout(resolve, 10))
    gc()
  }
  // What the last of them ran may still be in the registers of the engine.
  expect(views.length).toBeGreaterThanOrEqual(12)
  expect(views.filter((view) => view.deref() !== undefined).length).toBeLessThanOrEqual(2)
})
