/** Stories of pages: how they begin, move under the user, and are left. */
import { html, LiveView, repeat, type TemplateResult } from 'overwire'
import { expect } from 'vitest'
import { click } from '../browsers/gestures.ts'
import { expectEventually } from '../expect-eventually.ts'
import { focusedId, textOf, textsOf, valueOf, type Story } from './story.ts'
import { isLive } from './visit.ts'

class Counter extends LiveView {
  count = 0

  render(): TemplateResult {
    return html`<output>${this.count}</output><button @click=${() => this.count++}>Add</button>`
  }
}

const counter: Story = {
  name: 'a counter is there with the first response, and counts each click once',
  routes: { '/': Counter },
  fromTheStart: true,
  async tell({ page }) {
    expect(await textOf(page, 'output')).toMatch(/^\d$/)
    for (let clicks = 0; clicks < 3; clicks++) await click(page, 'button')
    await isLive(page)
    for (let clicks = 0; clicks < 3; clicks++) await click(page, 'button')

    await expectEventually(() => textOf(page, 'output')).toBe('6')
  },
}

/** Notes what it is told, in order. */
class Ledger extends LiveView {
  text = ''
  entries: string[] = []

  render(): TemplateResult {
    return html`<input id="text" .value=${this.text} @input=${(event) => (this.text = event.value)} />
      <button id="save" @click=${() => this.note(`saved ${this.text}`)}>Save</button>
      <button id="print" @click=${() => this.note('printed')}>Print</button>
      <form @submit=${() => this.note('submitted')}><button id="submit">Submit</button></form>
      ${this.entries.map((entry) => html`<li>${entry}</li>`)}`
  }

  note(entry: string): void {
    this.entries = [...this.entries, entry]
  }
}

const beforeLive: Story = {
  name: 'what is typed, clicked and submitted before the page is live happens then, in its order',
  routes: { '/': Ledger },
  fromTheStart: true,
  async tell({ page, type }) {
    await type('#text', 'ab')
    for (const id of ['save', 'print', 'submit', 'print']) await click(page, `#${id}`)

    await expectEventually(() => textsOf(page, 'li')).toEqual(['saved ab', 'printed', 'submitted', 'printed'])
    expect(await valueOf(page, '#text')).toBe('ab')
  },
}

/** Rows that change places many times a second. */
class Rows extends LiveView {
  order = ['a', 'b', 'c', 'd']
  noted = ''

  override start(): void {
    this.live.every(40, () => (this.order = [...this.order.slice(1), ...this.order.slice(0, 1)]))
  }

  render(): TemplateResult {
    return html`<ul>
        ${repeat(
          this.order,
          (name) => name,
          (name) =>
            html`<li>
              <details id="more-${name}"><summary id="open-${name}">${name}</summary>more</details>
              <input id="row-${name}" @input=${(event) => (this.noted = event.value)} />
            </li>`,
        )}
      </ul>
      <output>${this.noted}</output>`
  }
}

const movingRows: Story = {
  name: 'details stay open, and text is typed into a row, while the rows of a list change places',
  routes: { '/': Rows },
  async tell({ page, type }) {
    // The row may move between the look at where it is and the click, so it is opened by the keyboard.
    await page.evaluate(() => document.querySelector<HTMLElement>('#open-c')?.focus())
    await page.press('Enter')
    await type('#row-b', 'in motion')

    await expectEventually(() => textOf(page, 'output')).toBe('in motion')
    expect(await valueOf(page, '#row-b')).toBe('in motion')
    expect(await focusedId(page)).toBe('row-b')
    const isOpen = (id: string) =>
      page.evaluate((wanted) => document.querySelector<HTMLDetailsElement>(wanted)?.open, `#more-${id}`)
    expect(await isOpen('c')).toBe(true)
    expect(await isOpen('b')).toBe(false)
  },
}

class Linked extends LiveView {
  count = 0

  render(): TemplateResult {
    return html`<output>${this.count}</output><button @click=${() => this.count++}>Add</button>
      <a href="/other">Other</a>`
  }
}

class Other extends LiveView {
  render(): TemplateResult {
    return html`<h1>${this.title}</h1><button @click=${() => (this.title = 'Clicked')}>Click</button>`
  }

  title = 'Other'
}

const backAndForward: Story = {
  name: 'Back and Forward lead to pages that are live',
  routes: { '/': Linked, '/other': Other },
  loadsPages: true,
  async tell({ page }) {
    await click(page, 'a')
    await expectEventually(() => textOf(page, 'h1')).toBe('Other')
    await isLive(page)
    await page.back()
    await expectEventually(() => textOf(page, 'output')).toMatch(/^\d$/)
    await isLive(page)
    const before = Number(await textOf(page, 'output'))
    await click(page, 'button')
    await expectEventually(() => textOf(page, 'output')).toBe(String(before + 1))
    await page.forward()
    await expectEventually(() => textOf(page, 'h1')).toBe('Other')
    await isLive(page)
    await click(page, 'button')
    await expectEventually(() => textOf(page, 'h1')).toBe('Clicked')
  },
}

export const pageStories: readonly Story[] = [counter, beforeLive, movingRows, backAndForward]
