/**
 * Links and forms that the page follows by itself: those that would load another page of the application in its place.
 * Modifier keys, targets, downloads, hashes, other origins, and what is marked with `data-live-native`, are the browser's.
 */
import { isLongAddress } from '../../protocol/navigation-messages.ts'
import { core } from '../modules/core.ts'
import { ownPath } from './entries.ts'
import { withoutHash } from './navigation.ts'

/** An address, as links and addresses have their parts. */
type Target = Pick<URL, 'href' | 'origin' | 'pathname'>

/** Where a link or a form leads to, as path, search and hash; undefined when that is the browser's. */
export function ownAddress(from: Element, { origin, pathname, href }: Target): string | undefined {
  const isOurs = origin === location.origin && isUnder(core.settings['liveRoutes'] ?? '', pathname)
  // A longer one ends the socket on which it is asked for.
  if (isLongAddress(href)) return undefined
  const isNative = core.natural(from).closest('[data-live-native]') || core.page.querySelector('base[target]')
  return isOurs && !isNative ? ownPath(href) : undefined
}

/** Calls back with the address, and leaves to the browser what is not followed. */
export function takeLinks(follow: (href: string, from: Element) => boolean): void {
  // Handlers of the page come first, and may prevent it.
  addEventListener('click', (event) => {
    const link = event.composedPath().find(isLink)
    if (!link || link.isContentEditable || core.opensElsewhere(event, link)) return
    take(event, link, link)
  })
  addEventListener('submit', (event) => {
    const { submitter } = event
    // It is sent to forms.
    const form = event.target as HTMLFormElement
    // What submits a form is a button or an input.
    const button = submitter as HTMLButtonElement | null
    const { method, target, action } = core.natural(form)
    const isElsewhere = !/^(_self)?$/.test(button?.formTarget || target)
    if (isElsewhere || (button?.formMethod || method) !== 'get') return
    const to = new URL(button?.hasAttribute('formaction') ? button.formAction : action)
    to.search = new URLSearchParams(
      [...new FormData(form, submitter)].map(([name, value]) => [
        name,
        typeof value === 'string' ? value : value.name,
      ]),
    ).toString()
    take(event, form, to)
  })

  function take(event: Event, from: Element, target: Target): void {
    const { href } = target
    if (event.defaultPrevented) return
    const isOnlyHash = href.includes('#') && withoutHash(href) === withoutHash(location.href)
    const to = ownAddress(from, target)
    if (to && !(isOnlyHash && event.type === 'click') && follow(to, from)) event.preventDefault()
  }
}

function isLink(target: EventTarget): target is HTMLAnchorElement {
  // Those of drawings have an object for their address.
  return target instanceof HTMLElement && target.matches('a[href],area[href]')
}

/** A path that begins with two slashes would name another server. */
function isUnder(prefix: string, path: string): boolean {
  return (path + '/').startsWith(prefix + '/') && !path.startsWith('//')
}
