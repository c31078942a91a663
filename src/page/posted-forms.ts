/** The forms of a page, and what becomes of one that was sent as an ordinary POST. */
import { FORM_FIELD } from '../protocol/form-fields.ts'
import { enabledListenersIn, submitOf } from '../template/tree/form-parts.ts'
import type { ResolvedEvent } from '../template/tree/resolve.ts'
import type { Posting } from '../view/posting.ts'
import { renderComplete } from './complete-rendering.ts'
import { classIdOf, type ComponentInstance } from './component-instance.ts'
import type { HtmlInPieces } from './html-in-pieces.ts'
import type { KeyDigests } from './key-digests.ts'
import type { Page } from './page.ts'
import { keyText, recordKeyOf } from './record-keys.ts'
import { instancesWithKeys } from './record-walk.ts'
import { ResponseRendering } from './response-rendering.ts'
import type { PageRoot } from './roots.ts'
import { VISIT_ROOT } from './visit-place.ts'

/** A form, and what it is known by in every page of the same visit: its field, and the keys of all that it is in. */
export interface PlacedForm {
  readonly place: string
  readonly posting: Posting
}

/** The forms whose elements stand in the page of a visit, in its order. */
export function formsIn(page: Page): readonly PlacedForm[] {
  const node = page.parts.roots.treeOf(VISIT_ROOT)
  if (!node || page.instances.every(({ scope }) => scope.postings.length === 0)) return NONE
  const places = new Map<ComponentInstance, readonly string[]>()
  const counts = new Map<string, number>()
  const forms: PlacedForm[] = []
  for (const { instance, within } of instancesWithKeys(node)) {
    const around = (instance.parent && places.get(instance.parent)) ?? []
    const own = [classIdOf(instance.type), ...[instance.given.key, ...within].map(textOf)]
    const keys = [...around, JSON.stringify(own)]
    places.set(instance, keys)
    for (const [field, posting] of instance.scope.postings) {
      const place = placeOf(page.services.keys, [...keys, field])
      const count = counts.get(place) ?? 0
      counts.set(place, count + 1)
      if (submitOf(node, FORM_FIELD, posting.name)) forms.push({ place: numbered(place, count), posting })
    }
  }
  return forms
}

/** What its `<form>` listens to `submit` with; null where it stands in the page no more, or is disabled. */
export function submitPartOf(page: Page, posting: Posting): ResolvedEvent | null {
  const node = page.parts.roots.treeOf(VISIT_ROOT)
  const part = node && submitOf(node, FORM_FIELD, posting.name)
  return part?.enabled ? part : null
}

/** How often a form may show other fields because of what was sent for those that it showed. */
const MOST_ROUNDS = 10

/** Gives a form what was sent, and renders, until there is no more field for it. Rejects with what that throws. */
export async function fillIn(page: Page, posting: Posting, sent: FormData): Promise<void> {
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const node = page.parts.roots.treeOf(VISIT_ROOT)
    if (!posting.take(sent, new Set(node ? enabledListenersIn(node) : []))) return
    await settle(page)
  }
}

/** Renders all that has changed, with what it loads. Rejects with what that throws. */
export async function settle(page: Page): Promise<void> {
  await renderComplete(page.parts, visitRootOf(page))
}

/** The same, as HTML. */
export async function renderVisit(page: Page): Promise<HtmlInPieces> {
  return new ResponseRendering(page.parts, visitRootOf(page), '').begin()
}

function visitRootOf({ parts: { roots } }: Page): PageRoot {
  const found = roots.all.find(({ root }) => root === VISIT_ROOT)
  if (!found) throw new TypeError('The page shows no visit.')
  return found
}

const NONE: readonly PlacedForm[] = []

function textOf(key: unknown): string {
  return keyText(recordKeyOf(key))
}

function placeOf(keys: KeyDigests, texts: readonly string[]): string {
  return (keys.digest(texts) ?? 0).toString(36)
}

/** Several that nothing tells apart are known by their order. */
function numbered(place: string, count: number): string {
  return count === 0 ? place : `${place}.${count}`
}
