/**
 * Keeps what users have typed and chosen over a reload that only another build of the client makes necessary. It is kept
 * for this tab alone, and for a minute; what is secret is not.
 */
import { core } from '../modules/core.ts'
import { forgetStoredFields } from '../navigation/field-storage.ts'
import { changedValue, fieldsByKey, isEditable, userFields, writeValue, type Value } from './fields.ts'
import { keepForNextPage, takeKept } from './tab-storage.ts'

/** By the key of its field. */
type Kept = readonly [key: string, value: Value]

/** Why the page may not be loaded again: it was just now, or something would be lost. */
export type ReloadVerdict = 'kept' | 'too-soon' | 'would-lose'

const KEY = 'overwire-reload'
const OTHER_LOGIN = 'overwire-login'
const MINUTE = 60_000

/** What users have changed; undefined while nobody notes it. */
let touched: WeakSet<object> | undefined

/** From now on it is noted what users change. */
export function followTouches(): void {
  const own = (touched = new WeakSet<object>(core.changedEarly.keys()))
  for (const type of ['input', 'change'])
    addEventListener(type, ({ target }) => target && own.add(target), true)
}

/**
 * Keeps what would be lost, if the page may be loaded again: not twice in a minute, and not where something cannot be
 * kept. Nothing is kept for another user.
 */
export function keepOverReload(isForSame: boolean): ReloadVerdict {
  if (wasReloaded()) return 'too-soon'
  const kept = isForSame ? changes() : []
  return kept && keepForNextPage(KEY, kept) ? 'kept' : 'would-lose'
}

/** Loads the page for another user. What it shows goes first: browsers put back what fields had when they load a page again. */
export function loadForAnother(): void {
  core.loaded.liveNavigation?.keptPages?.clear()
  forgetStoredFields()
  core.page.body.replaceChildren()
  keepForNextPage(OTHER_LOGIN, [1])
  location.reload()
}

/** Whether the function above has loaded this page. */
export function wasLoadedForAnother(): boolean {
  return takeKept(OTHER_LOGIN).length > 0
}

/** Puts back what was kept. */
export function restoreAfterReload(): void {
  // What the function above has kept.
  const kept = takeKept(KEY) as readonly Kept[]
  if (kept.length === 0) return
  const fields = fieldsByKey()
  for (const [key, value] of kept) {
    const field = fields.get(key)
    // What the user has typed since is newer.
    if (!field || (!isEditable(field) && changedValue(field) !== undefined)) continue
    writeValue(field, value)
    for (const type of ['input', 'change']) field.dispatchEvent(new Event(type, { bubbles: true }))
  }
}

/** What users have changed, and what others have that may be theirs; undefined when something of users has no key. */
function changes(): Kept[] | undefined {
  const keys = new Map([...fieldsByKey()].map(([key, field]) => [field, key]))
  const kept: Kept[] = []
  for (const field of userFields()) {
    const value = isEditable(field) ? writtenIn(field) : changedValue(field)
    const key = keys.get(field)
    if (value === undefined) continue
    if (key && value !== null) kept.push([key, value])
    else if (isTouched(field)) return undefined
  }
  return kept
}

/** What an editable element shows, if it is the user's. */
function writtenIn(element: HTMLElement): Value | undefined {
  return isTouched(element) && element.textContent ? element.innerHTML : undefined
}

/** Where nobody has noted what users change, it may be everything. */
export function isTouched(field: HTMLElement): boolean {
  return touched?.has(field) ?? true
}

function wasReloaded(): boolean {
  // Entries of this type are of this class.
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
  return navigation?.type === 'reload' && performance.now() < MINUTE
}
