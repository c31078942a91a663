import type { EffectOf } from '../../protocol/effects.ts'
import { core } from './core.ts'

const FLASH_TIME = 5_000

/** Shows a message for a few seconds. */
export function flash([, text, kind]: EffectOf<'flash'>): void {
  const { page } = core
  const line = page.createElement('p')
  line.dataset['kind'] = kind
  line.append(text)
  const place = (): Element | null => page.querySelector('[data-live-flash]')
  if (!place()) page.body.append(core.parseMarkup('<div data-live-flash role="status"></div>'))
  place()?.append(line)
  setTimeout(() => line.remove(), FLASH_TIME)
}
