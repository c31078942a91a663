import { defineError, type ErrorDefinition } from './overwire-error.ts'

/** A component renders because it has rendered, without end. */
export const endlessRender: ErrorDefinition<{ name: string; renders: number }> = defineError(
  'endless-render',
  ({
    name,
    renders,
  }) => `${name} was stopped: its own render asked for the next one ${renders} times in a row, and nothing else happened in between.

Something that "render" or "changed" begins, such as "this.data.reload()" or "this.update()", makes it render again, which begins it again.

Wrong:  changed() { void this.data.reload() }              // runs for any change of props
Right:  changed(previous) { if (previous.id !== this.props.id) void this.data.reload() }`,
)

/** Two classes of components have the same id. */
export const sharedClassId: ErrorDefinition<{ id: string }> = defineError(
  'shared-class-id',
  ({
    id,
  }) => `Two different classes of views or components are called "${id}". State that is stored for one could be given to the other.

Give one of them an id of its own: class ${id} extends Component { static id = 'orders/${id}' }
A server whose code is minified sets "static id" on every class, because a minifier gives the same short name to many.`,
)

/** A prop of a component was changed in place, so the component was skipped. Written in development, once for each prop of a class. */
export const mutatedProp: ErrorDefinition<{ where: string; prop: string; kind: string; source: string }> =
  defineError(
    'mutated-prop',
    ({
      where,
      prop,
      kind,
      source,
    }) => `${where} shows what is over: its prop "${prop}" was changed in place. It is the same ${kind} as before, so the component was not rendered again.${source}

A component is rendered when it is given other props, or when its own code has run. Give it another ${kind}.

Wrong:  this.rows.push(row)
Right:  this.rows = [...this.rows, row]
Wrong:  row.done = true
Right:  this.rows = this.rows.map((each) => (each.id === row.id ? { ...each, done: true } : each))`,
  )

/** The state of a view is large. */
export const largeState: ErrorDefinition<{ name: string; bytes: number }> = defineError(
  'large-state',
  ({ name, bytes }) => `The state of ${name} takes ${bytes} bytes when it is stored, more than 64 kB.

It is kept for every open page. Keep ids and small facts in fields, and what comes from a database in a resource:
rows = this.live.load(() => database.rows())`,
)

/** A layout shows its page twice. */
export const contentTwice: ErrorDefinition<{ name: string }> = defineError(
  'content-twice',
  ({ name }) => `${name} shows its content in two places. There is one page, and it stands in one place.

Wrong:  <main>\${this.props.content}</main> <aside>\${this.props.content}</aside>
Right:  <main>\${this.props.content}</main>

To show it here or there, decide which: it keeps its state when it moves.`,
)

/** A request waited too long for its views. */
export const mountTimeout: ErrorDefinition<{ names: string; milliseconds: number }> = defineError(
  'mount-timeout',
  ({
    names,
    milliseconds,
  }) => `The first response of ${names} was not ready after ${milliseconds} ms: a "mount" or the fetch of a "load" has not settled.

Give what they wait for a time limit of its own, fetch slow data after the page is there (in "start", or in a component
with "pending"), or raise "limits.handlerTime".`,
)
