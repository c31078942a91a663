import { html, on } from 'overwire'
import type { TemplateResult } from 'overwire'
import { open } from 'overwire/commands'
import type { Change } from '../changes.ts'
import type { Board } from '../places.ts'
import { expectUndone } from './expected.ts'
import { querySchema } from './query-schema.ts'

export interface ToolbarProps {
  readonly board: Board
  readonly query: string
  search(query: string): void
  /** What would be undone. */
  readonly last: Change | undefined
  undo(): Promise<void>
}

export function toolbar({ board, query, search, last, undo }: ToolbarProps): TemplateResult {
  return html`<header class="toolbar">
    <h1>Board</h1>
    <form role="search" @submit=${on(({ form }) => search(form.query), { schema: querySchema })}>
      <input
        type="search"
        id="search"
        name="query"
        autocomplete="off"
        aria-label="Search the cards"
        aria-keyshortcuts="/"
        placeholder="Search the cards"
        .value=${query}
        @input=${on((event) => search(event.value), { debounce: 120 })}
      />
    </form>
    <button
      title=${last ? `${last.title} was ${last.kind}` : 'Nothing was changed yet'}
      aria-keyshortcuts="Z"
      @click=${on(undo, { optimistic: expectUndone(last, board) })}
    >
      Undo
    </button>
    <button class="main" aria-haspopup="dialog" aria-keyshortcuts="Control+K" @click=${open('#palette')}>
      Commands <kbd aria-hidden="true">Ctrl K</kbd>
    </button>
  </header>`
}
