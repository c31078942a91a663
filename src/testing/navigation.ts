import type { PageWindow } from './page-window.ts'

/** A page that the browser is to load. */
export interface Navigation {
  readonly url: string
  readonly init?: RequestInit
}

/**
 * Hears what the browser does by itself when no script has prevented it, and jsdom does not: links load pages,
 * and forms are sent.
 */
export function hearNavigation(window: PageWindow, go: (navigation: Navigation) => void): void {
  hearLast(window, 'click', (event) => {
    const link = event.target instanceof window.Element ? event.target.closest('a[href], area[href]') : null
    if (event.defaultPrevented || !(link instanceof window.HTMLElement)) return
    const url = new URL(link.getAttribute('href') ?? '', window.document.baseURI)
    const samePage = url.hash !== '' && withoutHash(url) === withoutHash(new URL(window.location.href))
    if (samePage || !url.protocol.startsWith('http')) return
    event.preventDefault()
    if (!opensElsewhere(event, link)) go({ url: url.href })
  })
  hearLast(window, 'submit', (event) => {
    const form = event.target
    if (event.defaultPrevented || !(form instanceof window.HTMLFormElement)) return
    const { submitter } = event
    const sender = submitter?.hasAttribute('formaction') ? submitter : form
    const method = (
      submitter?.getAttribute('formmethod') ??
      form.getAttribute('method') ??
      'get'
    ).toLowerCase()
    if (method === 'dialog') return
    event.preventDefault()
    const action = sender.getAttribute(sender === form ? 'action' : 'formaction') ?? ''
    const url = new URL(action, window.document.baseURI)
    go(method === 'post' ? post(form, url, entries(form)) : get(url, entries(form)))

    function entries(sent: HTMLFormElement): [string, string][] {
      const all = [...new window.FormData(sent, submitter)]
      return all.map(([name, value]) => [name, typeof value === 'string' ? value : value.name])
    }
  })
}

/** Hears an event behind all others: whoever prevents it has done so by then, also who began to listen later. */
function hearLast<Type extends 'click' | 'submit'>(
  window: PageWindow,
  type: Type,
  listener: (event: WindowEventMap[Type]) => void,
): void {
  window.addEventListener(type, () => window.addEventListener(type, listener, { once: true }), true)
}

function opensElsewhere(event: MouseEvent, link: HTMLElement): boolean {
  const { ctrlKey, metaKey, shiftKey, altKey } = event
  const target = link.getAttribute('target') ?? ''
  return (
    ctrlKey ||
    metaKey ||
    shiftKey ||
    altKey ||
    link.hasAttribute('download') ||
    !['', '_self'].includes(target)
  )
}

function get(url: URL, entries: [string, string][]): Navigation {
  url.search = new URLSearchParams(entries).toString()
  return { url: url.href }
}

function post(form: HTMLFormElement, url: URL, entries: [string, string][]): Navigation {
  if (form.enctype !== 'multipart/form-data') {
    return { url: url.href, init: { method: 'POST', body: new URLSearchParams(entries) } }
  }
  const body = new FormData()
  for (const [name, value] of entries) body.append(name, value)
  return { url: url.href, init: { method: 'POST', body } }
}

function withoutHash(url: URL): string {
  return url.href.slice(0, url.href.length - url.hash.length)
}
