/** What commands say of attributes. */
import type { Command } from '../../protocol/differences.ts'
import { WHOLE, type Change } from './overlay.ts'

/** What a command changes of one attribute; undefined for a command that changes none. */
export function changesOf(command: Command): readonly [attribute: string, ...Change[]] | undefined {
  switch (command[0]) {
    case 'show':
      return ['hidden', [WHOLE, null]]
    case 'hide':
      return ['hidden', [WHOLE, '']]
    case 'toggle':
      return ['hidden', [WHOLE, '', null]]
    case 'addClass':
      return ['class', ...tokensOf(command[2]).map((token): Change => [token, ''])]
    case 'removeClass':
      return ['class', ...tokensOf(command[2]).map((token): Change => [token, null])]
    case 'toggleClass':
      return ['class', ...tokensOf(command[2]).map((token): Change => [token, '', null])]
    case 'setAttribute':
      return [command[2], [WHOLE, command[3]]]
    case 'removeAttribute':
      return [command[2], [WHOLE, null]]
    case 'toggleAttribute':
      return [command[2], [WHOLE, command[3], command[4] ?? null]]
    default:
      return undefined
  }
}

/** The tokens of a list. */
export function tokensOf(text: string): string[] {
  return text.split(/\s+/).filter((token) => token !== '')
}
