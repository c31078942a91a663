/** What handlers keep in the storage of the browser, or of the tab. It may be denied, and be full. */
import type { EffectOf } from '../../protocol/effects.ts'
import { STORED } from '../../protocol/event-types.ts'
import { core } from './core.ts'

/** What the page has asked for: it is told when another tab changes that. */
const asked = new Set<string>()

export function store([, area, key, text]: EffectOf<'stored'>): void {
  if (text === undefined) {
    asked.add(key)
    answer(key, read(area, key))
  } else if (text === null) storageOf(area).removeItem(key)
  else storageOf(area).setItem(key, text)
}

export function followStorage(): void {
  addEventListener('storage', ({ key, newValue }) => {
    if (key !== null && asked.has(key)) answer(key, newValue ?? '')
  })
}

function read(area: 'local' | 'session', key: string): string {
  try {
    return storageOf(area).getItem(key) ?? ''
  } catch {
    return ''
  }
}

function storageOf(area: 'local' | 'session'): Storage {
  return area === 'local' ? localStorage : sessionStorage
}

/** An event, so that it arrives; no element waits for it. */
function answer(key: string, text: string): void {
  const element = core.page.createElement('i')
  core.pushEvent('stored', STORED, { detail: [key, text] }, { element, origin: element })
}
