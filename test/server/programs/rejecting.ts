/** A server whose application leaves a rejection unhandled, in a request and in a handler. Prints its address. */
import { createApp, html, LiveView } from 'overwire'
import type { TemplateResult } from 'overwire'
import { serve } from 'overwire/node'

class Careless extends LiveView {
  override mount(): void {
    void Promise.reject(new Error('nobody handles this'))
  }
  render(): TemplateResult {
    return html`<p>careless</p>`
  }
}

const app = createApp({ secret: 'the secret of this test, 32 characters' })
app.live('/', Careless)
await serve(app, { port: 0 })
