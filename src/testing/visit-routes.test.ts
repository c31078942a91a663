import { Component, createApp, html, LiveView, type App, type LayoutProps } from 'overwire'
import { visit } from 'overwire/testing'
import { describe, expect, test } from 'vitest'

class Shell extends Component<LayoutProps> {
  opened = 0
  render() {
    return html`<button @click=${() => this.opened++}>Menu</button> <output>${this.opened}</output>
      <a href="/a">To A</a> <a href="/b?page=2">To B</a> <a href="/download">Download</a>
      <main>${this.props.content}</main>`
  }
}

class A extends LiveView {
  render() {
    return html`<h1>A</h1>
      <button @click=${() => this.live.navigate('/b')}>Go to B</button>`
  }
}

class B extends LiveView {
  render() {
    return html`<h1>B ${this.live.context.url.search}</h1>
      <button @click=${() => this.live.setSearch({ page: 3 })}>More</button>`
  }
}

function site(): App {
  const app = createApp({ development: false, secret: 's'.repeat(32) })
  app.group({ layout: Shell }, (group) => {
    group.live('/a', A)
    group.live('/b', B)
  })
  return app.page('/download', () => html`<h1>Plain</h1>`)
}

describe('a user of an application with routes', () => {
  test('follows links in place: the layout keeps its state, and the address is that of the page', async () => {
    await using user = await visit(site(), '/a')
    await user.click('Menu')
    await user.click('To B')
    expect([user.text('h1'), user.text('output')]).toEqual(['B ?page=2', '1'])
    expect(new URL(user.url).pathname + new URL(user.url).search).toBe('/b?page=2')
    await user.click('To A')
    expect([user.text('h1'), user.text('output')]).toEqual(['A', '1'])
  })

  test('goes where handlers lead, and sees the search that they set', async () => {
    await using user = await visit(site(), '/a')
    await user.click('Menu')
    await user.click('Go to B')
    expect([user.text('h1'), user.text('output'), new URL(user.url).pathname]).toEqual(['B', '1', '/b'])
    await user.click('More')
    expect([user.text('h1'), new URL(user.url).search]).toEqual(['B ?page=3', '?page=3'])
  })

  test('loads what is no page of a route, and comes back from it', async () => {
    await using user = await visit(site(), '/a')
    await user.click('Download')
    expect([user.text('h1'), new URL(user.url).pathname]).toEqual(['Plain', '/download'])
    await user.back()
    expect([user.text('h1'), new URL(user.url).pathname]).toEqual(['A', '/a'])
  })

  test('goes back in the history', async () => {
    await using user = await visit(site(), '/a')
    await user.click('To B')
    await user.back()
    expect([user.text('h1'), new URL(user.url).pathname]).toEqual(['A', '/a'])
  })
})
