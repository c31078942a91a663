import { expect, test } from 'vitest'
import { Component, createApp, html } from '../index.ts'
import { visit } from './visit.ts'

class Likes extends Component<{ start: number }> {
  count = this.props.start
  render() {
    return html`<button @click=${() => this.count++}>Like</button> <b>${this.count}</b>`
  }
}

test('a user visits a page of another server, and its island is live', async () => {
  const app = createApp()
  const answer = async (request: Request): Promise<Response> => {
    const page = app.page(request)
    const island = await page.island(Likes, { start: 5 })
    await page.ready
    const headers = new Headers(page.headers)
    headers.set('content-type', 'text/html')
    return new Response(`<head>${page.head}</head><body><h1>Theirs</h1>${island}</body>`, { headers })
  }
  await using user = await visit(app, '/theirs', { fetch: answer })
  await user.click('Like')
  expect([user.text('h1'), user.text('b')]).toEqual(['Theirs', '6'])
})

test('content is morphed as in a browser, with what the user typed', async () => {
  const app = createApp()
    .page('/', () => html`<button live-click="save">Save</button><div id="a"><input name="q" /></div>`)
    .action('save', (page) => page.morph('#a', html`<b>Saved</b><input name="q" />`))
  await using user = await visit(app, '/')
  await user.type('q', 'typed')
  await user.click('Save')
  expect([user.text('#a'), user.value('q')]).toEqual(['Saved', 'typed'])
  expect(user.errors).toEqual([])
})
