/** Says the title of a new page to users of screen readers, and marks the links that lead to where they are. */
import { core } from '../modules/core.ts'
import { withoutHash, type Navigation } from './navigation.ts'

/** Readers pass over what is there when the region appears, and the title comes behind the page. */
const AFTER = 100

const marked = new WeakSet<Element>()
let region: HTMLElement | undefined

export function announceTitle(): void {
  const { page } = core
  setTimeout(() => {
    if (!region?.isConnected) {
      region = page.createElement('div')
      region.setAttribute('aria-live', 'polite')
      // By properties: a policy may forbid styles in attributes.
      Object.assign(region.style, {
        position: 'absolute',
        width: '1px',
        height: '1px',
        overflow: 'hidden',
        clipPath: 'inset(50%)',
        whiteSpace: 'nowrap',
      })
      page.body.append(region)
    }
    region.textContent = page.title
  }, AFTER)
}

/** Links of whose marks the author has not decided. One to a place in this page, as to its content, leads nowhere else. */
export function markCurrent({ location }: Pick<Navigation, 'location'>): void {
  const href = globalThis.location.origin + location
  for (const link of core.page.querySelectorAll('a[href]:not([href^="#"])')) {
    // Those of drawings have an object for their address.
    if (!(link instanceof HTMLAnchorElement)) continue
    const isCurrent = withoutHash(link.href) === href
    if (isCurrent && !link.hasAttribute('aria-current')) {
      link.setAttribute('aria-current', 'page')
      marked.add(link)
    } else if (!isCurrent && marked.delete(link)) link.removeAttribute('aria-current')
  }
}
