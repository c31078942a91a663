/** Asks for the address that is shown, for the token of a new page. What is shown stays as it is. */
import type { DocumentChange } from '../../protocol/head-messages.ts'
import { changeDocument, changeHead } from '../head/change-head.ts'
import { ROOT } from '../marks.ts'
import { core } from '../modules/core.ts'
import { hasEdited } from '../modules/has-edited.ts'
import type { Link } from './link.ts'
import { showOtherLogin } from './notice.ts'
import { ownAddress, renewalAddress } from './own-address.ts'
import { keepOverReload, loadForAnother } from './reload.ts'

/** The page that the latest token came with. */
export interface Renewal {
  /** `same`: for whom the page before it was made. `first`: nobody was logged in then. */
  readonly login: 'same' | 'first' | 'other'
  /** The keys of its roots by their numbers. */
  readonly keys: ReadonlyMap<number, string>
  /** Of its document, where it has them. */
  readonly title: string | undefined
  readonly lang: string | undefined
  readonly dir: string | undefined
  /** What its views have put into its head, and their classes. */
  readonly tags: readonly Element[]
  readonly classes: Pick<DocumentChange, 'html' | 'body'>
}

/** Of a socket that the server has ended: the page goes on as plain HTML. */
const ENDED = 4410
/** Answers that say nothing of the page: the server is ill, or has too much to do. */
const ILL = /^(408|425|429|5..)$/
/** https://www.rfc-editor.org/rfc/rfc6585#section-5 */
const HEADERS_TOO_LARGE = 431

/** Seconds until a page that cannot be loaded again without a loss looks whether it can. */
const RELOAD_WAIT = 30

/** None before the first. */
let renewal: Renewal | undefined
/** Whose page is shown: of the token that was joined with, while newer ones have not been. */
let shown: { readonly token: string; readonly login: string | undefined } | undefined
/** The tokens that this document had. */
const tokens = new Set<string>()

export function latestRenewal(): Renewal | undefined {
  return renewal
}

/** What is shown belongs to the latest token from now on. Who had another page before them learns why, once. */
export function latestIsShown(): void {
  if (shown && renewal?.login === 'other') showOtherLogin()
  shown = undefined
}

/** The document around the roots is that of the latest page. */
export function showDocument(): void {
  if (!renewal) return
  const { title, lang, dir = '', tags, classes } = renewal
  const { page } = core
  if (title !== undefined) page.title = title
  // A document that says its language says its direction, too, where that is not the usual one.
  if (lang !== undefined) Object.assign(page.documentElement, { lang, dir })
  changeHead(tags, 0)
  changeDocument(classes)
}

/** A page as it came. */
interface Answer {
  readonly fragment: DocumentFragment
  /** Of its document, which has no element in a fragment. */
  readonly lang: string | undefined
  readonly dir: string | undefined
}

/** What follows. */
export interface RenewalPort {
  readonly link: Pick<Link, 'refused' | 'closed' | 'renewed'>
  /** Aborted when this try is given up: what comes then is too late. */
  readonly signal: AbortSignal
  /** Opens a socket with the new token. */
  open(): void
}

/** `problem` is why a token is needed. */
export function renew(problem: string, port: RenewalPort): void {
  const { link, signal } = port
  const { settings } = core
  // A page that answers a POST cannot be asked for.
  if (settings['livePosted'] !== undefined) return link.closed(ENDED)
  const token = settings['liveToken'] ?? ''
  shown ??= { token, login: settings['liveLogin'] }
  tokens.add(token)
  const { token: shownToken, login } = shown
  // Where nobody was logged in there is nobody to compare with.
  requestPage(login === undefined ? '' : shownToken, signal).then(
    (answer) => {
      if (signal.aborted) return
      if (answer === 'denied') refuse(answer, link)
      else if (typeof answer === 'number') link.refused('busy', answer)
      else take(answer, problem, login, port)
    },
    () => signal.aborted || link.closed(0),
  )
}

