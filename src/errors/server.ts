import { defineError, type ErrorDefinition } from './overwire-error.ts'

/** A route's pattern cannot be understood. */
export const invalidRoute: ErrorDefinition<{ pattern: string; reason: string }> = defineError(
  'invalid-route',
  ({ pattern, reason }) => `The route "${pattern}" cannot be used: ${reason}.

A pattern is a path. ":name" stands for one segment, "*" at the end for all the rest:

/articles            /articles/:id            /files/*`,
)

/** Two routes fit the same paths. */
export const duplicateRoute: ErrorDefinition<{ pattern: string; earlier: string }> = defineError(
  'duplicate-route',
  ({ pattern, earlier }) => `The route "${pattern}" would never be reached: "${earlier}" fits the same paths.

Remove one of the two, or give them different paths.`,
)

/** Two actions have one name. */
export const duplicateAction: ErrorDefinition<{ name: string }> = defineError(
  'duplicate-action',
  ({ name }) => `The action "${name}" was registered twice.

Names are one space for the whole application, and a second handler would silently replace the first. Give one
of them another name: app.action('${name}-2', …)`,
)

/** A closure stands in content that no view follows. */
export const closureInFragment: ErrorDefinition<{ where: string; type: string }> = defineError(
  'closure-in-fragment',
  ({ where, type }) => `A template that was given to ${where} has a closure for "${type}".

The content of an action is HTML and nothing more: no view stands behind it that could run the closure.

Wrong:             html\`<button @${type}=\${() => save(2)}>Save</button>\`
An action:         html\`<button live-${type}="save" data-id="2">Save</button>\`
Or a component:    page.mount('#article', ArticlePanel, { id: 2 })`,
)

/** A component stands in content that no view follows. */
export const componentInFragment: ErrorDefinition<{ where: string; name: string }> = defineError(
  'component-in-fragment',
  ({ where, name }) => `A template that was given to ${where} has the component ${name} in it.

This content is HTML and nothing more: no view stands behind it that could keep the component's state.

In an action:      page.mount('#target', ${name}, { … })
In app.page():     html\`<aside>\${unsafeHTML(await live.island(${name}, { … }))}</aside>\`
In a view:         app.live('/path', PageWithTheComponent)`,
)

/** A stream stands in content that no view follows. */
export const streamInFragment: ErrorDefinition<{ where: string }> = defineError(
  'stream-in-fragment',
  ({ where }) => `A template that was given to ${where} has a stream in it, but streams belong to a view.

From an action, add rows by themselves: page.append('#log', html\`<li>\${line}</li>\`)`,
)

/** `styleMap` stands in content that no view follows. */
export const styleInFragment: ErrorDefinition<{ where: string }> = defineError(
  'style-in-fragment',
  ({ where }) => `A template that was given to ${where} uses styleMap.

Its styles are set by script, so that a strict Content-Security-Policy allows them, and the HTML of an action cannot carry
them. Give the element a class, or start a component there: page.mount('#target', Chart, { … })`,
)

/** `page.view` without a template engine. */
export const missingEngine: ErrorDefinition<{ name: string }> = defineError(
  'missing-engine',
  ({ name }) => `page.view('${name}') was called, but the application has no template engine.

createApp({ engine: (name, data) => eta.render(name, data) })`,
)

/** The head of a page was read too early. */
export const pageNotReady: ErrorDefinition<Record<string, never>> = defineError(
  'page-not-ready',
  () => `The "head" of app.page(request) was read before it was ready.

It holds a sealed token. That takes time where createApp({ context }) is asynchronous, and on a server without an adapter
(attach(server, app) brings a cipher that answers at once).

Right:  const live = app.page(request)
        await live.ready
        live.head`,
)

/** A redirect leads to something that is neither a path nor a web address. */
export const unsafeRedirect: ErrorDefinition<{ to: string }> = defineError(
  'unsafe-redirect',
  ({ to }) => `redirect('${to}') was refused: it is neither a path of this site nor an absolute http(s) URL.

Right:  redirect('/login')
        redirect('https://example.com/login')

When the target comes from a visitor (such as "?next=…"), check that it is a path of yours before.`,
)

/** The port is taken. */
export const portInUse: ErrorDefinition<{ port: number }> = defineError(
  'port-in-use',
  ({ port }) => `Nothing can listen on port ${port}: another process does.

Stop it, or choose another port: PORT=${port + 1} npm start, or serve(app, { port: ${port + 1} })`,
)
