/**
 * Lazy modules: what only some pages need, each a file of its own. One is loaded because something names it that
 * has arrived: an effect, a stream, an entry of the history; and before that in idle time, so that it is there
 * when the network is not. Differences never wait for one.
 */
import type { Operation } from '../protocol/messages.ts'
import type { HistoryEntry } from './modules/history-entry.d.ts'
import { settings } from './page.ts'
import type { ClientPort, Edits, PageHistory, PerformOperation, StreamKind } from './port.ts'

/** As the settings of the script element name their addresses. */
export type ModuleName = 'liveActions' | 'liveEdits' | 'liveMorph' | 'liveStreams'

/** What the modules that are there have added. */
export const added: {
  readonly effects: Map<string, PerformOperation>
  edits?: Edits
  history?: PageHistory
  streams?: StreamKind
} = { effects: new Map() }

const modules = new Map<ModuleName, Promise<void>>()
/** What was done to streams before their module was there. */
const streamChanges: ((kind: StreamKind) => void)[] = []
let port: ClientPort
let tries = 0

/** From now on modules can be loaded; they get this part of the port. Trees are changed by `attempt`. */
export function offerModules(
  core: Omit<ClientPort, 'history' | 'onEffect' | 'onStream' | 'onHistory'>,
  attempt: (change: () => void) => void,
): void {
  port = {
    ...core,
    history: () => added.history,
    onEffect: (words, perform) => words.forEach((word: Operation[0]) => added.effects.set(word, perform)),
    onStream(kind) {
      added.streams = kind
      for (const change of streamChanges.splice(0)) attempt(() => change(kind))
    },
    onHistory: (history) => (added.history = history),
  }
  // An entry of this kind was made by another load of the page, or by the module.
  addEventListener('popstate', () => {
    if (isOurs()) void loadModule('liveActions').then(() => added.history?.travel())
  })
  if (isOurs()) void loadModule('liveActions')
}

/** Loads the small ones that pages may come to need. */
export function loadInIdleTime(): void {
  const names: readonly ModuleName[] = ['liveActions', 'liveStreams']
  const load = (): void => names.forEach((name) => void loadModule(name))
  // Safari has no idle time: https://caniuse.com/requestidlecallback
  if ('requestIdleCallback' in globalThis) requestIdleCallback(load)
  else setTimeout(load, 2_000)
}

/**
 * Resolves when the module is there, or when it could not be loaded: then it is tried again the next time. One that
 * throws at its start is reported, and is as good as missing.
 */
export function loadModule(name: ModuleName): Promise<void> {
  const address = settings[name]
  let module = modules.get(name)
  if (!module) {
    // A failed load is remembered by its address: https://html.spec.whatwg.org/#fetch-a-single-module-script
    module = import(tries > 0 ? `${address}#${tries}` : String(address))
      .then(
        // This build made that script too.
        ({ start }: { start(to: ClientPort): void }) => start(port),
        () => {
          tries++
          modules.delete(name)
        },
      )
      .catch(port.failed)
    modules.set(name, module)
  }
  return module
}

/** Changes a stream, when there is what can. */
export function changeStream(change: (kind: StreamKind) => void): void {
  if (added.streams) change(added.streams)
  else {
    streamChanges.push(change)
    void loadModule('liveStreams')
  }
}

function isOurs(): boolean {
  // What others keep has no `live`.
  return (history.state as HistoryEntry | null)?.live !== undefined
}
