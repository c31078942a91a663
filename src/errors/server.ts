import { defineError, type ErrorDefinition } from './overwire-error.ts'

/** A limit is below what browsers rely on. */
export const limitTooSmall: ErrorDefinition<{ name: string; given: number; least: number }> = defineError(
  'limit-too-small',
  ({
    name,
    given,
    least,
  }) => `createApp({ limits: { ${name}: ${given} } }) was refused: it cannot be less than ${least}.

The script in the browser relies on ${least}, which is part of the protocol. With less, sockets of honest visitors would be closed.
Leave it out, or allow more.`,
)

/** A page of another host asks for a socket. */
export const foreignOrigin: ErrorDefinition<{ origin: string; host: string }> = defineError(
  'foreign-origin',
  ({
    origin,
    host,
  }) => `A page of ${origin} asked ${host} for a socket and was refused: only pages of the host that is asked may have one.

Otherwise any site that a visitor looks at could act in the visitor's name. If the page is yours, a proxy in front of the
application has changed the Host header. Let it pass the one of the browser, or list the hosts of your pages:

createApp({ hosts: ['example.com', '*.example.com'] })`,
)

/** A visitor has as many pages open as one may have. */
export const tooManyPages: ErrorDefinition<{ limit: number }> = defineError(
  'too-many-pages',
  ({
    limit,
  }) => `A visitor opened more than ${limit} pages at once, or the visitors of one address, or all together, more than the process may hold.
The page is shown and is not live. It tries again until another one is closed. Behind a proxy all visitors have its address,
unless it is trusted to name theirs: serve(app, { proxy: true }).

createApp({ limits: { circuitsPerVisitor: 50 } })`,
)

/** A route's pattern cannot be understood. */
export const invalidRoute: ErrorDefinition<{ pattern: string; reason: string }> = defineError(
  'invalid-route',
  ({ pattern, reason }) => `The route "${pattern}" cannot be used: ${reason}.

A pattern is a path. ":name" stands for one segment, "*" at the end for all the rest:

/articles            /articles/:id            /files/*`,
)

/** The path under which an application is mounted cannot be understood. */
export const unusableBase: ErrorDefinition<{ base: string; reason: string }> = defineError(
  'unusable-base',
  ({ base, reason }) => `The base ${JSON.stringify(base)} cannot be used: ${reason}.

The base is the path under which the application is mounted in a server around it: what its addresses have in front of those of its
routes. Leave it out for an application at the root.

Right:  nodeHandler(app, { base: '/shop' })
        app.handler.fetch(request, { base: '/shop' })
        app.page(request, { base: '/shop' })`,
)

/** Two routes fit the same paths. */
export const duplicateRoute: ErrorDefinition<{ pattern: string; earlier: string }> = defineError(
  'duplicate-route',
  ({ pattern, earlier }) => `The route "${pattern}" would never be reached: "${earlier}" fits the same paths.

Remove one of the two, or give them different paths.`,
)

/** The handler of a request gave no response. */
export const noResponse: ErrorDefinition<{ where: string }> = defineError(
  'no-response',
  ({ where }) => `The handler of ${where} returned no Response, so the request was answered with status 500.

Right:  return new Response('text')
        return Response.json({ any: 'data' })
        return new Response(null, { status: 204 })`,
)

/** The name of an action looks like an address. */
export const invalidAction: ErrorDefinition<{ name: string }> = defineError(
  'invalid-action',
  ({
    name,
  }) => `app.action('${name}', …) was refused: what begins with a slash is an address, and leads to another page.

Right:  app.action('${name.replace(/^\/+/, '')}', …)`,
)

/** Two actions have one name. */
export const duplicateAction: ErrorDefinition<{ name: string }> = defineError(
  'duplicate-action',
  ({ name }) => `The action "${name}" was registered twice.

Names are one space for the whole application, and a second handler would silently replace the first. Give one
of them another name: app.action('${name}-2', …)`,
)

