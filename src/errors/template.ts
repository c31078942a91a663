/** What is wrong with templates. It is long, as it is one chapter of the reference of errors. */
import { defineError, type ErrorDefinition } from './overwire-error.ts'

/** The author's template with a mark, and what to write instead. */
interface Place {
  /** Lines of the template with a mark under the place. */
  readonly excerpt: string
}

/** A hole stands where the browser has no place for a value. */
export const holeMisplaced: ErrorDefinition<Place & { where: string; remedy: string }> = defineError(
  'hole-misplaced',
  ({ excerpt, where, remedy }) => `A template has a hole ${where}:

${excerpt}

A hole may be an attribute's value, stand among the attributes of an element, or be content.

${remedy}`,
)

/** A literal has an escape that JavaScript does not know. */
export const escapeInvalid: ErrorDefinition<Place & { text: string }> = defineError(
  'escape-invalid',
  ({
    excerpt,
    text,
  }) => `A template has a "\\" that begins no escape that JavaScript knows, so there is no text in its place: ${text}

${excerpt}

Wrong:  html\`C:\\users\`
Right:  html\`C:\\\\users\``,
)

/** The browser would build something else than what is written. */
export const markupRearranged: ErrorDefinition<Place & { problem: string; remedy: string }> = defineError(
  'markup-rearranged',
  ({ excerpt, problem, remedy }) => `A template is not what the browser would build from it: ${problem}.

${excerpt}

Parts are found by their place in the page, so a template must be written as the browser builds it.

${remedy}`,
)

/** An attribute is written in a way that is unsafe or means nothing. */
export const attributeRefused: ErrorDefinition<Place & { problem: string; wrong: string; right: string }> =
  defineError(
    'attribute-refused',
    ({ excerpt, problem, wrong, right }) => `${problem}

${excerpt}

Wrong:  ${wrong}
Right:  ${right}`,
  )

/** A template stands in another where the browser would not leave it. */
export const nestingRefused: ErrorDefinition<{
  parent: string
  child: string
  place: string
  remedy: string
}> = defineError(
  'nesting-refused',
  ({
    parent,
    child,
    place,
    remedy,
  }) => `A template cannot stand in ${place}: the browser would put it elsewhere.

The place:

${parent}

The template:

${child}

${remedy}`,
)

/** Elements or templates are nested deeper than browsers nest them. */
export const nestedTooDeep: ErrorDefinition<Place & { deepest: number }> = defineError(
  'nested-too-deep',
  ({
    excerpt,
    deepest,
  }) => `Something is nested more than ${deepest} levels deep: a browser would put what is deeper beside each other.

${excerpt}

Usually a template or an array contains itself, directly or through others. A tree that is that deep is shown in parts: the first
levels, and a link or a button that opens what is below.`,
)

/** A whole document stands in a page. */
export const documentInPage: ErrorDefinition<{ place: string; template: string }> = defineError(
  'document-in-page',
  ({ place, template }) => `A template with <html> is a whole document, and stands in a page:

${template}

The place:

${place}

Wrong:  render() { return html\`<html><body><h1>\${title}</h1></body></html>\` }
Right:  render() { return html\`<h1>\${title}</h1>\` }, and the document around it in createApp({ document })`,
)

/** Text stands where the browser accepts none. */
export const textMisplaced: ErrorDefinition<Place & { element: string; value: string }> = defineError(
  'text-misplaced',
  ({
    excerpt,
    element,
    value,
  }) => `The text ${value} cannot stand directly in <${element}>: the browser would move it out of the table.

${excerpt}

Put it into a cell:  <td>\${text}</td>`,
)

/** A value cannot be shown where it stands. */
export const valueRefused: ErrorDefinition<Place & { value: string; where: string; remedy: string }> =
  defineError(
    'value-refused',
    ({
      excerpt,
      value,
      where,
      remedy,
    }) => `${value[0]?.toUpperCase() ?? ''}${value.slice(1)} cannot be shown ${where}.

${excerpt}

${remedy}`,
  )

/** Two rows of a list have the same key. */
export const duplicateKey: ErrorDefinition<{ key: string; first: number; second: number; template: string }> =
  defineError(
    'duplicate-key',
    ({
      key,
      first,
      second,
      template,
    }) => `Two rows of a "repeat" have the same key ${key}: numbers ${first} and ${second}, counted from 0.

${template}

The key tells which row is which when rows move, come and go, so each must have its own.

Wrong:  repeat(items, (item) => item.category, …)
Right:  repeat(items, (item) => item.id, …)`,
  )

