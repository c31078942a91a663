/** Stories of texts that somebody writes while the server works on them. */
import { html, LiveView, repeat, type LiveEvent, type TemplateResult } from 'overwire'
import { expect } from 'vitest'
import { click } from '../browsers/gestures.ts'
import { expectEventually } from '../expect-eventually.ts'
import { countOf, sleep, textOf, textsOf, valueOf, type Story } from './story.ts'

/** Works for a while on each text that it gets. */
class Article extends LiveView {
  text = ''
  saved = ''

  render(): TemplateResult {
    return html`<input id="text" .value=${this.text} @input=${(event) => this.write(event.value)} />
      <button id="save" @click=${() => (this.saved = this.text)}>Save</button>
      <output>${this.saved}</output>`
  }

  async write(text: string): Promise<void> {
    this.text = text
    await sleep(1000)
  }
}

const savedAtOnce: Story = {
  name: 'a text is saved whole by a click right after its last letter, though its handler is slow',
  routes: { '/': Article },
  async tell({ page, type }) {
    await type('#text', 'note')
    await click(page, '#save')

    await expectEventually(() => textOf(page, 'output')).toBe('note')
    expect(await valueOf(page, '#text')).toBe('note')
  },
}

/** Takes long to suggest a text. */
class Review extends LiveView {
  text = ''
  likes = 0

  render(): TemplateResult {
    return html`<form @submit=${(event) => (this.text = submitted(event, 'text'))}>
        <input id="text" name="text" .value=${this.text} />
      </form>
      <button id="suggest" @click=${() => this.suggest()}>Suggest</button>
      <button id="like" @click=${() => this.likes++}>Like</button>
      <output>${this.likes}</output>`
  }

  async suggest(): Promise<void> {
    await sleep(1500)
    this.text = 'Well done'
  }
}

const slowSuggestion: Story = {
  name: 'a text that is begun while a slow button works is not replaced by what that button makes',
  routes: { '/': Review },
  async tell({ page, type }) {
    await click(page, '#suggest')
    await type('#text', 'mine')
    await click(page, '#like')

    await expectEventually(() => textOf(page, 'output')).toBe('1')
    await expectEventually(() => countOf(page, '[data-live-pending]')).toBe(0)
    await expectEventually(() => countOf(page, '[data-live-behind]')).toBe(1)
    expect(await valueOf(page, '#text')).toBe('mine')
  },
}

/** Empties its form when a line is stored. */
class Guestbook extends LiveView {
  lines: string[] = []

  render(): TemplateResult {
    return html`<form @submit=${(event) => this.sign(event)}><input id="line" name="line" /></form>
      ${this.lines.map((line) => html`<li>${line}</li>`)}`
  }

  async sign(event: LiveEvent): Promise<void> {
    const line = submitted(event, 'line')
    await sleep(1000)
    this.lines = [...this.lines, line]
    event.reset()
  }
}

const lateReset: Story = {
  name: 'a form that its handler empties late keeps what was typed since, and is empty after the next submit',
  routes: { '/': Guestbook },
  async tell({ page, type, typeOn }) {
    await type('#line', 'first')
    await page.press('Enter')
    await typeOn(', then')
    await expectEventually(() => textsOf(page, 'li')).toEqual(['first'])
    await expectEventually(() => countOf(page, '[data-live-pending]')).toBe(0)
    expect(await valueOf(page, '#line')).toBe('first, then')
    await page.press('Enter')

    await expectEventually(() => textsOf(page, 'li')).toEqual(['first', 'first, then'])
    await expectEventually(() => valueOf(page, '#line')).toBe('')
  },
}

/** Throws at what is no number. */
class Weighing extends LiveView {
  weight = ''

  render(): TemplateResult {
    return html`<input id="weight" .value=${this.weight} @input=${(event) => this.weigh(event.value)} />
      <output>${this.weight}</output>`
  }

  weigh(weight: string): void {
    if (Number.isNaN(Number(weight))) throw new Error(`${weight} is no number.`)
    this.weight = weight
  }
}

const failing: Story = {
  name: 'a field whose handler throws keeps the text as it was typed',
  routes: { '/': Weighing },
  async tell({ page, type, typeOn }) {
    await type('#weight', '12')
    await expectEventually(() => textOf(page, 'output')).toBe('12')
    await typeOn('k')
    await expectEventually(() => countOf(page, '[data-live-pending]')).toBe(0)
    expect(await valueOf(page, '#weight')).toBe('12k')
    await page.press('Backspace')
    await typeOn('5')

    await expectEventually(() => textOf(page, 'output')).toBe('125')
    expect(await valueOf(page, '#weight')).toBe('125')
  },
}

/** Rows of which the server keeps a number: one that changes is sent whole. */
class Orders extends LiveView {
  rows = ['tea', 'rice'].map((name) => ({ name, pieces: 1, note: '' }))

  render(): TemplateResult {
    return html`<ul>
      ${repeat(
        this.rows,
        ({ name }) => name,
        (row) =>
          html`<li>
            <output>${row.pieces} ${row.name}</output>
            <button id="more-${row.name}" @click=${() => row.pieces++}>More</button>
            <form @submit=${(event) => (row.note = submitted(event, 'note'))}>
              <input id="note-${row.name}" name="note" .value=${row.note} />
            </form>
          </li>`,
        { retain: 'hash' },
      )}
    </ul>`
  }
}

const wholeRows: Story = {
  name: 'a text that is not submitted yet stays when a click has its whole row sent again',
  routes: { '/': Orders },
  async tell({ page, type }) {
    await type('#note-rice', 'brown')
    for (const id of ['tea', 'rice']) await click(page, `#more-${id}`)

    await expectEventually(() => textsOf(page, 'output')).toEqual(['2 tea', '2 rice'])
    await expectEventually(() => countOf(page, '[data-live-pending]')).toBe(0)
    expect(await valueOf(page, '#note-rice')).toBe('brown')
  },
}

/** What a field of the form held. */
function submitted(event: LiveEvent, name: string): string {
  const value = event.form.get(name)
  return typeof value === 'string' ? value : ''
}

export const draftStories: readonly Story[] = [savedAtOnce, slowSuggestion, lateReset, failing, wholeRows]
