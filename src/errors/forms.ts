/** What is wrong with controls that are bound, and with forms. */
import { defineError, type ErrorDefinition } from './overwire-error.ts'

/** A value is bound to an element that cannot show it. */
export const controlRefused: ErrorDefinition<{
  call: string
  element: string
  problem: string
  remedy: string
}> = defineError(
  'control-refused',
  ({ call, element, problem, remedy }) => `\${${call}} cannot be bound to ${element}. ${problem}

A control shows what it is bound to, and what its user makes of it is assigned: a text field a text, type="number" a number or null, a
checkbox true or false (or a list of texts, with a "value" on each box), a <select> the value of an option, a multiple one a list,
<details>, <dialog> and popovers whether they are open.${remedy === '' ? '' : `\n\n${remedy}`}`,
)

/** What is to be bound is not there. */
export const bindRefused: ErrorDefinition<{ call: string; key: string; value: string }> = defineError(
  'bind-refused',
  ({ call, key, value }) => `${call} found no "${key}" in ${value}.

What is bound is a field that is there: give it a value where it is declared, or bind it only while what it is in is shown.

Wrong:  draft?: { title: string }
Right:  draft = { title: '' }`,
)

/** A form is made elsewhere than in a field of a view. */
export const formOutside: ErrorDefinition<Record<never, never>> = defineError(
  'form-outside',
  () => `form(…) was called where no view or component is being made.

A form belongs to the view whose field holds it, and lives as long as that.

Wrong:  mount() { this.login = form(schema) }
Right:  class Login extends LiveView { login = form(schema) … }`,
)

/** A path leads to a row that is not there. */
export const noSuchField: ErrorDefinition<{ path: string }> = defineError(
  'no-such-field',
  ({ path }) => `The form has no field "${path}": one of the rows on the way is not there.

Rows come and go, and with them their indices. What a row shows is bound by the row itself:

  repeat(this.order.rows('phones'), (row) => row.key, (row) => html\`<input \${row.field('number')} />\`)`,
)

/** A form was sent whose `<form>` does not say which form it is. */
export const formNotPlaced: ErrorDefinition<{ id: string }> = defineError(
  'form-not-placed',
  ({ id }) => `The form "${id}" was sent, but no <form> carries it.

Among the attributes of <form> it writes what it needs: its id, "novalidate", the question before the page is left, and what a POST without JavaScript
finds it by.

Wrong:  <form @submit=\${this.order.submit(…)}>
Right:  <form \${this.order} @submit=\${this.order.submit(…)}>`,
)