/** A handler listens to an event whose name is nearly that of another. Written in development, once for each template. */
export const misspelledEvent: ErrorDefinition<{ name: string; meant: string; source: string }> = defineError(
  'misspelled-event',
  ({
    name,
    meant,
    source,
  }) => `A handler listens to "${name}", which no browser dispatches. Probably "${meant}" is meant.

${source}

Wrong:  @${name}=\${…}
Right:  @${meant}=\${…}

If "${name}" is an event of your own, another name keeps readers from taking it for "${meant}".`,
)

/** A row reads something that its list does not declare. */
export const missingDependency: ErrorDefinition<{
  row: string
  template: string
  before: string
  after: string
}> = defineError(
  'missing-dependency',
  ({
    row,
    template,
    before,
    after,
  }) => `A row of a "repeat" with retain: 'identity' was skipped because its item and "deps" are the same, but it would show something else.

${template}

In the row with key ${row} the marked value was ${before} and would be ${after}.

Either the row shows something besides its item: name it, as in
    repeat(items, key, template, { retain: 'identity', deps: [this.selected] })
or the item was changed in place: replace it by a changed copy.`,
)

/** A closure in a template that no circuit renders. */
export const closureWithoutView: ErrorDefinition<Place & { event: string }> = defineError(
  'closure-without-view',
  ({
    excerpt,
    event,
  }) => `A template of an action or a document has a function for the event "${event}", but nothing stays on the server that could run it.

${excerpt}

Name an action:                <button live-${event}="save" data-id="2">Save</button>
Or start a component there:    page.mount('#target', SaveButton, { id: 2 })`,
)

/** A row that is shown until the server has its own has something in it that only the server's can have. */
export const expectedRowLives: ErrorDefinition<Place & { what: string }> = defineError(
  'expected-row-lives',
  ({
    excerpt,
    what,
  }) => `A row for "appendRow" or "prependRow" has ${what} in it, but the server does not know the row yet: events in it lead nowhere.

${excerpt}

It is shown until the event has its outcome; then the row that the view renders stands there, with its handlers.

Wrong:  appendRow('#list', html\`<li><b data-field="title"></b> <button @click=\${() => this.remove(id)}>Remove</button></li>\`)
Right:  appendRow('#list', html\`<li><b data-field="title"></b> <button>Remove</button></li>\`)`,
)

/** A component in a template that no circuit renders. */
export const componentWithoutView: ErrorDefinition<Place> = defineError(
  'component-without-view',
  ({
    excerpt,
  }) => `A template of an action or a document has a component or a stream in it, but no view that could keep it.

${excerpt}

In an action:    page.mount('#target', ArticlePanel, { id: 2 })
In a document:   await live.island(ArticlePanel, { id: 2 })`,
)

/** A closure in a row that the server forgets. */
export const closureInStream: ErrorDefinition<Place & { event: string }> = defineError(
  'closure-in-stream',
  ({
    excerpt,
    event,
  }) => `A row of a stream has a function for the event "${event}", but the server keeps nothing of such rows.

${excerpt}

Put the handler on the element that holds the rows; it is told the key of the row:

    <ul @${event}=\${onRow('${event}', (key, event) => …)}>\${this.rows}</ul>`,
)

/** A component or a stream in a row that the server does not keep. */
export const componentInRow: ErrorDefinition<Place & { list: string }> = defineError(
  'component-in-row',
  ({
    excerpt,
    list,
  }) => `A row of ${list} has a component or a stream in it, but the server does not keep such rows.

${excerpt}

Rows with components need:  repeat(items, key, template), which retains the whole tree.`,
)

/** A portal where nothing follows its owner. */
export const portalMisplaced: ErrorDefinition<Place & { where: string }> = defineError(
  'portal-misplaced',
  ({
    excerpt,
    where,
  }) => `There is a portal in ${where}, but its content goes and stays with a view or component, which the server keeps.

${excerpt}

In a stream, or a list that retains only its items:  show the portal beside the list, for the row that is chosen
In an action or a document:  write the content where it is to stand, or mount a component:  page.mount('#modals', Dialog)`,
)

/** A portal whose target is not in the page. */
export const portalTargetMissing: ErrorDefinition<Place & { target: string }> = defineError(
  'portal-target-missing',
  ({
    excerpt,
    target,
  }) => `No element of the page can hold the content of this portal: it looks for the id "${target}".

${excerpt}

The target is an element of the same page, of one of its layouts or of createApp({ document }). It is not in what this portal itself shows,
and has no hole right in it:
Wrong:  <div id="${target}">\${content}</div>
Right:  <div id="${target}"></div>
It may be a <div>, <section>, <main>, <aside>, <header>, <footer>, <article>, <nav>, <dialog>, <body> or an element of your own. Until there is one,
the content is not to be seen.`,
)