/** The page; why there is none, in a word or as the seconds to wait. Rejects when the server cannot be reached. */
async function requestPage(token: string, signal: AbortSignal): Promise<Answer | 'denied' | number> {
  // The user may stand at an entry whose page is not there yet.
  const shown = core.loaded.liveNavigation?.pages.location
  const response = await fetch(renewalAddress(shown ? location.origin + shown : ownAddress()), {
    cache: 'no-store',
    redirect: 'manual',
    signal,
    headers: { accept: 'text/html', 'live-renewal': token },
  })
  // A token holds the address, which may be long. Without it the page is taken to be of another login.
  if (response.status === HEADERS_TOO_LARGE && token) return requestPage('', signal)
  if (ILL.test(String(response.status))) {
    const seconds = Number(response.headers.get('retry-after'))
    if (seconds > 0) return seconds
    throw new Error(`status ${response.status}`)
  }
  if (!response.ok) return 'denied'
  const text = await response.text()
  return { fragment: core.parseMarkup(text), lang: attributeOf(text, 'lang'), dir: attributeOf(text, 'dir') }
}

/** What the tag of the document says. */
function attributeOf(text: string, name: string): string | undefined {
  return new RegExp(`<html\\s(?:[^>]*\\s)?${name}=["']?([^\\s"'>]*)`, 'i').exec(text)?.[1]
}

function take(
  { fragment, lang, dir }: Answer,
  problem: string,
  before: string | undefined,
  { link, open }: RenewalPort,
): void {
  const { settings } = core
  const script = fragment.querySelector<HTMLScriptElement>('script[data-live-token]')
  const { liveToken: token = '', liveLogin: login, liveHtml = '', liveBody = '' } = script?.dataset ?? {}
  // Without a token it is another page, and with one that was had before it comes from a cache.
  if (!script || tokens.has(token)) return refuse('denied', link)
  if (before && !login) return refuse('login', link)
  const renewed = loginOf(before, login)
  if (renewed !== 'same') core.loaded.liveNavigation?.keptPages?.clear()
  if (renewed === 'other' && isMadeFor()) return loadForAnother()
  if (problem === 'version' && isOtherScript(script)) {
    const verdict = keepOverReload(renewed !== 'other')
    if (verdict === 'kept') return location.reload()
    if (verdict === 'would-lose') return link.refused(problem, RELOAD_WAIT)
  }
  const roots = [...fragment.querySelectorAll<HTMLElement>('[data-live-root][data-live-key]')]
  renewal = {
    login: renewed,
    keys: new Map(roots.map(({ dataset }) => [Number(dataset['liveRoot']), dataset['liveKey'] ?? ''])),
    title: titleIn(fragment),
    lang,
    dir,
    tags: [...fragment.querySelectorAll('[data-live-tag]')],
    classes: { html: liveHtml, body: liveBody },
  }
  settings['liveToken'] = token
  if (login) settings['liveLogin'] = login
  link.renewed()
  open()
}

/** The visitor may not see the page any more, nor what they have seen before it. */
function refuse(why: 'denied' | 'login', link: RenewalPort['link']): void {
  core.loaded.liveNavigation?.keptPages?.clear()
  link.refused(why)
}

/** That of its document comes before those of drawings. */
function titleIn(fragment: DocumentFragment): string | undefined {
  const title = fragment.querySelector('title')
  return title instanceof HTMLTitleElement ? title.text : undefined
}

/** The server alone can say whether two logins are the same. */
function loginOf(before: string | undefined, login: string | undefined): Renewal['login'] {
  if (before === undefined) return login === undefined ? 'same' : 'first'
  return login === 'same' ? 'same' : 'other'
}

/**
 * Whether what stands outside of roots is of the user that it was made for: what operations have put there, and all of a
 * document without roots. The latter is not loaded twice in a minute: each response may have another login.
 */
function isMadeFor(): boolean {
  return hasEdited() || (!core.page.querySelector(`[${ROOT}]`) && keepOverReload(false) === 'kept')
}

/** Whether a page is made for another build of the client. */
function isOtherScript(script: HTMLScriptElement): boolean {
  const own = core.page.querySelector('script[data-live-socket]')
  return script.getAttribute('src') !== own?.getAttribute('src')
}
