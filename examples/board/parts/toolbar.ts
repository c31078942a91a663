import { html, on } from 'overwire'
import type { TemplateResult } from 'overwire'
import type { Change } from '../changes.ts'
import { querySchema } from './query-schema.ts'

export interface ToolbarProps {
  readonly query: string
  search(query: string): void
  /** What would be undone. */
  readonly last: Change | undefined
  undo(): Promise<void>
}

export function toolbar({ query, search, last, undo }: ToolbarProps): TemplateResult {
  return html`<header class="toolbar">
    <h1>Board</h1>
    <form role="search" @submit=${on(({ form }) => search(form.query), { schema: querySchema })}>
      <input
        type="search"
        id="search"
        name="query"
        autocomplete="off"
        aria-label="Search the cards"
        placeholder="Search the cards"
        .value=${query}
        @input=${(event) => search(event.value)}
      />
    </form>
    <button title=${last ? `${last.title} was ${last.kind}` : 'Nothing was changed yet'} @click=${undo}>
      Undo
    </button>
    <button class="main" aria-haspopup="dialog" commandfor="palette" command="show-modal">Commands</button>
  </header>`
}