/** Something in content that no view follows would be lost. */
export const lostInFragment: ErrorDefinition<{ where: string; what: string }> = defineError(
  'lost-in-fragment',
  ({ where, what }) => `A template that was given to ${where} uses ${what}, which would be lost on its way.

It is set by script, for elements that a view follows. Here only HTML goes to the browser. Use an attribute or a
class, or start a component there: page.mount('#target', Chart, { … })`,
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

/** The port is taken. */
export const portInUse: ErrorDefinition<{ port: number }> = defineError(
  'port-in-use',
  ({ port }) => `Nothing can listen on port ${port}: another process does.

Stop it, or choose another port: PORT=${port + 1} npm start, or serve(app, { port: ${port + 1} })`,
)

/** A message holds what cannot be serialised. */
export const unpublishableMessage: ErrorDefinition<{ topic: string; path: string; reason: string }> =
  defineError(
    'unpublishable-message',
    ({
      topic,
      path,
      reason,
    }) => `A message cannot be published to "${topic}"${path === '' ? '' : ` (${path})`}: ${reason}.

Messages are data, as they may go to other processes: plain objects and arrays, Date, Map, Set, BigInt, URL, typed
arrays, Error. Publish an id or what a subscriber needs to know instead of an object with methods:

Wrong:  this.live.publish('orders', order)
Right:  this.live.publish('orders', { id: order.id, total: order.total })

A class of your own that is data:  createApp({ types: { Money: { reduce, revive } } })`,
  )

/** Code that a request waits for takes too long. */
export const callbackTimeout: ErrorDefinition<{ what: string; milliseconds: number }> = defineError(
  'callback-timeout',
  ({ what, milliseconds }) => `${what} had not settled after ${milliseconds} ms.

Give what it waits for a time limit of its own, or raise "limits.handlerTime".`,
)

/** `createApp({ locales })` names something that is no language. */
export const invalidLocale: ErrorDefinition<{ locale: string }> = defineError(
  'invalid-locale',
  ({ locale }) => `createApp({ locales }) was refused: ${JSON.stringify(locale)} is not the tag of a language.

Right:  createApp({ locales: ['en', 'de-AT', 'zh-Hant'] })`,
)

/** `createApp({ locales })` names something that is no time zone. */
export const invalidTimeZone: ErrorDefinition<{ timeZone: string }> = defineError(
  'invalid-time-zone',
  ({ timeZone }) => `createApp({ locales }) was refused: ${JSON.stringify(timeZone)} is not a time zone.

Right:  createApp({ locales: { supported: ['en', 'de'], timeZone: 'Europe/Vienna' } })`,
)

/** A view has set a language that the application does not have. */
export const unsupportedLocale: ErrorDefinition<{ locale: string; supported: string }> = defineError(
  'unsupported-locale',
  ({
    locale,
    supported,
  }) => `this.live.locale was set to ${JSON.stringify(locale.slice(0, 40))}, which is not one of ${supported || 'the languages that there are'}.

When it comes from a visitor, offer only those that createApp({ locales }) names.`,
)

/** A limit that cannot be kept. */
export const invalidLimit: ErrorDefinition<{ name: string; given: unknown; reason: string }> = defineError(
  'invalid-limit',
  ({ name, given, reason }) => `createApp({ limits: { ${name}: ${String(given)} } }) was refused: ${reason}.

Limits are numbers: times in milliseconds, sizes in bytes. Leave one out to get its default. What is not to be limited can be
given Infinity, unless it is a time.

Right:  createApp({ limits: { handlerTime: 60_000, circuitsPerVisitor: 50 } })`,
)

/** What an application adds to its context has a name that is taken. */
export const reservedContextName: ErrorDefinition<{ name: string; source: string }> = defineError(
  'reserved-context-name',
  ({ name, source }) => `What ${source} returned has a field "${name}", which every context has itself.

It would take the place of what Overwire and your own code read by that name. Give it another one, or put yours into an object:

Wrong:  createApp({ context: () => ({ ${name}: … }) })
Right:  createApp({ context: () => ({ shop: { ${name}: … } }) })`,
)

/** The script of a hook is at no address that browsers can load it from. */
export const hookAddress: ErrorDefinition<{ name: string; address: string }> = defineError(
  'hook-address',
  ({
    name,
    address,
  }) => `createApp({ hooks: { ${JSON.stringify(name)}: ${JSON.stringify(address)} } }) was refused: the script of a hook is at a path of the site, or at an http(s) URL.

It is loaded by browsers, so a file of the server is not what is wanted, nor the hook itself.

Wrong:  createApp({ hooks: { chart: './hooks/chart.js' } })
Right:  createApp({ hooks: { chart: '/hooks/chart.js' } })   and   serve(app, { static: 'public' })`,
)
