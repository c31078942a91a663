/** What views have put into the document around them: elements of its head, classes, language. */
import type { DocumentChange } from '../../protocol/head-messages.ts'
import { core } from '../modules/core.ts'
import { isSheet, keyOf, nonce, PATIENCE, TAG, whenLoaded } from './sheet.ts'

/** Some of these are there already, others take the place of one with the same key. Without `gone` all others go. */
export function changeHead(come: Iterable<Element>, gone: readonly string[] | 0): void {
  const { head } = core.page
  const shown = new Map(
    [...head.children].flatMap((each) => (each.hasAttribute(TAG) ? [[keyOf(each), each]] : [])),
  )
  const sheets: Promise<void>[] = []
  for (const element of come) {
    const key = keyOf(element)
    const before = shown.get(key)
    shown.delete(key)
    if (before && markupOf(before) === markupOf(element)) continue
    if (element instanceof HTMLLinkElement) element.nonce = nonce()
    if (isSheet(element)) sheets.push(loading(element))
    if (before) before.replaceWith(element)
    else head.append(element)
  }
  const unwanted = gone ? gone.flatMap((key) => shown.get(key) ?? []) : [...shown.values()]
  for (const element of unwanted)
    // From now on it is nobody's: what is wanted again meanwhile comes anew.
    if (isSheet(element)) element.removeAttribute(TAG)
    else element.remove()
  // Until the new ones are there, the page is not without any.
  void Promise.all(sheets).then(() => unwanted.forEach((element) => element.remove()))
}

/** The rest of the document. */
export function changeDocument({ html, body, lang, dir }: DocumentChange): void {
  const { page, settings } = core
  const { documentElement } = page
  if (html !== undefined) settings['liveHtml'] = changeClasses(documentElement, settings['liveHtml'], html)
  if (body !== undefined) settings['liveBody'] = changeClasses(page.body, settings['liveBody'], body)
  if (lang !== undefined) documentElement.lang = lang
  if (dir !== undefined) documentElement.dir = dir
}

function changeClasses(element: Element, before: string = '', after: string): string {
  element.classList.remove(...namesIn(before))
  element.classList.add(...namesIn(after))
  return after
}

function namesIn(classes: string): string[] {
  return classes.split(' ').filter(Boolean)
}

/** Browsers hide nonces: of two elements that say the same, one may have had another. */
function markupOf(element: Element): string {
  return element.outerHTML.replace(/ nonce="[^"]*"/, '')
}

function loading(sheet: Element): Promise<void> {
  return new Promise((resolve) => {
    whenLoaded(sheet, resolve)
    setTimeout(resolve, PATIENCE)
  })
}
