/** What a handler has the browser do: for events of the document, for what elements watch for, and for a reset of the server's. */
import type { EventPart } from './handlers.ts'
import { loaded, loadModule, withModule } from './lazy-modules.ts'

/** Changes local state, then submits what the server is told, if anything, then runs the commands. */
export function runBinding(
  event: Pick<Event, 'target'>,
  element: Element,
  { binding }: EventPart,
  submit: () => void,
): void {
  const { run = [], local, set, send } = binding
  if (set) withModule('liveLocal', (state) => state.change(set, event, element))
  // Its state is what it was described as until the module is there: what happened early has changed it.
  if (!local) {
    if (send && !loaded.liveLocal) void loadModule('liveLocal').then(submit)
    else submit()
  }
  if (run[0]) withModule('liveActions', ({ command }) => command(run, element))
}
