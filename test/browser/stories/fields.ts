/** Stories of people who type. */
import { html, LiveView, type TemplateResult } from 'overwire'
import { expect } from 'vitest'
import { expectEventually } from '../expect-eventually.ts'
import { countOf, focusedId, sleep, textOf, textsOf, valueOf, type Story } from './story.ts'

/** Answers a query late, and assigns what it was asked for. */
class Search extends LiveView {
  query = ''
  found = ''

  render(): TemplateResult {
    return html`<input id="query" .value=${this.query} @input=${(event) => this.search(event.value)} />
      <output>${this.found}</output>`
  }

  async search(query: string): Promise<void> {
    await sleep(100)
    this.query = query
    this.found = `results for ${query}`
  }
}

const slowSearch: Story = {
  name: 'a search whose answers are slow loses no letter, and ends with the results of what was typed',
  routes: { '/': Search },
  async tell({ page, type }) {
    await type('#query', 'green tea')
    expect(await valueOf(page, '#query')).toBe('green tea')
    await expectEventually(() => textOf(page, 'output')).toBe('results for green tea')
    expect(await valueOf(page, '#query')).toBe('green tea')
  },
}

/** Lines of others arrive all the time. */
class Chat extends LiveView {
  draft = ''
  lines: string[] = []
  others = 0

  override start(): void {
    this.live.every(40, () => this.others++)
  }

  render(): TemplateResult {
    return html`<ol>
        ${this.lines.map((line) => html`<li>${line}</li>`)}
      </ol>
      <p>${this.others} lines of others</p>
      <form @submit=${() => this.send()}>
        <input id="draft" .value=${this.draft} @input=${(event) => (this.draft = event.value)} />
      </form>`
  }

  /** The rest of its work takes a while. */
  async send(): Promise<void> {
    this.lines = [...this.lines, this.draft]
    this.draft = ''
    await sleep(50)
  }
}

const chat: Story = {
  name: 'a line of a chat is sent whole while others write, its field is empty, and what is typed on stays',
  routes: { '/': Chat },
  async tell({ page, type, typeOn }) {
    await type('#draft', 'hello all')
    await page.press('Enter')
    await expectEventually(() => textsOf(page, 'li')).toEqual(['hello all'])
    await expectEventually(() => valueOf(page, '#draft')).toBe('')
    await typeOn('again')
    await page.press('Enter')
    await typeOn('more')

    await expectEventually(() => textsOf(page, 'li')).toEqual(['hello all', 'again'])
    await expectEventually(() => countOf(page, '[data-live-pending]')).toBe(0)
    expect(await valueOf(page, '#draft')).toMatch(/more$/)
    expect(await focusedId(page)).toBe('draft')
  },
}

class Normalising extends LiveView {
  code = ''
  city = ''

  render(): TemplateResult {
    return html`<input
        id="code"
        .value=${this.code}
        @input=${(event) => (this.code = event.value.toUpperCase())}
      />
      <input id="city" .value=${this.city} @change=${(event) => (this.city = event.value.trim())} />
      <output>${this.code} in ${this.city}</output>`
  }
}

const normalising: Story = {
  name: 'a field whose handler writes capitals or trims ends as the handler has it, with every letter',
  routes: { '/': Normalising },
  async tell({ page, type }) {
    await type('#code', 'ab-12 x')
    await type('#city', '  Bern ')
    await page.press('Tab')

    await expectEventually(() => textOf(page, 'output')).toBe('AB-12 X in Bern')
    await expectEventually(() => valueOf(page, '#code')).toBe('AB-12 X')
    await expectEventually(() => valueOf(page, '#city')).toBe('Bern')
  },
}

/** Takes digits, and leaves everything else out by not changing anything. */
class Refusing extends LiveView {
  amount = ''

  render(): TemplateResult {
    return html`<input
        id="amount"
        .value=${this.amount}
        @input=${(event) => {
          if (/^\d*$/.test(event.value)) this.amount = event.value
        }}
      />
      <output>${this.amount}</output>`
  }
}

