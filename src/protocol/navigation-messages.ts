/** What of navigation crosses the wire: the browser names addresses, the server says which page is shown. */
import { ADDRESS_LENGTH } from './limits.ts'

/** The type of the event that asks for another page. Its target is the address: a path, and a search if it has one. */
export const NAVIGATE = 'navigate'

/**
 * How the browser came to ask: a link makes an entry in the history (`push`) or takes the place of one (`replace`), and
 * `traverse` is a step of the user to an entry that is there.
 */
export type NavigationKind = 'push' | 'replace' | 'traverse'

/** As much of the payload of an event as navigations have. */
interface NavigationPayload {
  readonly data?: { readonly [name: string]: string }
}

/** What a navigation tells beside its address. */
export interface NavigationDetails {
  readonly how: NavigationKind
  /** Of a step in the history: whether the entry was made by the very visit that is shown. */
  readonly isShown: boolean
}

/** What is done to the address and the history of the browser. */
export type NavigationEffect =
  /**
   * Another page is shown from this frame on, or with `fresh` 0 the same page with another search. `rank` is the number of the
   * event that asked for it, or whose handler did; 0 for none. `key` is that of the root from now on, by which it is found in a
   * page that is made again. It stands before all other effects and counts before the difference.
   */
  | readonly ['page', rank: number, href: string, how: 'push' | 'replace', fresh: 0 | 1, key: string]
  /** The page that is shown has given itself another search. */
  | readonly ['address', href: string, how: 'push' | 'replace']

/** The page that a link leads to is likely to be asked for soon. It is not counted as an event. */
export interface PrefetchMessage {
  readonly kind: 'prefetch'
  readonly href: string
}

/** Whether the target of an event is an address: the names of actions do not begin like this. */
export function isAddress(target: unknown): boolean {
  return typeof target === 'string' && target.startsWith('/')
}

/** Whether an address is longer than any that is asked for. */
export function isLongAddress(href: string): boolean {
  return href.length > ADDRESS_LENGTH
}

/** Reads the payload of a navigation. What says nothing known counts as a link. */
export function navigationDetails({ data }: NavigationPayload): NavigationDetails {
  const how = data?.['how']
  return {
    how: how === 'replace' || how === 'traverse' ? how : 'push',
    isShown: data?.['shown'] !== undefined,
  }
}
