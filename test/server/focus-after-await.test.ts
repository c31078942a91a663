/** Commands of handlers that wait: they find what the handler has had shown before, though it is not done yet. */
import { createApp, html, LiveView } from 'overwire'
import { focus } from 'overwire/commands'
import { visit } from 'overwire/testing'
import { expect, test } from 'vitest'

class Late extends LiveView {
  shown = 0
  async one() {
    await new Promise((resolve) => setTimeout(resolve, 10))
    this.shown = 1
    this.live.run(focus('#f1'))
  }
  async two() {
    await new Promise((resolve) => setTimeout(resolve, 10))
    this.shown = 2
    this.live.run(focus('#f2'))
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  async *three() {
    await new Promise((resolve) => setTimeout(resolve, 10))
    this.shown = 3
    this.live.run(focus('#f3'))
    yield
  }
  async *four() {
    await new Promise((resolve) => setTimeout(resolve, 10))
    this.shown = 4
    this.live.run(focus('#f4'))
    await Promise.resolve()
    yield
  }
  render() {
    return html`${[1, 2, 3, 4].map((n) => (this.shown === n ? html`<input id="f${n}" />` : null))}
      <button @click=${() => this.one()}>one</button><button @click=${() => this.two()}>two</button>
      <button @click=${() => this.three()}>three</button><button @click=${() => this.four()}>four</button>`
  }
}
test.each(['one', 'two', 'three', 'four'])(
  'the focus goes to what a handler shows after it has waited: %s',
  async (name) => {
    await using user = await visit(createApp().live('/', Late), '/')
    await user.click(name)
    expect(user.document.activeElement?.id).toBe(`f${['one', 'two', 'three', 'four'].indexOf(name) + 1}`)
  },
)
