/**
 * What browsers have and jsdom lacks, so far as pages and the client need it. None of it is behaviour of
 * ours: jsdom lays nothing out, so scrolling goes nowhere; requests go to the application in this process.
 */
import type { PageWindow } from './page-window.ts'
import { createWebSocket, type PageNetwork } from './web-socket.ts'

/** Adds to a new window what it lacks. */
export function addMissing(window: PageWindow, network: PageNetwork): void {
  const { Element, navigator } = window
  define(window, 'WebSocket', createWebSocket(window, network))
  define(window, 'fetch', (address: string | URL, init?: RequestInit) =>
    network.fetch(new URL(address, window.location.href).href, init),
  )
  define(window, 'CSS', { escape, supports: () => false })
  define(window, 'scrollTo', nothing)
  define(window, 'scrollBy', nothing)
  define(window, 'matchMedia', (media: string) => mediaQueryList(window, media))
  define(window, 'structuredClone', structuredClone)
  // Nothing is laid out, so nothing changes its size or comes into view, and no style is seen.
  define(window, 'ResizeObserver', Unobserving)
  define(window, 'IntersectionObserver', Unobserving)
  define(window.CSSStyleSheet.prototype, 'replaceSync', nothing)
  define(window.Document.prototype, 'adoptedStyleSheets', [])
  // Each load of a page here is a first one.
  define(window.performance, 'getEntriesByType', () => [])
  define(Element.prototype, 'scrollIntoView', nothing)
  define(Element.prototype, 'scrollTo', nothing)
  // A lost network shows here, as it does in a browser.
  Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => network.up })
}

/** Adds what is not there; what a newer jsdom has stays, but for what leads to the application. */
function define(target: object, name: string, value: unknown): void {
  const ours = ['WebSocket', 'fetch', 'scrollTo'].includes(name)
  if (name in target && !ours) return
  Object.defineProperty(target, name, { configurable: true, writable: true, value })
}

function nothing(): void {}

class Unobserving {
  observe(): void {}
  disconnect(): void {}
}

/** A screen of which nothing is known: no query matches. */
function mediaQueryList(window: PageWindow, media: string): EventTarget {
  return Object.assign(new window.EventTarget(), { media, matches: false, onchange: null })
}

/** As https://drafts.csswg.org/cssom/#serialize-an-identifier says. */
function escape(text: string): string {
  return Array.from(text.replaceAll('\0', '\uFFFD')).map(escapeCharacter).join('')
}

function escapeCharacter(character: string, index: number, all: readonly string[]): string {
  const leadingDigit = /\d/.test(character) && (index === 0 || (index === 1 && all[0] === '-'))
  const code = character.charCodeAt(0)
  if (code < 0x20 || code === 0x7f || leadingDigit) return `\\${code.toString(16)} `
  const loneDash = character === '-' && all.length === 1
  return /[\w\u0080-\u{10FFFF}-]/u.test(character) && !loneDash ? character : `\\${character}`
}
