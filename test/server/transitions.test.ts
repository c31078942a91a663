import { createApp, html, LiveView } from 'overwire'
import { expect, test } from 'vitest'

class Home extends LiveView {
  render() {
    return html`<h1>Home</h1>`
  }
}

test('pages of views say that they take the place of each other in transitions, and others do not', async () => {
  const app = createApp({ secret: 's'.repeat(32), logger: { info() {}, warn() {}, error() {} } })
  app.live('/', Home).page('/document', () => html`<h1>Document</h1>`)
  const hasTransitions = async (path: string): Promise<boolean> => {
    const response = await app.handler.fetch(new Request(`http://localhost${path}`), { ip: '1.2.3.4' })
    return / data-live-transition[ >]/.test((await response?.text()) ?? '')
  }
  expect(await hasTransitions('/')).toBe(false)
  app.transitions()
  expect([await hasTransitions('/'), await hasTransitions('/document')]).toEqual([true, false])
})
