/** Stories of dialogs that stand elsewhere than their owner. */
import { chain, html, LiveView, portal, type TemplateResult } from 'overwire'
import { close, open, popFocus, pushFocus } from 'overwire/commands'
import { expect } from 'vitest'
import { click } from '../browsers/gestures.ts'
import { expectEventually } from '../expect-eventually.ts'
import { countOf, focusedId, textOf, valueOf, type Story } from './story.ts'
import { isLive } from './visit.ts'

class Names extends LiveView {
  name = 'Ada'
  clicks = 0

  render(): TemplateResult {
    return html`<section @click=${() => this.clicks++}>
        <output>${this.name}</output>
        <button id="edit" @click=${chain(pushFocus(), open('#names'))}>Edit</button>
        ${portal(
          '#elsewhere',
          html`<dialog id="names">
            <form id="rename" @submit=${(event) => (this.name = String(event.form.get('name')))}>
              <input id="name" name="name" aria-label="Name" />
              <button id="save">Save</button>
            </form>
            <button id="done" @click=${chain(close('#names'), popFocus())}>Done</button>
          </dialog>`,
        )}
      </section>
      <i>${this.clicks}</i>
      <div id="elsewhere"></div>`
  }
}

const dialog: Story = {
  name: 'a dialog in a portal keeps what is typed through a restart, saves it, and gives the focus back',
  routes: { '/': Names },
  async tell({ page, type, restart }) {
    expect(await countOf(page, '#elsewhere > dialog')).toBe(1)
    await click(page, '#edit')
    await expectEventually(() => page.evaluate(() => document.querySelector('dialog')?.open)).toBe(true)
    await type('#name', 'Grace')
    await restart()
    await isLive(page)
    expect(await valueOf(page, '#name')).toBe('Grace')
    // What is sent to a process that is gone is refused.
    await expectEventually(async () => {
      await click(page, '#save')
      return textOf(page, 'output')
    }).toBe('Grace')
    await click(page, '#done')
    await expectEventually(() => focusedId(page)).toBe('edit')
    expect(await countOf(page, 'dialog')).toBe(1)
    // The clicks in the dialog are clicks in its owner.
    await expectEventually(() => textOf(page, 'i')).toMatch(/[1-9]/)
  },
}

export const dialogStories: readonly Story[] = [dialog]
