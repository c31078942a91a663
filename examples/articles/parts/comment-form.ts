import { html, on } from 'overwire'
import type { FormErrors, FormEvent, InvalidFormEvent, TemplateResult } from 'overwire'
import { z } from 'zod'
import type { Texts } from '../messages/messages.ts'

/** What a comment must be like. Its messages stand beside the fields, in the language of the page at that moment. */
export function newComment(t: Texts) {
  return z.object({
    name: z
      .string()
      .trim()
      .min(1, { error: () => t('comments.noName') })
      .max(40, { error: () => t('comments.longName') }),
    text: z
      .string()
      .trim()
      .min(3, { error: () => t('comments.shortText') })
      .max(1000, { error: () => t('comments.longText') }),
  })
}

export type NewComment = ReturnType<typeof newComment>

/** What {@link commentForm} shows, and where it sends what was written. */
export interface CommentFormProps {
  readonly t: Texts
  readonly errors: FormErrors<NewComment>
  readonly schema: NewComment
  send(event: FormEvent<NewComment>): Promise<void>
  refuse(event: InvalidFormEvent<NewComment>): void
}

/** The form below an article. Its fields belong to the reader: nothing is written into them. */
export function commentForm({ t, errors, schema, send, refuse }: CommentFormProps): TemplateResult {
  // The server checks the form, so that what is said beside the fields is said in one place.
  return html`<form class="stack" novalidate @submit=${on(send, { schema, invalid: refuse })}>
    <h3>${t('comments.write')}</h3>
    <p class="field">
      <label for="comment-name">${t('comments.name')}</label>
      <input
        id="comment-name"
        name="name"
        autocomplete="nickname"
        aria-invalid=${errors.name !== undefined}
        aria-describedby="comment-name-error"
      />
      <span class="error" id="comment-name-error" aria-live="polite">${errors.name?.[0]}</span>
    </p>
    <p class="field">
      <label for="comment-text">${t('comments.text')}</label>
      <textarea
        id="comment-text"
        name="text"
        rows="4"
        aria-invalid=${errors.text !== undefined}
        aria-describedby="comment-text-error"
      ></textarea>
      <span class="error" id="comment-text-error" aria-live="polite">${errors.text?.[0]}</span>
    </p>
    <button>${t('comments.send')}</button>
  </form>`
}
