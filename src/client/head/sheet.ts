/** Style sheets that are links, and the keys by which the server knows what views have put into the head. */
import { core } from '../modules/core.ts'

/** All that has no such attribute is of others. */
export const TAG = 'data-live-tag'

/** The medium of those that load before they are to be seen. */
export const UNSEEN = 'not all'

/** How long a style sheet is waited for. */
export const PATIENCE = 1_500

export function keyOf(element: Element): string {
  return element.getAttribute(TAG) ?? ''
}

export function isSheet(element: Element): boolean {
  return element instanceof HTMLLinkElement && element.relList.contains('stylesheet')
}

/** Calls back once, when the sheet has loaded, or has failed to. */
export function whenLoaded(sheet: Element, done: () => void): void {
  for (const type of ['load', 'error']) sheet.addEventListener(type, done, { once: true })
}

/** A policy for style sheets wants it. That of the script is good for the whole document. */
export function nonce(): string {
  return core.page.querySelector<HTMLScriptElement>('script[data-live-socket]')?.nonce ?? ''
}
