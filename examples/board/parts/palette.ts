import { chain, Component, html, on, repeat } from 'overwire'
import type { EventBinding, LiveEvent, TemplateResult } from 'overwire'
import { close, focus, setValue } from 'overwire/commands'
import { querySchema } from './query-schema.ts'

/** What can be done by its name. */
export interface PaletteCommand {
  readonly name: string
  /** The keys that do the same. */
  readonly keys?: string
  run(): void | Promise<void>
}

/** The command palette: a dialog in which Enter does the first of what was found, and the arrow keys go through it. */
export class Palette extends Component<{ commands: readonly PaletteCommand[] }> {
  query = ''

  async enter(query: string): Promise<void> {
    // What was typed counts, and not what is shown: the list may come later than Enter.
    await this.found(query)[0]?.run()
  }

  empty(event: LiveEvent): void {
    this.query = ''
    event.reset('#palette-query')
  }

  found(query: string): readonly PaletteCommand[] {
    const words = query.toLowerCase().split(/\s+/)
    return this.props.commands
      .filter(({ name }) => words.every((word) => name.toLowerCase().includes(word)))
      .slice(0, 8)
  }

  render(): TemplateResult {
    const found = this.found(this.query)
    const emptied = on((event) => this.empty(event), { optimistic: setValue('#palette-query', '') })
    return html`<dialog id="palette" class="sheet" aria-label="Commands" @close=${emptied}>
      <form method="dialog" @submit=${on(({ form }) => this.enter(form.query), { schema: querySchema, overlap: 'queue' })}>
        <input
          type="text"
          id="palette-query"
          name="query"
          autocomplete="off"
          autofocus
          aria-label="Find a command or a card"
          placeholder="Find a command or a card"
          .value=${this.query}
          @input=${(event) => (this.query = event.value)}
          @keydown=${arrow('ArrowDown', '#found-0')}
        />
        <ul class="commands">
          ${repeat(found, ({ name }) => name, row)}
        </ul>
        ${found.length === 0 ? html`<p class="quiet">Nothing has such a name.</p>` : null}
      </form>
    </dialog>`
  }
}

function row({ name, keys, run }: PaletteCommand, index: number): TemplateResult {
  const above = index === 0 ? '#palette-query' : `#found-${index - 1}`
  return html`<li @keydown=${arrow('ArrowUp', above)}>
    <button
      type="button"
      id="found-${index}"
      @click=${chain(close('#palette'), () => run())}
      @keydown=${arrow('ArrowDown', `#found-${index + 1}`)}
    >
      ${name} ${keys ? html`<kbd>${keys}</kbd>` : null}
    </button>
  </li>`
}

/** An arrow key that leads to another element, without asking the server. */
function arrow(key: 'ArrowUp' | 'ArrowDown', to: string): EventBinding {
  return chain(focus(to), on({ keys: key, prevent: true }))
}
