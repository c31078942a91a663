import { html } from 'overwire'
import type { TemplateResult } from 'overwire'

/** What the keyboard does: the page and its rows listen, this tells. */
const SHORTCUTS: readonly (readonly [keys: readonly string[], action: string])[] = [
  [['/'], 'Search'],
  [['N'], 'New order'],
  [['↑', '↓'], 'From order to order'],
  [['Enter'], 'Open the order'],
  [['Delete'], 'Remove the order'],
  [['Z'], 'Undo'],
  [['?'], 'These keys'],
]

/** A dialog that is opened and closed by commands: the server knows nothing of it. */
export const shortcutsDialog: TemplateResult = html`<dialog id="keys" aria-labelledby="keys-heading">
  <form method="dialog" class="close">
    <h2 id="keys-heading">Keys</h2>
    <button class="icon" aria-label="Close">✕</button>
  </form>
  <dl class="keys">
    ${SHORTCUTS.map(
      ([keys, action]) =>
        html`<div>
          <dt>${action}</dt>
          <dd>${keys.map((key) => html`<kbd>${key}</kbd> `)}</dd>
        </div>`,
    )}
  </dl>
</dialog>`
