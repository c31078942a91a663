import { chain, html, keyed, on } from 'overwire'
import type { TemplateResult } from 'overwire'
import { close } from 'overwire/commands'
import { length, local } from 'overwire/local'
import type { Card } from '../database/cards.ts'
import { LABELS } from '../database/schema.ts'
import type { BoardActions } from './board-actions.ts'
import { cardSchema, LONGEST_TEXT, LONGEST_TITLE } from './card-schema.ts'
import { expectRemoved, expectSaved } from './expected.ts'

export interface EditorProps {
  /** The card that is open. It comes a moment after the dialog, which does not wait for the server. */
  readonly card: Card | undefined
  readonly actions: BoardActions
  closed(): void
}

/** The dialog of a card. The form closes it by itself, and so does Escape. */
export function editor({ card, actions, closed }: EditorProps): TemplateResult {
  return html`<dialog id="editor" class="sheet" aria-labelledby="editor-heading" @close=${closed}>
    <form method="dialog" class="close">
      <h2 id="editor-heading">Card</h2>
      <button class="icon" aria-label="Close">✕</button>
    </form>
    ${card ? keyed(card.id, cardForm(card, actions)) : html`<p class="quiet">One moment…</p>`}
  </dialog>`
}

function cardForm(card: Card, actions: BoardActions): TemplateResult {
  // What is typed, to count its characters in the browser.
  const draft = local('draft', { text: card.text })
  return html`<form
    method="dialog"
    class="stack"
    ${draft}
    @submit=${on((event) => actions.save(card, event), {
      schema: cardSchema,
      // The dialog is closed by it: what is saved while an earlier one is on its way must not be refused.
      overlap: 'queue',
      optimistic: expectSaved(card),
    })}
  >
    <label for="editor-title">Title</label>
    <input id="editor-title" name="title" required maxlength=${LONGEST_TITLE} .value=${card.title} />
    <label for="editor-text">Text</label>
    <textarea
      id="editor-text"
      name="text"
      rows="5"
      maxlength=${LONGEST_TEXT}
      aria-describedby="editor-count"
      .value=${card.text}
      @input=${draft.text.setFromValue()}
    ></textarea>
    <p class="quiet" id="editor-count">${length(draft.text)} of ${LONGEST_TEXT} characters</p>
    <label-picker
      .labels=${LABELS}
      .chosen=${card.label}
      @picked=${(event) => actions.label(card, event.detail)}
    ></label-picker>
    <div class="ends">
      <button
        type="button"
        class="danger"
        @click=${chain(
          close('#editor'),
          on(() => actions.remove(card.id), { optimistic: expectRemoved(`#card-${card.id}`) }),
        )}
      >
        Remove
      </button>
      <button class="main">Save</button>
    </div>
  </form>`
}