const refusing: Story = {
  name: 'a field whose handler refuses a text shows what the handler left, and takes what is typed then',
  routes: { '/': Refusing },
  async tell({ page, type, typeOn }) {
    await type('#amount', '12')
    await expectEventually(() => textOf(page, 'output')).toBe('12')
    await typeOn('x')
    await expectEventually(() => valueOf(page, '#amount')).toBe('12')
    await expectEventually(() => countOf(page, '[data-live-pending]')).toBe(0)
    await typeOn('3')

    await expectEventually(() => textOf(page, 'output')).toBe('123')
    expect(await valueOf(page, '#amount')).toBe('123')
  },
}

/** Holds numbers and dates, and is rendered all the time. */
class Booking extends LiveView {
  price = 0
  day = ''
  ticks = 0

  override start(): void {
    this.live.every(40, () => this.ticks++)
  }

  render(): TemplateResult {
    return html`<b>${this.ticks}</b>
      <input
        id="price"
        type="number"
        step="any"
        data-tick=${this.ticks}
        .value=${String(this.price)}
        @input=${(event) => (this.price = Number(event.value))}
      />
      <input
        id="day"
        type="date"
        data-tick=${this.ticks}
        .value=${this.day}
        @input=${(event) => (this.day = event.value)}
      />
      <output>${this.price} on ${this.day || 'no day'}</output>`
  }
}

const halfTyped: Story = {
  name: 'a number and a date can be typed through states that are none yet',
  routes: { '/': Booking },
  async tell({ page, type, typeOn }) {
    await type('#price', '.05')
    await expectEventually(() => textOf(page, 'output')).toBe('0.05 on no day')
    await type('#day', '02/03')
    await expectEventually(() => countOf(page, '[data-live-pending]')).toBe(0)
    await typeOn('/2024')

    await expectEventually(() => textOf(page, 'output')).toBe('0.05 on 2024-02-03')
    expect(await valueOf(page, '#day')).toBe('2024-02-03')
    expect(Number(await valueOf(page, '#price'))).toBe(0.05)
  },
}

/** What is typed is noted when it is there. */
class Notes extends LiveView {
  note = ''

  render(): TemplateResult {
    return html`<input id="note" .value=${this.note} @input=${(event) => (this.note = event.value)} />
      <input id="unbound" />
      <output>${this.note}</output>`
  }
}

const lostConnection: Story = {
  name: 'what is typed while the connection is lost arrives when it is back',
  routes: { '/': Notes },
  async tell({ page, network, random, type, typeOn }) {
    const text = 'typed through a cut'
    const at = 1 + random.below(text.length - 2)
    await type('#note', text.slice(0, at))
    network.cut()
    await typeOn(text.slice(at))

    await expectEventually(() => textOf(page, 'output')).toBe(text)
    expect(await valueOf(page, '#note')).toBe(text)
    expect(await focusedId(page)).toBe('note')
  },
}

const restart: Story = {
  name: 'a server that restarts renews the page in place, with what was typed before and meanwhile',
  routes: { '/': Notes },
  async tell({ page, restart: restartServer, type, typeOn }) {
    await page.evaluate(() => void Object.assign(window, { isSame: true }))
    await type('#unbound', 'mine')
    await type('#note', 'before')
    await expectEventually(() => textOf(page, 'output')).toBe('before')
    const restarted = restartServer()
    await typeOn(' and after')
    await restarted

    await expectEventually(() => textOf(page, 'output')).toBe('before and after')
    expect(await valueOf(page, '#note')).toBe('before and after')
    expect(await valueOf(page, '#unbound')).toBe('mine')
    expect(await focusedId(page)).toBe('note')
    expect(await page.evaluate(() => 'isSame' in window)).toBe(true)
  },
}

export const fieldStories: readonly Story[] = [
  slowSearch,
  chat,
  normalising,
  refusing,
  halfTyped,
  lostConnection,
  restart,
]
