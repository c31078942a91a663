/**
 * A script of its own for pages in development: says in the console what a user would only see as nothing happening,
 * with what to do about it. It knows the client by what every page can see of it.
 */
import { watchFiles } from './files.ts'
import { watchMarkup } from './markup.ts'

/** Why an event was not run, and what to do. */
const REFUSALS: Readonly<Record<string, string>> = {
  gone: 'Its handler stands in the page no more, or is not enabled. Rows and components with keys keep theirs.',
  spent:
    'One before it had ended, and its user had not seen that yet. Where each of them counts, say `overlap: "queue"`.',
  denied: 'The option `allow` of its handler, the middleware or the action did not let it pass.',
  dropped:
    'Another one was running, and `overlap` is "drop", as by default for submits. Where each of them counts, say "queue".',
  invalid: 'Its values do not fit the schema of its handler or action, or JSON cannot hold them.',
  'unknown-action':
    'No action has this name. Look for `app.action("…")` and for the spelling of the `live-*` attribute.',
  limited: 'Too much was waiting: more than a hundred events, or more bytes than `limits.frameBytes`.',
  'too-often': 'The option `limit` of its handler or action is used up. `limited` can say so to the user.',
  unread:
    'It was pasted or dropped before the script was there that reads such things, which only listeners can do. Their users do it again.',
  expired:
    'The page that it was meant for is over: the server was started again, or the user was away for long.',
}

/** Why the server does not take a page. */
const CODES: Readonly<Record<string, string>> = {
  version:
    'Its server speaks another version of the protocol. Pages and sockets must come from the same build.',
  'token-invalid':
    'Its token is not of this server, visitor or login. Processes that share visitors share a `secret`.',
  'token-expired': 'It was open for longer than `limits.tokenAge` before it was joined.',
  'circuit-limit':
    'There are too many pages of this visitor, or in all: `limits.circuitsPerVisitor` and `limits.circuits`.',
  origin:
    'Its address is not that of the server, as a proxy has changed the Host header: let it pass, or list the host in `createApp({ hosts })`.',
  denied: 'Its address leads elsewhere now, has no token, or comes from a cache.',
  login: 'Nobody is logged in any more.',
  busy: 'The server has too much to do, and said when to come back.',
  mismatch:
    'What the server renders does not fit what the page shows. Something else changes the page, or removes comments.',
}

const OUTCOMES: Readonly<Record<string, string>> = {
  failed: 'Its handler threw: the log of the server has the error.',
  unknown: 'The connection was lost while it ran: it may have run. Look before it is repeated.',
  interrupted: 'The server ended while it ran, or its page was left before it replied to a hook.',
}

/** How an event ended. */
const ENDINGS: Readonly<Record<string, string>> = {
  failed: 'An event of … failed',
  refused: 'An event of … was refused',
  unknown: 'Nobody knows how an event of … ended',
  interrupted: 'An event of … was interrupted',
}

/** What is wrong with a list of `virtual`. */
const LISTS: Readonly<Record<string, string>> = {
  flat: 'The rows of `virtual` have no height, so nobody knows which of them are seen, and the others never come. Rows that are positioned absolutely, or that float, have none together.',
  high: 'This list is higher than browsers can show (17.8 million pixels): its last rows cannot be reached. Let users search and filter it.',
}

/** An element as its author finds it: `<button id="save">`. */
function nameOf(target: EventTarget | null): string {
  if (!(target instanceof Element)) return 'an element that has gone'
  const copy = target.cloneNode(false)
  const [tag = ''] = (copy instanceof Element && /^<[^>]*>/.exec(copy.outerHTML)) || []
  return tag.length > 120 ? `${tag.slice(0, 120)}…` : tag
}

addEventListener('live:outcome', (event) => {
  // The client tells it so.
  const { detail } = event as CustomEvent<Readonly<Record<string, string | undefined>>>
  const { outcome = '', code = '', errors } = detail
  // The user went on to another page: nobody made a mistake.
  if (code === 'superseded') return
  const why = REFUSALS[code] ?? OUTCOMES[outcome] ?? ''
  console.warn(
    `[overwire] ${ENDINGS[outcome]?.replace('…', nameOf(event.target)) ?? ''}${code && ` (${code})`}. ${why}`,
    event.target,
    errors ?? '',
  )
})

addEventListener('live:boxless', ({ target }) => {
  console.warn(
    '[overwire] This element has no box (`display: none` or `contents`), so it never comes into view. Put `appear` or `disappear` on an element that has one.',
    target,
  )
})

addEventListener('live:long-list', (event) => {
  // The module tells it so, at an element.
  const { detail, target } = event as CustomEvent<string>
  console.warn(
    `[overwire] ${LISTS[detail] ?? detail}`,
    target instanceof Element ? target.parentElement : target,
  )
})

let last = ''
const html = document.documentElement

function tell(): void {
  const { liveStatus = '', liveCode = '' } = html.dataset
  const shown = `${liveStatus} ${liveCode}`
  if (liveStatus === 'refused' && shown !== last) {
    console.warn(`[overwire] The server refuses this page (${liveCode}). ${CODES[liveCode] ?? ''}`)
  } else if (liveStatus === 'ended' && shown !== last) {
    console.warn(
      '[overwire] This page has ended: another tab has taken it, or the server has ended it. Load it again.',
    )
  }
  last = shown
}

new MutationObserver(tell).observe(html, { attributeFilter: ['data-live-status', 'data-live-code'] })
tell()
watchFiles()
watchMarkup()
