import { html, LiveView, type TemplateResult } from 'overwire'
import { click, type Scenario } from './scenario.ts'

const SECTIONS = 10
const CARDS = 10
const CHANGED = 5

interface Card {
  readonly title: string
  value: number
  trend: number
  unit: string
}

/** Ten sections of ten cards with five parts each: 500 parts, no list. A click changes one part of five cards. */
class Dashboard extends LiveView {
  sections: Card[][] = Array.from({ length: SECTIONS }, (_, section) =>
    Array.from({ length: CARDS }, (_each, card) => ({
      title: `Metric ${section}.${card}`,
      value: section * 100 + card,
      trend: card - section,
      unit: 'ms',
    })),
  )

  refresh(): void {
    const cards = this.sections.flat()
    for (let index = 0; index < CHANGED; index++) {
      const card = cards[(index * cards.length) / CHANGED]
      if (card) card.value++
    }
  }

  render(): TemplateResult {
    return html`<button @click=${() => this.refresh()}>Refresh</button>
      <main>${this.sections.map(section)}</main>`
  }
}

function section(cards: readonly Card[]): TemplateResult {
  return html`<section>${cards.map(cardOf)}</section>`
}

function cardOf({ title, value, trend, unit }: Card): TemplateResult {
  return html`<article class="card ${trend < 0 ? 'falling' : 'rising'}">
    <h2>${title}</h2>
    <p>Now <b>${value}</b> ${unit}</p>
    <small>Trend: ${trend}</small>
  </article>`
}

export const dashboard: Scenario = {
  name: 'dashboard',
  view: Dashboard,
  steps: [click('update', [0, 0])],
  reset: null,
}
