/**
 * Keeps what users have typed over a reload that only another build of the client makes necessary. It is kept for this
 * tab alone, and for a minute; what is secret is not.
 */
import { core } from '../modules/core.ts'
import { keepForNextPage, takeKept } from './tab-storage.ts'

type Kept = readonly [form: string, name: string, value: string]

const KEY = 'overwire-reload'
const MINUTE = 60_000
const SECRET = /password|one-time-code|^cc-/

/**
 * Whether the page may be loaded again: not twice in a minute, and not where typed text would be lost. Nothing is kept
 * for another user.
 */
export function keepOverReload(isForSame: boolean): boolean {
  if (wasReloaded()) return false
  const kept = (isForSame ? fields() : []).flatMap(([form, field]): Kept[] =>
    field.value !== field.defaultValue && !isSecret(field) ? [[form, field.name, field.value]] : [],
  )
  return keepForNextPage(KEY, kept)
}

/** Puts back what was kept. */
export function restoreAfterReload(): void {
  // What the function above has kept.
  for (const [form, name, value] of takeKept(KEY) as readonly Kept[]) {
    const [found, ...others] = fields().filter(([id, field]) => id === form && field.name === name)
    if (!found || others.length > 0) continue
    const [, field] = found
    // What the user has typed since is newer.
    if (field.value !== field.defaultValue) continue
    core.assign(field, 'value', value)
    for (const type of ['input', 'change']) field.dispatchEvent(new Event(type, { bubbles: true }))
  }
}

function wasReloaded(): boolean {
  // Entries of this type are of this class.
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
  return navigation?.type === 'reload' && performance.now() < MINUTE
}

type Field = HTMLInputElement | HTMLTextAreaElement

/** The texts in forms that have an id. */
function fields(): [form: string, field: Field][] {
  const found = core.page.querySelectorAll<Field>(
    'input:not([type=checkbox],[type=radio],[type=file],[type=hidden]),textarea',
  )
  return [...found].flatMap((field): [string, Field][] => {
    const owner = core.formOf(field)
    const form = owner && core.natural(owner).getAttribute('id')
    return form && field.name ? [[form, field]] : []
  })
}

function isSecret(field: Field): boolean {
  return SECRET.test(`${field.type}`) || field.autocomplete.split(' ').some((each) => SECRET.test(each))
}
