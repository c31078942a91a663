import { html } from 'overwire'
import type { TemplateResult } from 'overwire'
import { equals, local, not } from 'overwire/local'
import type { Board } from './board-actions.ts'
import { chart } from './chart.ts'

/** Which tab is shown. */
const panel = local('panel', { tab: 'numbers' })

const SHORTCUTS: readonly (readonly [keys: string, action: string])[] = [
  ['Tab, arrow keys', 'Move a card by its handle'],
  ['Enter on a title', 'Open the card'],
  ['Escape', 'Close a dialog'],
]

/** Tabs beside the board. Choosing one asks nobody: all of their contents are in the page. */
export function sidePanel(board: Board, news: readonly string[]): TemplateResult {
  return html`<aside class="panel" aria-label="About this board" ${panel}>
    <div role="tablist" aria-label="About this board">
      ${tab('numbers', 'Numbers')} ${tab('news', 'Latest')} ${tab('keys', 'Keys')}
    </div>
    ${content('numbers', chart(board))}
    ${content(
      'news',
      news.length > 0
        ? html`<ol class="news">
            ${news.map((each) => html`<li>${each}</li>`)}
          </ol>`
        : html`<p class="quiet">Nothing has changed since you came.</p>`,
    )}
    ${content(
      'keys',
      html`<dl class="keys">
        ${SHORTCUTS.map(
          ([keys, action]) =>
            html`<div>
              <dt>${action}</dt>
              <dd><kbd>${keys}</kbd></dd>
            </div>`,
        )}
      </dl>`,
    )}
  </aside>`
}

function tab(name: string, title: string): TemplateResult {
  return html`<button
    role="tab"
    id="tab-${name}"
    aria-controls="panel-${name}"
    aria-selected=${equals(panel.tab, name)}
    @click=${panel.tab.set(name)}
  >
    ${title}
  </button>`
}

function content(name: string, shown: TemplateResult): TemplateResult {
  return html`<div
    role="tabpanel"
    id="panel-${name}"
    aria-labelledby="tab-${name}"
    ?hidden=${not(equals(panel.tab, name))}
  >
    ${shown}
  </div>`
}
