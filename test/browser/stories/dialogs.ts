/** Stories of dialogs that stand elsewhere than their owner. */
import { chain, focusTrap, html, LiveView, portal, type TemplateResult } from 'overwire'
import { close, focusFirst, open, popFocus, pushFocus } from 'overwire/commands'
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
            <form id="rename" @submit=${(event) => (this.name = event.form.get('name') as string)}>
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

/** A popover, a form that is given the focus, and a dialog of the view's own, which traps it. */
class Places extends LiveView {
  isAsking = false

  render(): TemplateResult {
    return html`<button id="show-hint" @click=${open('#hint')}>Hint</button>
      <div id="hint" popover><button id="hide-hint" @click=${close('#hint')}>Hide</button></div>
      <button id="to-filters" @click=${chain(pushFocus(), focusFirst('#filters'))}>Filters</button>
      <p id="filters"><input id="filter" aria-label="Filter" /><button id="back" @click=${popFocus()}>Back</button></p>
      <button id="ask" @click=${() => (this.isAsking = true)}>Ask</button>
      ${
        this.isAsking
          ? html`<div role="dialog" aria-label="Question" id="question" ${focusTrap()}>
              <input id="first-answer" aria-label="First" />
              <input id="last-answer" aria-label="Last" />
              <button id="answered" @click=${() => (this.isAsking = false)}>Answer</button>
            </div>`
          : null
      }`
  }
}

const places: Story = {
  name: 'popovers open and close, commands move the focus and give it back, and a trap keeps it until it goes',
  routes: { '/': Places },
  async tell({ page }) {
    const isOpen = () => page.evaluate(() => !!document.querySelector('#hint:popover-open'))
    await click(page, '#show-hint')
    await expectEventually(isOpen).toBe(true)
    await click(page, '#hide-hint')
    await expectEventually(isOpen).toBe(false)
    await click(page, '#to-filters')
    await expectEventually(() => focusedId(page)).toBe('filter')
    await click(page, '#back')
    await expectEventually(() => focusedId(page)).toBe('to-filters')
    await click(page, '#ask')
    await expectEventually(() => focusedId(page)).toBe('first-answer')
    for (let keys = 0; keys < 4; keys++) {
      await page.press('Tab')
      const isInside = () => page.evaluate(() => !!document.activeElement?.closest('#question'))
      await expectEventually(isInside).toBe(true)
    }
    await click(page, '#answered')
    await expectEventually(() => focusedId(page)).toBe('ask')
  },
}

export const dialogStories: readonly Story[] = [dialog, places]
