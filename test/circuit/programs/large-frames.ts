/**
 * A server whose page sends 100 kB as often as it may. Prints its address, then every 50 ms how many frames each
 * page has sent at least, and the megabytes that the process holds.
 */
import { createApp, html, LiveView } from 'overwire'
import type { TemplateResult } from 'overwire'
import { serve } from 'overwire/node'

const pages = new Set<Busy>()

class Busy extends LiveView {
  text = ''
  frames = 0
  override start(): void {
    pages.add(this)
    let count = 0
    this.live.every(5, () => {
      this.text = `${++count} ${'x'.repeat(100_000)}`
    })
  }
  render(): TemplateResult {
    // What is rendered before the first text comes is sent in no frame.
    if (this.text !== '') this.frames++
    return html`<p>${this.text}</p>`
  }
}

const app = createApp({ secret: 'the secret of this test, 32 characters', development: false })
app.live('/', Busy)
await serve(app, { port: 0 })

let tick = 0
setInterval(() => {
  if (++tick % 5 === 0) globalThis.gc?.()
  const { heapUsed, external } = process.memoryUsage()
  const sent = Math.min(...[...pages].map(({ frames }) => frames))
  console.log(`sent ${pages.size === 0 ? 0 : sent} holds ${Math.round((heapUsed + external) / 1024 / 1024)}`)
}, 50)
