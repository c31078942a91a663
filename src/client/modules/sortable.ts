/** The lazy module of lists that users sort. */
import type { Directives } from '../additions.ts'
import type { ClientPort } from '../port.ts'
import { renew } from '../sortable/hand.ts'
import { followKeys } from '../sortable/keyboard.ts'
import { noteList } from '../sortable/lists.ts'
import { followPointers, holdTouches } from '../sortable/pointer.ts'
import { core, useCore } from './core.ts'

export function start(port: ClientPort): Directives {
  useCore(port)
  core.onChange(renew)
  followPointers()
  followKeys()
  return {
    bind(part, data) {
      if (noteList(part, data)) holdTouches(part.element)
      // A row is shown where it was dropped at once, also the first one.
      for (const name of ['liveCommands', 'liveEdits'] as const) void core.loadModule(name)
    },
  }
}
