/**
 * The notice at the edge of the page: what its user should know of the connection, of what was sent when the connection
 * was lost, and of texts that found no place. An element `data-live-notice` of the page's author takes its place.
 */
import { core } from '../modules/core.ts'
import { placeOf } from '../modules/place-of.ts'

const PLACE = '[data-live-notice]'
/** A short interruption is not worth a message, in milliseconds. */
const AFTER = 1_500
/** Of the name of what was sent, in characters. */
const LONGEST_NAME = 60

/** By the status of the page, or by what has happened. Attributes of the author's element say them otherwise. */
const SENTENCES = new Map([
  ['reconnecting', 'The connection is lost. What you do is sent as soon as it is back.'],
  ['offline', 'You are offline. What you do is sent as soon as the network is back.'],
  ['refused', 'The server does not take this page at the moment. It is asked again.'],
  ['ended', 'This page is not connected any more. Load it again to go on.'],
  ['unknown', 'The connection was lost while this was sent. Please look whether it was done:'],
  ['login', 'The login of this page has ended, so it was loaded again.'],
  ['close', 'Close'],
  ['unplaced', 'This page has changed, and what you typed has no place in it any more:'],
])

const STYLE = `:where([data-live-notice]:not(:empty)) {
  position: fixed; inset: auto 0 1rem; z-index: 2147483647; margin: 0 auto; padding: 0.5rem 1rem;
  inline-size: fit-content; max-inline-size: calc(100% - 2rem); box-sizing: border-box; max-block-size: 50%; overflow: auto;
  border: 1px solid; border-radius: 0.5rem; background: Canvas; color: CanvasText; font: 1rem/1.4 system-ui, sans-serif;
}
:where([data-live-notice] p) { margin: 0.25rem 0; }
:where([data-live-notice] button) { margin-inline-start: 0.75rem; font: inherit; }`

let style: CSSStyleSheet | undefined

/** From now on shows what there is to know. */
export function showNotices(): void {
  followStatus()
  core.page.addEventListener('live:outcome', (event) => {
    // The client dispatches it, with these members.
    const { outcome } = (event as CustomEvent<Record<string, unknown>>).detail
    const { target } = event
    if (outcome === 'unknown' && target instanceof Element) {
      const name = nameOf(target)
      if (name) show('unknown', name)
    }
  })
}

/** Names texts that are nowhere in the page any more: their user may copy them. */
export function showUnplaced(texts: readonly string[]): void {
  for (const text of texts) show('unplaced', text)
}

/** Says why a page is another one than its user has left. */
export function showOtherLogin(): void {
  show('login')
}

function followStatus(): void {
  const { documentElement } = core.page
  let line: Element | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let shown = ''
  const follow = (): void => {
    const status = documentElement.dataset['liveStatus'] ?? ''
    const isLost = /^(reconnecting|offline|refused|ended)$/.test(status)
    if (!isLost) {
      clearTimeout(timer)
      timer = undefined
      shown = ''
      line?.remove()
    } else if (timer === undefined) {
      timer = setTimeout(() => {
        shown = ' '
        follow()
      }, AFTER)
    } else if (shown && shown !== status) {
      shown = status
      line?.remove()
      line = add(sentenceOf(status))
    }
  }
  new MutationObserver(follow).observe(documentElement, { attributeFilter: ['data-live-status'] })
  follow()
}

/** A line that stays until its user takes it away. */
function show(kind: string, what?: string): void {
  const { page } = core
  const quoted = page.createElement('q')
  quoted.append(what ?? '')
  const close = page.createElement('button')
  close.type = 'button'
  close.setAttribute('aria-label', sentenceOf('close'))
  close.append('×')
  const line = add(sentenceOf(kind), ' ', ...(what === undefined ? [] : [quoted]), close)
  close.onclick = () => line.remove()
}

function add(...content: readonly (string | Node)[]): Element {
  const line = core.page.createElement('p')
  line.append(...content)
  place().append(line)
  return line
}

/** An element that the author has not made has a style of ours. */
function place(): Element {
  if (!core.page.querySelector(PLACE)) style ??= adoptStyle()
  return placeOf('data-live-notice')
}

/** Unlike an element of styles this needs no permission of a policy. */
function adoptStyle(): CSSStyleSheet {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(STYLE)
  core.page.adoptedStyleSheets.push(sheet)
  return sheet
}

function sentenceOf(kind: string): string {
  const own = core.page.querySelector<HTMLElement>(PLACE)?.dataset[kind]
  return own ?? SENTENCES.get(kind) ?? ''
}

/** What was submitted, as its user knows it: a form by its name or its button, a button by what stands on it. */
function nameOf(element: Element): string {
  const isForm = element.localName === 'form'
  if (!isForm && element.localName !== 'button') return ''
  const button = isForm
    ? element.querySelector('button:not([type=button],[type=reset]),input[type=submit]')
    : element
  const value = button instanceof HTMLInputElement ? button.value : button?.textContent
  return (element.getAttribute('aria-label') ?? value ?? '').trim().slice(0, LONGEST_NAME)
}
