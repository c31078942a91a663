import { html, LiveView, type TemplateResult } from 'overwire'
import type { Scenario } from './scenario.ts'

export const TOPIC = 'count'

/** A number that everybody sees. */
class Shared extends LiveView {
  count = 0

  override mount(): void {
    this.live.subscribe(TOPIC, (count: number) => {
      this.count = count
    })
  }

  render(): TemplateResult {
    return html`<h1>${this.count}</h1>`
  }
}

/** A page that changes for all who look at it when something is published. */
export const broadcast: Scenario = { name: 'broadcast', view: Shared, steps: [], reset: null }
