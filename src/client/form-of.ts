/** The form that a control belongs to, wherever it stands. */
export function formOf(element: Element): HTMLFormElement | null {
  // Controls and form-associated custom elements have it; a form has a control of that name, if any.
  const { form } = element as { form?: unknown }
  return form instanceof HTMLFormElement ? form : null
}
