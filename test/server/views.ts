import { html, LiveView, notFound, redirect, Component } from 'overwire'
import type { TemplateResult } from 'overwire'

/** Counts its clicks. The button is part 1 of root 0. */
export class Counter extends LiveView {
  count = 0
  render(): TemplateResult {
    return html`<h1>${this.count}</h1>
      <button @click=${() => this.count++}>Add</button>`
  }
}

/** A counter for a page of another server. */
export class CounterIsland extends Component<{ start: number }> {
  count = this.props.start
  render(): TemplateResult {
    return html`<output>${this.count}</output><button @click=${() => this.count++}>Add</button>`
  }
}

export class Article extends LiveView<{ id: string }> {
  override mount(): void {
    if (this.params.id === 'old') redirect('/articles/2?from=old')
    if (this.params.id === 'none') notFound()
    if (this.params.id === 'evil') redirect('//evil.example')
    if (this.params.id === 'broken') throw new Error('secret db password xyz')
    this.live.title = `Article ${this.params.id} & more`
  }
  render(): TemplateResult {
    return html`<p>${this.live.context.url.pathname} of ${this.live.context.cookies['name']}</p>`
  }
}

/** A view whose handlers and renders throw when told to. Parts: 0 text, 1 break handler, 2 break render, 3 add. */
export class Fragile extends LiveView {
  count = 0
  broken = false
  render(): TemplateResult {
    if (this.broken) {
      this.broken = false
      throw new Error('secret of render')
    }
    return html`<p>${this.count}</p>
      <button @click=${() => this.fail()}>Fail</button>
      <button @click=${() => (this.broken = true)}>Break</button>
      <button @click=${() => this.count++}>Add</button>`
  }
  fail(): void {
    throw new Error('secret of the handler')
  }
}
