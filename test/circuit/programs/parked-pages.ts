/**
 * Answers so many requests for a view that holds 2 MB, in one of several ways, and prints how many megabytes the
 * process then holds more than before.
 */
import { createApp, html, LiveView } from 'overwire'
import type { TemplateResult } from 'overwire'

const SIZE = 2 * 1024 * 1024

class Shown {
  readonly data = new Uint8Array(SIZE)
}

class Hidden {
  readonly #data = new Uint8Array(SIZE)
  get size(): number {
    return this.#data.length
  }
}

class OwnClass extends LiveView {
  own = new Shown()
  render(): TemplateResult {
    return html`<p>${this.own.data.length}</p>`
  }
}

class PrivateField extends LiveView {
  own = new Hidden()
  render(): TemplateResult {
    return html`<p>${this.own.size}</p>`
  }
}

class LoadedData extends LiveView {
  rows = this.live.load(() => Array.from({ length: 50 }, () => Array.from({ length: 5_000 }, () => 0.5)))
  render(): TemplateResult {
    return html`<p>${this.rows.value?.length}</p>`
  }
}

class RenderedText extends LiveView {
  render(): TemplateResult {
    return html`<p>${Buffer.alloc(SIZE, 'x').toString('latin1')}</p>`
  }
}

const views = { OwnClass, PrivateField, LoadedData, RenderedText }
const app = createApp({ secret: 'the secret of this test, 32 characters', development: false })
for (const [name, view] of Object.entries(views)) app.live(`/${name}`, view)

const path = `/${process.argv[2]}`
await get()
const before = await held()
for (let request = 0; request < Number(process.argv[3]); request++) await get()
console.log((await held()) - before)
process.exit()

async function get(): Promise<void> {
  const response = await app.handler.fetch(new Request(`http://localhost${path}`))
  if (response?.status !== 200) throw new Error(`${path} was answered with ${response?.status}`)
  await response.text()
}

/** What is let go in one turn is free when the collector has run in another one, with nothing of that turn on the stack. */
async function held(): Promise<number> {
  for (let turn = 0; turn < 3; turn++) {
    await new Promise((resolve) => setImmediate(resolve))
    globalThis.gc?.()
  }
  const { heapUsed, external } = process.memoryUsage()
  return Math.round((heapUsed + external) / 1024 / 1024)
}
