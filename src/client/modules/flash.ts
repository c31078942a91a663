/** Messages that an operation shows for a few seconds. */
import type { EffectOf } from '../../protocol/effects.ts'
import { core } from './core.ts'
import { showMessages } from './show-messages.ts'

const FLASH_TIME = 5_000

/** Shows a message for a few seconds. */
export function flash([, text, kind]: EffectOf<'flash'>): void {
  const line = core.page.createElement('p')
  line.dataset['kind'] = kind
  line.append(text)
  showMessages([line])
  setTimeout(() => line.remove(), FLASH_TIME)
}
