import { html, LiveView, type TemplateResult } from 'overwire'
import { click, type EventPath, type Scenario } from './scenario.ts'

/** How often `mount` of {@link Counter} has run in this process. */
export const mounts = { count: 0 }

class Counter extends LiveView {
  count = 0

  override mount(): void {
    mounts.count++
  }

  render(): TemplateResult {
    return html`<h1>${this.count}</h1>
      <button @click=${() => this.count++}>Add</button>`
  }
}

/** Its button: part 1 of the view. */
export const COUNTER_BUTTON: EventPath = [0, 1]

/** The smallest page: a number and a button. */
export const counter: Scenario = {
  name: 'counter',
  view: Counter,
  steps: [click('', COUNTER_BUTTON)],
  reset: null,
}
