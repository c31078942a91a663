import { createApp, html, LiveView } from 'overwire'
import { serve } from 'overwire/node'

/** The smallest application: one view, one field, one handler. */
class Counter extends LiveView {
  count = 0

  render() {
    return html`<h1>${this.count}</h1>
      <button @click=${() => this.count++}>Add</button>`
  }
}

const app = createApp()
app.live('/', Counter)
await serve(app, { port: Number(process.env.PORT ?? 3000) })
