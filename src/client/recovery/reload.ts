/**
 * Keeps what users have typed over a reload that only another build of the client makes necessary. It is kept for this
 * tab alone, and for a minute; what is secret is not.
 */
import { core } from '../modules/core.ts'

type Kept = readonly [form: string, name: string, value: string]

const KEY = 'overwire-reload'
const MINUTE = 60_000
const SECRET = /password|one-time-code|^cc-/

/** False when the page was loaded for this reason less than a minute ago. */
export function keepOverReload(): boolean {
  const before = read()
  if (before && Date.now() - before.at < MINUTE) return false
  const kept = fields().flatMap(([form, field]): Kept[] =>
    field.value !== field.defaultValue && !isSecret(field) ? [[form, field.name, field.value]] : [],
  )
  sessionStorage.setItem(KEY, JSON.stringify({ at: Date.now(), kept }))
  return true
}

/** Puts back what was kept. */
export function restoreAfterReload(): void {
  const before = read()
  if (!before || before.kept.length === 0) return
  sessionStorage.setItem(KEY, JSON.stringify({ at: before.at, kept: [] }))
  for (const [form, name, value] of before.kept) {
    const [found, ...others] = fields().filter(([id, field]) => id === form && field.name === name)
    if (!found || others.length > 0) continue
    const [, field] = found
    core.assign(field, 'value', value)
    for (const type of ['input', 'change']) field.dispatchEvent(new Event(type, { bubbles: true }))
  }
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

function read(): { at: number; kept: readonly Kept[] } | undefined {
  const text = sessionStorage.getItem(KEY)
  // Written above.
  return text === null ? undefined : (JSON.parse(text) as { at: number; kept: readonly Kept[] })
}
