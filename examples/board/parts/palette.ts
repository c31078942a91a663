import { Component, html, on, repeat } from 'overwire'
import type { TemplateResult } from 'overwire'
import { querySchema } from './query-schema.ts'

/** What can be done by its name. */
export interface PaletteCommand {
  readonly name: string
  run(): void | Promise<void>
}

/** The command palette: a dialog in which Enter does the first of what was found. */
export class Palette extends Component<{ commands: readonly PaletteCommand[] }> {
  query = ''

  async enter(query: string): Promise<void> {
    // What was typed counts, and not what is shown: the list may come later than Enter.
    await this.found(query)[0]?.run()
  }

  found(query: string): readonly PaletteCommand[] {
    const words = query.toLowerCase().split(/\s+/)
    return this.props.commands
      .filter(({ name }) => words.every((word) => name.toLowerCase().includes(word)))
      .slice(0, 8)
  }

  render(): TemplateResult {
    const found = this.found(this.query)
    return html`<dialog id="palette" class="sheet" aria-label="Commands" @close=${() => (this.query = '')}>
      <form method="dialog" @submit=${on(({ form }) => this.enter(form.query), { schema: querySchema })}>
        <input
          type="search"
          name="query"
          autocomplete="off"
          aria-label="Find a command or a card"
          placeholder="Find a command or a card"
          .value=${this.query}
          @input=${(event) => (this.query = event.value)}
        />
        <ul class="commands">
          ${repeat(
            found,
            ({ name }) => name,
            (each) =>
              html`<li>
                <button type="button" commandfor="palette" command="close" @click=${() => each.run()}>
                  ${each.name}
                </button>
              </li>`,
          )}
        </ul>
        ${found.length === 0 ? html`<p class="quiet">Nothing has such a name.</p>` : null}
      </form>
    </dialog>`
  }
}
