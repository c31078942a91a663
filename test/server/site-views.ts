/** Views of sites in tests: a page, and pages of errors. */
import { html, LiveView, type TemplateResult } from 'overwire'

export class Counter extends LiveView {
  count = 0
  render(): TemplateResult {
    return html`<h1>${this.count}</h1>
      <button @click=${() => this.count++}>Add</button>`
  }
}

/** An error page that can be clicked in. */
export class Missing extends LiveView {
  asked = 0
  override mount(): void {
    this.live.title = 'Missing'
  }
  render(): TemplateResult {
    return html`<h1>Nothing at ${this.live.context.url.pathname}</h1>
      <button @click=${() => this.asked++}>Asked ${this.asked}</button>`
  }
}

export class Broken extends LiveView {
  render(): TemplateResult {
    return html`<h1>Broken</h1>`
  }
}
