import { Component, html } from 'overwire'
import type { TemplateResult } from 'overwire'
import { messages } from '../messages/messages.ts'

/** How long somebody has been reading. It stands in the layout, so it goes on from page to page. */
export class ReadingTimer extends Component {
  t = messages(this.live)
  seconds = 0
  state: 'paused' | 'running' = 'paused'
  #pause: () => void = () => {}

  toggle(): void {
    this.#pause()
    this.state = this.state === 'paused' ? 'running' : 'paused'
    if (this.state === 'running') this.#pause = this.live.every(1_000, () => this.seconds++)
  }

  render(): TemplateResult {
    const seconds = String(this.seconds % 60).padStart(2, '0')
    return html`<div class="timer ${this.state}">
      <span role="timer" aria-label=${this.t('timer.label')}>${Math.floor(this.seconds / 60)}:${seconds}</span>
      <button aria-label=${this.t(this.state === 'paused' ? 'timer.start' : 'timer.pause')} @click=${() => this.toggle()}>
        <svg viewBox="0 0 24 24" width="16" height="16" aria-hidden="true">
          <path d=${this.state === 'paused' ? 'M7 4v16l13-8z' : 'M6 4h4v16H6zM14 4h4v16h-4z'} />
        </svg>
      </button>
    </div>`
  }
}
