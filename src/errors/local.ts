import { defineError, type ErrorDefinition } from './overwire-error.ts'

/** Local state is described in a way that cannot be. */
export const localMisused: ErrorDefinition<{ call: string; problem: string }> = defineError(
  'local-misused',
  ({ call, problem }) => `${call} describes no local state: ${problem}.

Right:  const menu = local('menu', { open: false, tab: 'one', count: 0 })`,
)

/** A value of local state was used as if the server knew it. */
export const localValueAsText: ErrorDefinition<{ expression: string }> = defineError(
  'local-value-as-text',
  ({
    expression,
  }) => `A value of local state was used as text or a number on the server, which does not know it: ${expression}

It stands in a hole of a template by itself, or in what is computed in the browser:

Wrong:  html\`<p class=\${\`tab \${menu.tab}\`}>\`
Right:  html\`<p class="tab \${menu.tab}">\`
Wrong:  menu.tab == 'one' ? 'active' : ''
Right:  either(equals(menu.tab, 'one'), 'active', '')`,
)

/** What local values are combined with is no such value. */
export const localOperand: ErrorDefinition<{ operator: string; operand: string }> = defineError(
  'local-operand',
  ({
    operator,
    operand,
  }) => `"${operator}" was given ${operand}, and takes values of local state, flags, numbers and texts.

Right:  either(equals(menu.tab, 'one'), 'active', '')`,
)

/** A value of local state is combined of too much. */
export const localTooDeep: ErrorDefinition<{ levels: number; operations: number }> = defineError(
  'local-too-deep',
  ({
    levels,
    operations,
  }) => `A value of local state has ${operations} operations on ${levels} levels, which the browser would compute whenever its state changes. It may have 200, on 16 levels.

What needs more is decided on the server, or by a module of yours in a hook.`,
)

/** A value of local state stands where the browser cannot show it. */
export const localMisplaced: ErrorDefinition<{ excerpt: string; where: string; remedy: string }> =
  defineError(
    'local-misplaced',
    ({ excerpt, where, remedy }) => `A value of local state cannot stand ${where}.

${excerpt}

${remedy}`,
  )

/** What a browser says of local state is not what its description says. */
export const localMalformed: ErrorDefinition<{ state: string; field: string }> = defineError(
  'local-malformed',
  ({
    state,
    field,
  }) => `The browser sent for "${field}" of the local state "${state}" what cannot be there, so the event is refused.

An honest page sends what its description allows: this one was changed, or is of an older version of the application in which
the field was of another type.`,
)
