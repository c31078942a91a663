/** Stories of people who choose. */
import { html, LiveView, type TemplateResult } from 'overwire'
import { expect } from 'vitest'
import { click, drag, focus } from '../browsers/gestures.ts'
import { expectEventually } from '../expect-eventually.ts'
import { checkedIn, countOf, textOf, valueOf, type Story } from './story.ts'

/** Every control that is not a text, on a page that changes all the time. */
class Choices extends LiveView {
  ticks = 0
  size = 's'
  colour = 'red'
  isUrgent = false
  volume = 0

  override start(): void {
    this.live.every(40, () => this.ticks++)
  }

  render(): TemplateResult {
    const { ticks } = this
    return html`${['s', 'm', 'l'].map(
      (size) =>
        html`<label
            ><input
              type="radio"
              name="size"
              id="size-${size}"
              value=${size}
              data-tick=${ticks}
              .checked=${this.size === size}
              @change=${(event) => (this.size = event.value)}
            />${size}</label
          >`,
    )}
      <select id="colour" style="width: 12em" .value=${this.colour} @change=${(event) => (this.colour = event.value)}>
        ${['red', 'green', 'blue', `no. ${ticks}`].map((name) => html`<option value=${name}>${name} ${ticks}</option>`)}
      </select>
      <input
        id="urgent"
        type="checkbox"
        data-tick=${ticks}
        .checked=${this.isUrgent}
        @change=${(event) => (this.isUrgent = event.checked)}
      />
      <input
        id="volume"
        type="range"
        min="0"
        max="100"
        data-tick=${ticks}
        .value=${String(this.volume)}
        @input=${(event) => (this.volume = Number(event.value))}
      />
      <output>${this.size} ${this.colour} ${this.isUrgent ? 'urgent' : 'calm'} ${this.volume}</output>`
  }
}

const ROUTES = { '/': Choices }

const radios: Story = {
  name: 'of radio buttons the one that was clicked last stays chosen',
  routes: ROUTES,
  async tell({ page }) {
    for (const size of ['m', 'l', 'm', 'l']) await click(page, `#size-${size}`)

    expect(await checkedIn(page, '#size-l')).toBe(true)
    await expectEventually(() => textOf(page, 'output')).toBe('l red calm 0')
    await expectEventually(() => countOf(page, '[data-live-pending]')).toBe(0)
    expect(await checkedIn(page, '#size-l')).toBe(true)
    expect(await countOf(page, 'input:checked')).toBe(1)
  },
}

const select: Story = {
  name: 'a select whose options change keeps what was chosen by a key',
  routes: ROUTES,
  async tell({ page }) {
    await focus(page, '#colour')
    await page.press('b')

    expect(await valueOf(page, '#colour')).toBe('blue')
    await expectEventually(() => textOf(page, 'output')).toBe('s blue calm 0')
    await expectEventually(() => countOf(page, '[data-live-pending]')).toBe(0)
    expect(await valueOf(page, '#colour')).toBe('blue')
  },
}

const checkbox: Story = {
  name: 'a box that is ticked and unticked quickly ends as the user left it',
  routes: ROUTES,
  async tell({ page }) {
    for (let round = 0; round < 5; round++) await click(page, '#urgent')

    await expectEventually(() => textOf(page, 'output')).toBe('s red urgent 0')
    await expectEventually(() => countOf(page, '[data-live-pending]')).toBe(0)
    expect(await checkedIn(page, '#urgent')).toBe(true)
  },
}

const range: Story = {
  name: 'a range stays where it was dragged, and the server has the same value',
  routes: ROUTES,
  async tell({ page }) {
    await drag(page, '#volume', [0.05, 0.7])

    const dragged = await valueOf(page, '#volume')
    expect(Number(dragged)).toBeGreaterThan(50)
    await expectEventually(() => textOf(page, 'output')).toBe(`s red calm ${dragged}`)
    await expectEventually(() => countOf(page, '[data-live-pending]')).toBe(0)
    expect(await valueOf(page, '#volume')).toBe(dragged)
  },
}

export const choiceStories: readonly Story[] = [radios, select, checkbox, range]
