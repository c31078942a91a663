import { chain, html, on, onWindow } from 'overwire'
import type { EventBinding, TemplateResult } from 'overwire'
import { focus } from 'overwire/commands'
import { either, equals, local, not } from 'overwire/local'
import type { Board } from '../places.ts'
import { chart } from './chart.ts'
import { SHORTCUTS } from './shortcuts.ts'

const TABS = [
  ['numbers', 'Numbers'],
  ['news', 'Latest'],
  ['keys', 'Keys'],
] as const
type Tab = (typeof TABS)[number][0]

/** Which tab is shown. */
const panel = local('panel', { tab: 'numbers' })

/** Tabs beside the board. Choosing one asks nobody: all of their contents are in the page. */
export function sidePanel(
  board: Board,
  news: readonly string[],
  show: (column: number) => void,
): TemplateResult {
  return html`<aside
    class="panel"
    aria-label="About this board"
    ${panel}
    ${onWindow('keydown', choose('keys'), { keys: '?' })}
  >
    <div role="tablist" aria-label="About this board">${TABS.map(([, title], index) => tab(index, title))}</div>
    ${content('numbers', chart(board, show))}
    ${content(
      'news',
      news.length > 0
        ? html`<ol class="news">
            ${news.map((each) => html`<li>${each}</li>`)}
          </ol>`
        : html`<p class="quiet">Nothing has changed since you came.</p>`,
    )}
    ${content('keys', shortcutList)}
  </aside>`
}

/** The arrow keys go from tab to tab, and Tab past those that are not chosen. */
function tab(index: number, title: string): TemplateResult {
  const at = (step: number): Tab => (TABS.at((index + step) % TABS.length) ?? TABS[0])[0]
  const name = at(0)
  return html`<span class="tab" @keydown=${chain(choose(at(1)), on({ keys: 'ArrowRight', prevent: true }))}>
    <button
      role="tab"
      id="tab-${name}"
      aria-controls="panel-${name}"
      aria-selected=${equals(panel.tab, name)}
      tabindex=${either(equals(panel.tab, name), '0', '-1')}
      @click=${panel.tab.set(name)}
      @keydown=${chain(choose(at(-1)), on({ keys: 'ArrowLeft', prevent: true }))}
    >
      ${title}
    </button>
  </span>`
}

function choose(name: Tab): EventBinding {
  return chain(panel.tab.set(name), focus(`#tab-${name}`))
}

function content(name: Tab, shown: TemplateResult): TemplateResult {
  return html`<div
    role="tabpanel"
    id="panel-${name}"
    aria-labelledby="tab-${name}"
    ?hidden=${not(equals(panel.tab, name))}
  >
    ${shown}
  </div>`
}

const shortcutList: TemplateResult = html`<dl class="keys">
  ${SHORTCUTS.map(
    ([keys, action]) =>
      html`<div>
        <dt>${action}</dt>
        <dd>${keys.map((key) => html`<kbd>${key}</kbd> `)}</dd>
      </div>`,
  )}
</dl>`
