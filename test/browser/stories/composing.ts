/**
 * A story with an input method. Chromium's driver can act as one; those of Firefox and WebKit cannot, and events that a
 * test makes up would show nothing about a browser.
 */
import { html, LiveView, type TemplateResult } from 'overwire'
import { expect } from 'vitest'
import { focus } from '../browsers/gestures.ts'
import { expectEventually } from '../expect-eventually.ts'
import { textOf, valueOf, type Story } from './story.ts'

/** Writes capitals, and is rendered all the time. */
class Capitals extends LiveView {
  code = ''
  ticks = 0

  override start(): void {
    this.live.every(40, () => this.ticks++)
  }

  render(): TemplateResult {
    return html`<input
        id="code"
        data-tick=${this.ticks}
        .value=${this.code}
        @input=${(event) => (this.code = event.value.toUpperCase())}
      />
      <output>${this.code}</output>`
  }
}

export const composing: Story = {
  name: 'what an input method composes is not touched until it is chosen',
  routes: { '/': Capitals },
  async tell({ page, typeOn }) {
    const { inputMethod } = page
    if (inputMethod === null) throw new Error('This browser has no input method.')
    await focus(page, '#code')
    for (const text of ['n', 'ni', 'nih']) {
      await inputMethod.compose(text)
      await expectEventually(() => textOf(page, 'output')).toBe(text.toUpperCase())
      expect(await valueOf(page, '#code')).toBe(text)
    }
    await inputMethod.choose('日本 ok')
    await expectEventually(() => valueOf(page, '#code')).toBe('日本 OK')
    await typeOn('!')
    await expectEventually(() => valueOf(page, '#code')).toBe('日本 OK!')
  },
}
