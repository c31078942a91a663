/** A story of somebody who fills in controls that are bound to fields. */
import { bind, html, LiveView, type TemplateResult } from 'overwire'
import { expect } from 'vitest'
import { click, focus, type } from '../browsers/gestures.ts'
import { expectEventually } from '../expect-eventually.ts'
import { checkedIn, countOf, textOf, valueOf, type Story } from './story.ts'

/** Everything that is bound, and what the fields hold. */
class Booking extends LiveView {
  name = ''
  seats: number | null = 2
  meal = 'vegan'
  extras: string[] = ['wine']
  address = { city: '' }
  asks = false
  more = false

  render(): TemplateResult {
    return html`<input id="name" ${bind(this, 'name')} />
      <input id="seats" type="number" ${bind(this, 'seats')} />
      ${['vegan', 'fish'].map((meal) => html`<input type="radio" id=${meal} value=${meal} ${bind(this, 'meal')} />`)}
      ${['wine', 'cake'].map((each) => html`<input type="checkbox" id=${each} value=${each} ${bind(this, 'extras')} />`)}
      <input id="city" ${bind(this, 'address', 'city', { on: 'change' })} />
      <details ${bind(this, 'more')}><summary id="more">More</summary></details>
      <button id="ask" @click=${() => (this.asks = true)}>Book</button>
      <dialog id="dialog" ${bind(this, 'asks')}><form method="dialog"><button id="no">Not yet</button></form></dialog>
      <output>
        ${[this.name, this.seats, this.meal, this.extras.join('+'), this.address.city, this.asks, this.more].join(' ')}
      </output>`
  }
}

export const bound: Story = {
  name: 'what controls are bound to is what they show, and a dialog is closed by Escape and opened again',
  routes: { '/': Booking },
  async tell({ page }) {
    const shown = async (): Promise<string | undefined> => (await textOf(page, 'output'))?.trim()
    await focus(page, '#name')
    await type(page, 'Ada')
    await focus(page, '#seats')
    await page.press('ArrowDown')
    await click(page, '#fish')
    await click(page, '#cake')
    await click(page, '#wine')
    await focus(page, '#city')
    await type(page, 'Rome')
    await click(page, '#more')
    await expectEventually(shown).toBe('Ada 1 fish cake Rome false true')
    for (const close of [() => page.press('Escape'), () => click(page, '#no')]) {
      await click(page, '#ask')
      await expectEventually(() => countOf(page, '#dialog:modal')).toBe(1)
      await close()
      await expectEventually(() => countOf(page, '#dialog[open]')).toBe(0)
      await expectEventually(shown).toBe('Ada 1 fish cake Rome false true')
    }
    await expectEventually(() => countOf(page, '[data-live-pending]')).toBe(0)
    expect([
      await valueOf(page, '#name'),
      await valueOf(page, '#seats'),
      await valueOf(page, '#city'),
    ]).toEqual(['Ada', '1', 'Rome'])
    expect([
      await checkedIn(page, '#fish'),
      await checkedIn(page, '#wine'),
      await checkedIn(page, '#cake'),
    ]).toEqual([true, false, true])
  },
}
