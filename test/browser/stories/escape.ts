/** A story of Escape: it closes what was opened last, and that opens again. */
import { bind, html, LiveView, onWindow, type TemplateResult } from 'overwire'
import { expect } from 'vitest'
import { click } from '../browsers/gestures.ts'
import { expectEventually } from '../expect-eventually.ts'
import { countOf, textOf, type Story } from './story.ts'

/** What browsers close by themselves, which the view hears of, and a menu that listens for the key. */
class Closing extends LiveView {
  asks = false
  hints = false
  menu = false

  render(): TemplateResult {
    return html`<button id="open-dialog" @click=${() => (this.asks = true)}>Ask</button>
      <dialog id="dialog" ${bind(this, 'asks')}><input aria-label="Answer" /></dialog>
      <button id="open-popover" @click=${() => (this.hints = true)}>Hint</button>
      <div id="popover" popover ${bind(this, 'hints')}>Like this</div>
      <button id="open-menu" @click=${() => (this.menu = true)}>Menu</button>
      ${
        this.menu
          ? html`<ul id="menu" role="menu" ${onWindow('keydown', () => (this.menu = false), { keys: 'Escape' })}>
              <li role="menuitem" tabindex="-1">Open</li>
            </ul>`
          : null
      }
      <output>${[this.asks, this.hints, this.menu].join(' ')}</output>`
  }
}

const PLACES = [
  ['#open-dialog', '#dialog:modal', 'true false false'],
  ['#open-popover', '#popover:popover-open', 'false true false'],
  ['#open-menu', '#menu', 'false false true'],
] as const

export const escape: Story = {
  name: 'dialogs, popovers and menus are closed by Escape, which the view hears of, and open again',
  routes: { '/': Closing },
  async tell({ page }) {
    for (const [opener, shown, held] of [...PLACES, ...PLACES]) {
      await click(page, opener)
      await expectEventually(() => countOf(page, shown)).toBe(1)
      await expectEventually(() => textOf(page, 'output')).toBe(held)
      await page.press('Escape')
      await expectEventually(() => countOf(page, shown)).toBe(0)
      await expectEventually(() => textOf(page, 'output')).toBe('false false false')
    }
    expect(await countOf(page, 'dialog')).toBe(1)
  },
}
