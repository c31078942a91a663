/** What handlers keep in the storage of the browser, or of the tab. It may be denied, and be full. */
import type { EffectOf } from '../../protocol/effects.ts'
import { STORED } from '../../protocol/event-types.ts'
import { core } from './core.ts'

/** What the page has asked for, and where that is: it is told when another tab changes it. */
const asked = new Map<string, Storage>()

export function store([, area, key, text]: EffectOf<'stored'>): void {
  if (text === undefined) answer(key, read(area, key))
  else if (text === null) storageOf(area).removeItem(key)
  else storageOf(area).setItem(key, text)
}

export function followStorage(): void {
  addEventListener('storage', ({ key, newValue, storageArea }) => {
    if (key !== null && asked.get(key) === storageArea) answer(key, newValue ?? '')
  })
}

function read(area: 'local' | 'session', key: string): string {
  try {
    const storage = storageOf(area)
    asked.set(key, storage)
    return storage.getItem(key) ?? ''
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
