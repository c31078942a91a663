/** Content that stands elsewhere in the document. */
import { describe } from './tree/describe.ts'
import { Misuse, type PortalValue, type TemplateContent } from './template-value.ts'

/** What names an element without looking at the document, so that the server finds it too. */
const ID = /^#[\p{L}\p{N}_-]+$/u

/**
 * Shows content in another place of the document, at the end of the element with this id, and leaves it its owner's: the view
 * or component whose template says so. It comes and goes with its owner; its events, and what asks for what is around it
 * (`outside`, traps of the focus, local state, `closest` of commands), go on at its owner, and pass by what the target stands in.
 *
 * The target is an id and nothing else: the server writes the content there in the first response, so that it is there
 * without JavaScript too. It is a `<div>` or another element that holds whatever a page holds, without a hole right in it, in
 * a template of the page, of its layouts or of `createApp({ document })`. While the page has no such element, the content is
 * not to be seen. What several owners show in one target stands in the order of the owners. Forms, `<fieldset disabled>` and
 * `inert` are HTML's: there the place in the document counts.
 *
 * Refused in templates of actions and documents, in rows of streams, and in rows that are not retained whole: nothing
 * follows their owner.
 *
 * ```ts
 * html`<button @click=${() => (this.isOpen = true)}>Edit</button>
 *   ${portal('#modals', this.isOpen && html`<dialog open @close=${() => (this.isOpen = false)}>…</dialog>`)}`
 * ```
 */
export function portal(target: `#${string}`, content: TemplateContent): PortalValue | Misuse {
  if (typeof target !== 'string' || !ID.test(target)) {
    return new Misuse(
      `portal(${describe(target)}, …)`,
      `Its target is the id of an element, which the server can find too: no class, no path, no character with a meaning in CSS.
Wrong:  portal('.modals > div', content)
Right:  portal('#modals', content), and somewhere in the page  <div id="modals"></div>`,
    )
  }
  return { kind: 'portal-value', target: target.slice(1), value: content }
}
