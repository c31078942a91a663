import { html, keyed } from 'overwire'
import type { TemplateResult } from 'overwire'
import { z } from 'zod'

/** What a comment must be like. Its messages stand beside the fields. */
export const newComment = z.object({
  name: z
    .string()
    .trim()
    .min(1, 'Please say who you are.')
    .max(40, 'Please keep your name below 40 characters.'),
  text: z
    .string()
    .trim()
    .min(3, 'Please write a little more.')
    .max(1000, 'Please keep it below 1,000 characters.'),
})

/** What is wrong with each field. */
export type CommentErrors = Partial<Record<keyof z.infer<typeof newComment>, readonly string[]>>

/** What {@link commentForm} shows, and where it sends what was written. */
export interface CommentFormProps {
  readonly errors: CommentErrors
  /** How many comments were sent. A new number makes a new, empty text field; the name stays. */
  readonly sent: number
  readonly submit: (form: FormData) => Promise<void>
}

/** The form below an article. Its fields belong to the reader: nothing is written into them. */
export function commentForm({ errors, sent, submit }: CommentFormProps): TemplateResult {
  // The server checks the form, so that what is said beside the fields is said in one place.
  return html`<form class="comment-form" novalidate @submit=${(event) => submit(event.form)}>
    <h3>Write a comment</h3>
    <p class="field">
      <label for="comment-name">Your name</label>
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
      <label for="comment-text">Your comment</label>
      ${keyed(
        sent,
        html`<textarea
          id="comment-text"
          name="text"
          rows="4"
          aria-invalid=${errors.text !== undefined}
          aria-describedby="comment-text-error"
        ></textarea>`,
      )}
      <span class="error" id="comment-text-error" aria-live="polite">${errors.text?.[0]}</span>
    </p>
    <button>Send comment</button>
  </form>`
}
