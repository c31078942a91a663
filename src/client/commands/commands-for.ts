/** Which commands a handler has for an event: all, or those of the key that was pressed. */
import type { Command, CommandsByKey } from '../../protocol/differences.ts'
import { isByKey } from '../../protocol/effects-by-key.ts'
import type { Happened } from '../additions.ts'
import { core } from '../modules/core.ts'
import type { KeyPress } from '../options/matches.ts'

type Effects = readonly (Command | CommandsByKey)[]

/** Whether the module of options tells. */
export function asksWhatIsPressed(happened: Happened): boolean {
  const isShortcut = ([pressed]: CommandsByKey[number]): boolean => typeof pressed !== 'string'
  return effectsOf(happened).some((effect) => isByKey(effect) && effect.some(isShortcut))
}

/** What is expected of the event. */
export function commandsFor(happened: Happened): readonly Command[] {
  return effectsOf(happened).flatMap((effect) => {
    if (!isByKey(effect)) return [effect]
    const [, ...commands] = effect.find(([pressed]) => isPressed(happened, pressed)) ?? []
    return commands
  })
}

function effectsOf({ part }: Happened): Effects {
  return part?.binding.optimistic ?? []
}

function isPressed({ event, element }: Happened, pressed: CommandsByKey[number][0]): boolean {
  if (typeof pressed !== 'string') return !!core.loaded.liveOptions?.isPressed(event, element, pressed)
  // Handlers of keys alone have them.
  const { key, isComposing, keyCode } = event as Event & Pick<KeyPress, 'key' | 'isComposing' | 'keyCode'>
  // What an input method makes of keys is text: Safari tells of the last one by this code alone.
  return key === pressed && !isComposing && keyCode !== 229
}
