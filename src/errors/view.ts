import { defineError, type ErrorDefinition } from './overwire-error.ts'

/** A view was made by `new`, or its own constructor does not forward its argument. */
export const notConstructedHere: ErrorDefinition<{ name: string }> = defineError(
  'not-constructed-here',
  ({ name }) => `${name} was constructed without what Overwire passes to its constructor.

Overwire makes views and components itself: "params", "props" and "live" must be set before the initialisers
of your fields run. Either ${name} was made with "new", or it has a constructor of its own.

Wrong:  class ${name} extends LiveView { constructor() { super(); this.count = 0 } }
Right:  class ${name} extends LiveView { count = 0 }

What needs more than an initialiser belongs in "mount()".`,
)

/** A field holds something that cannot be stored. */
export const unstorableField: ErrorDefinition<{ path: string; reason: string }> = defineError(
  'unstorable-field',
  ({ path, reason }) => `${path} cannot be stored: ${reason}.

The fields of a view are its state: they are stored when its page is parked, so they hold data only (plain objects
and arrays, Date, Map, Set, BigInt, URL, typed arrays, Error).

A resource that only this class uses:   #client = connect()
A resource that subclasses use too:     protected client = transient(connect())
Data from a database or an API:         articles = this.live.load(() => database.articles())
A class of your own that is data:       createApp({ types: { Money: { reduce, revive } } })`,
)

/** `render` gave two different results for the same state. */
export const impureRender: ErrorDefinition<{ name: string; difference: string }> = defineError(
  'impure-render',
  ({
    name,
    difference,
  }) => `${name}.render() is not pure: called twice with the same state it gave two results.

${difference}

"render" is called whenever something may have changed, and a page that is taken up elsewhere must render the same
again. Take the time, random numbers and counters in a handler or in "mount()", keep them in a field, and show the field.`,
)

/** Something that runs on was begun before anybody follows. */
export const beforeStart: ErrorDefinition<{ call: string }> = defineError(
  'before-start',
  ({ call }) => `"${call}" was called before the view has started, during its initialisers or "mount".

A page is first made for an HTTP request that perhaps no socket follows, so nothing of it may run on. What is begun in
"start" ends with the view.

Wrong:  mount() { ${call}(…) }
Right:  start() { ${call}(…) }`,
)

/** Options of a load that say nothing, or two things. */
export const invalidLoadOptions: ErrorDefinition<{ options: string; why: string }> = defineError(
  'invalid-load-options',
  ({ options, why }) => `A load has the options { ${options} }. ${why}

A page is held back until it is fetched:                    this.live.load(fetch)
It is held back for at most 200 ms:                         this.live.load(fetch, { await: 200 })
The response begins, and its end waits for it:              this.live.load(fetch, { late: true })
It begins after at most 200 ms, its end waits for 1000 ms:  this.live.load(fetch, { await: 200, late: 1000 })
Nothing waits for it:                                       this.live.load(fetch, { await: false })`,
)

/** Pages of a list hold no whole number of rows. */
export const invalidPageSize: ErrorDefinition<{ size: string }> = defineError(
  'invalid-page-size',
  ({
    size,
  }) => `this.live.pages(…, { size: ${size} }) has no size: it is how many rows are fetched at a time, a whole number from 1.

Wrong:  this.live.pages(load, { size: 0, key, row })
Right:  this.live.pages(load, { size: 50, key, row })`,
)

/** What was fetched for a list that goes on is no page of rows. */
export const invalidPage: ErrorDefinition<{ value: string }> = defineError(
  'invalid-page',
  ({
    value,
  }) => `this.live.pages(load, …) has got ${value} from "load", which is no page: a page is { rows, more }.

Wrong:  this.live.pages(() => database.articles(), { key, row })
Right:  this.live.pages(async ({ after, size }) => {
          const found = await database.articles(after, size + 1)
          return { rows: found.slice(0, size), more: found.length > size }
        }, { key, row })`,
)

/** A redirect leads to something that is neither a path nor a web address. */
export const unsafeRedirect: ErrorDefinition<{ to: string; call: string }> = defineError(
  'unsafe-redirect',
  ({
    to,
    call,
  }) => `${call}('${to}') was refused: it is neither a path of this site nor an absolute http(s) URL.

Right:  ${call}('/login')
        ${call}('https://example.com/login')

When the target comes from a visitor (such as "?next=…"), check that it is a path of yours before.`,
)

/** Rows were added to a stream that no browser shows, more than are kept. */
export const streamOverflow: ErrorDefinition<{ dropped: number }> = defineError(
  'stream-overflow',
  ({
    dropped,
  }) => `${dropped} rows of a stream were dropped: they waited for a browser, but nothing that is rendered shows the stream.

Rows wait until the stream stands in a template, at most as many as "limits.queuedEffects" and "limits.queuedEffectBytes" allow. Show the
stream, or add rows to it only while it is shown and fill it with "reset" when it comes.`,
)

/** A value cannot be part of a path. */
export const unusableParam: ErrorDefinition<{ pattern: string; name: string; value: string }> = defineError(
  'unusable-param',
  ({
    pattern,
    name,
    value,
  }) => `href() cannot put ${JSON.stringify(value)} in the place of "${name}" in "${pattern}".

A part of a path cannot be empty, "." or "..": browsers read these as steps in the path, and would ask for another address.

Right:  href(articles, { id: 2 })`,
)

