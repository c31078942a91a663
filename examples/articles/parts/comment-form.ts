import { html, on } from 'overwire'
import type { FormErrors, FormEvent, InvalidFormEvent, TemplateResult } from 'overwire'
import { z } from 'zod'
import type { Texts } from '../messages/messages.ts'
import { field } from './field.ts'

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
    ${field({
      id: 'comment-name',
      label: t('comments.name'),
      error: errors.name?.[0],
      control: (attributes) => html`<input ${attributes} name="name" autocomplete="nickname" />`,
    })}
    ${field({
      id: 'comment-text',
      label: t('comments.text'),
      error: errors.text?.[0],
      control: (attributes) => html`<textarea ${attributes} name="text" rows="4"></textarea>`,
    })}
    <button>${t('comments.send')}</button>
  </form>`
}