/** A language has no text for a key. */
export const missingMessage: ErrorDefinition<{ key: string; locale: string }> = defineError(
  'missing-message',
  ({ key, locale }) => `There is no message "${key}" in "${locale}".

The text of the first language that defineMessages() was given is shown in its place, or the key where there is none. Texts that
are written in the program are checked when it is compiled; those that are read from files or named by data are not.`,
)

/** The text of a message cannot be read, or not with the values that it was given. */
export const invalidMessage: ErrorDefinition<{ key: string; locale: string; reason: string }> = defineError(
  'invalid-message',
  ({ key, locale, reason }) => `The message "${key}" in "${locale}" cannot be formatted: ${reason}.

Messages have the syntax of Unicode MessageFormat 2: https://messageformat.unicode.org

A name:     Hello {$name}!
A number:   {$price :number minimumFractionDigits=2}
A plural:   .input {$count :integer} .match $count one {{One item}} * {{{$count} items}}
A date:     Until {$day :date length=long}`,
)

/** A gate says until when it lets pass, and that is no time. */
export const unusableUntil: ErrorDefinition<{ until: string }> = defineError(
  'unusable-until',
  ({ until }) => `A gate returned "until: ${until}", which is no Date, or an invalid one.

A gate says with "until" when it is to be asked again. That is a Date.

Wrong:  gate(({ session }) => ({ user: session.user, until: session.expires }))
Right:  gate(({ session }) => ({ user: session.user, until: new Date(session.expires) }))`,
)

/** A command was called with what it cannot do, or what it must not. */
export const commandRefused: ErrorDefinition<{ problem: string; wrong: string; right: string }> = defineError(
  'command-refused',
  ({ problem, wrong, right }) => `${problem}

Wrong:  ${wrong}
Right:  ${right}`,
)

/** A handler of something else than the keyboard has keys, or effects by key. */
export const keysWithoutKeyboard: ErrorDefinition<{ excerpt: string; event: string; has: string }> =
  defineError(
    'keys-without-keyboard',
    ({
      excerpt,
      event,
      has,
    }) => `A handler of "${event}" has ${has}: keys are for keydown, keyup and keypress.

${excerpt}

Wrong:  <input @${event}=\${on(handler, { keys: 'Enter' })}>
Right:  <input @keydown=\${on(handler, { keys: 'Enter' })}>`,
  )

/** The keys of a handler are no shortcut. */
export const invalidShortcut: ErrorDefinition<{ option: string; reason: string }> = defineError(
  'invalid-shortcut',
  ({ option, reason }) => `on(…, { ${option} }) would never fire: ${reason}.

A shortcut is a key, with any of ctrl, alt, shift, meta and mod in front of it. A key is a character, or a name as in KeyboardEvent.key.

Wrong:  'ctrl+k+j'      'ctrl'      'g i'      'ctrl+return key'
Right:  'ctrl+k'        'mod+shift+p'      '?'      'alt+ArrowUp'      ['ctrl+k', '/']

"mod" is Ctrl, or Command on a Mac. Plus is written "plus", and space "space".`,
)

/** What is to be shown for a key that the handler never gets. */
export const effectOfOtherKey: ErrorDefinition<{ key: string; keys: string }> = defineError(
  'effect-of-other-key',
  ({
    key,
    keys,
  }) => `on(…, { optimistic }) has an effect for '${key}' that would never be shown: the option "keys" lets ${keys} through, and nothing else.

Wrong:  on(handler, { keys: ['ArrowUp'], optimistic: { ArrowDown: moveRow(self, 'down') } })
Right:  on(handler, { keys: ['ArrowUp', 'ArrowDown'], optimistic: { ArrowDown: moveRow(self, 'down') } })`,
)

/** A stream is to have another number of rows than there can be. */
export const invalidStreamLimit: ErrorDefinition<{ limit: string }> = defineError(
  'invalid-stream-limit',
  ({ limit }) => `A stream has the limit ${limit}, which is no whole number from 1.

Wrong:  this.live.stream(key, template, { limit: -100 })
Right:  this.live.stream(key, template, { limit: 100 })
Right:  this.live.stream(key, template, { limit: { rows: 100, from: 'start' } })

Rows beyond it leave at the other end than the one where rows come; with "from" they always leave there.`,
)

/** An animation is to take a time that is none. */
export const invalidDuration: ErrorDefinition<{ duration: string }> = defineError(
  'invalid-duration',
  ({
    duration,
  }) => `animated() has a move with the duration ${duration}, which is no number of milliseconds from 0.

Wrong:  animated({ move: { duration: -1 } })
Right:  animated({ move: { duration: 250 } })
Right:  animated({ move: true })`,
)

/** A limit that says no rate. */
export const invalidRate: ErrorDefinition<{ rate: string; where: string }> = defineError(
  'invalid-rate',
  ({ rate, where }) => `${where} has the limit '${rate}', which is no rate.

A rate is a whole number from 1, for each second (s), minute (min) or hour (h).

Wrong:  '5 per minute'      '5/minute'      '0.5/min'      '0/s'
Right:  '5/min'             '30/h'          '10/s'`,
)

/** Options of a handler that do not go together. */
export const conflictingOptions: ErrorDefinition<{ options: string; why: string }> = defineError(
  'conflicting-options',
  ({ options, why }) => `A handler has the option ${options}. ${why}

Wrong:  on(handler, { passive: true, prevent: true })      on(handler, { debounce: 300, throttle: 300 })
Right:  on(handler, { prevent: true })                     on(handler, { debounce: 300 })`,
)
