/**
 * Lazy modules: what only some pages need, each a file of its own. One is loaded because something names it that
 * has arrived: an effect, a list, a control, an entry of the history; and before that in idle time, so that it
 * is there when the network is not.
 */
import { inIdleTime } from './idle-time.ts'
import { settings } from './page.ts'
import type {
  Actions,
  Commands,
  Directives,
  Edits,
  LocalState,
  Hooks,
  Observers,
  HandlerOptions,
  PageHistory,
  Pending,
  Recovery,
  RenderedControls,
  RowsKind,
} from './additions.ts'
import type { PageNavigation, Transitions } from './page-additions.ts'
import type { Portals } from './portal-additions.ts'

/** The modules that do what directives say. */
export type DirectiveModule =
  'liveCommands' | 'liveFocus' | 'liveHooks' | 'liveLocal' | 'liveObservers' | 'liveSortable' | 'liveVirtual'

/** What can wait for the modules, by the names that the settings have for their addresses. */
interface Uses extends Readonly<Record<'liveCommands' | 'liveFocus', Directives>> {
  readonly liveActions: Actions
  readonly liveCommands: Commands
  readonly liveEdits: RenderedControls
  readonly liveHead: object
  readonly liveHistory: PageHistory
  readonly liveHooks: Hooks
  readonly liveLocal: LocalState
  readonly liveMorph: object
  readonly liveNavigation: PageNavigation
  readonly liveObservers: Observers
  readonly liveOptions: HandlerOptions
  readonly liveBusy: Pending
  readonly livePortals: Portals
  readonly liveRecovery: Recovery
  readonly liveRows: RowsKind
  readonly liveSession: object
  readonly liveSortable: Directives
  readonly liveTransitions: Transitions
  readonly liveVirtual: Directives
}

/** What the modules do. */
interface Modules extends Uses {
  readonly liveEdits: Edits
}

export type ModuleName = keyof Modules

const PATIENCE = 5_000
/** The wait for another try is doubled so often: half a minute is the longest. */
const MOST_DOUBLINGS = 6
/** How many tries that failed are repeated while effects wait. Later ones wait for one try. */
const MOST_WAITS = 2

/** The modules that are there. */
export const loaded: { [Name in ModuleName]?: Modules[Name] } = {}

/** What is to be done when a module is there, in this order. */
export const waiting: { [Name in ModuleName]?: ((module: Uses[Name]) => void)[] } = {}

/** Those that pages may come to need, and that something can wait for. */
const NAMES: readonly ModuleName[] = [
  'liveActions',
  'liveRows',
  'liveEdits',
  'liveRecovery',
  // Pages of an application with routes have another history than those that actions change.
  settings['liveRoutes'] === undefined ? 'liveHistory' : 'liveNavigation',
]

const loads: { [Name in ModuleName]?: Promise<unknown> } = {}
let failures = 0
let port: object
let run: (use: () => void) => void
let failed: (error: unknown) => void

/** From now on modules can be loaded; they get this port. What waits for them is run by `attempt`. */
export function offerModules(
  core: object,
  attempt: (use: () => void) => void,
  onFailure: (error: unknown) => void,
): void {
  port = core
  run = attempt
  failed = onFailure
  if (settings['liveRoutes'] === undefined)
    addEventListener('popstate', () => withModule('liveHistory', (history) => history.travel()))
  else void loadModule('liveNavigation')
}

/** Loads those that pages may come to need. */
export function loadInIdleTime(): void {
  inIdleTime(() => {
    for (const name of NAMES) void loadModule(name)
  })
}

/** Tries to load what something waits for. */
export function loadWaiting(): void {
  // It has no other keys.
  for (const name of Object.keys(waiting) as ModuleName[]) if (waiting[name]?.[0]) void loadModule(name)
}

/** Uses a module: now, or in this order when it is there. */
export function withModule<Name extends ModuleName>(name: Name, use: (module: Uses[Name]) => void): void {
  const module: Uses[Name] | undefined = loaded[name]
  if (module) return use(module)
  const uses: ((module: Uses[Name]) => void)[] = (waiting[name] ??= [])
  uses.push(use)
  void loadModule(name)
}

/**
 * Resolves when the module is there, when it could not be loaded however often it was tried, or after a few seconds.
 * One that could not be loaded is tried again the next time; one that throws at its start is reported, and is as good
 * as missing.
 */
export function loadModule(name: ModuleName): Promise<unknown> {
  return (loads[name] ??= Promise.race([pause(PATIENCE), load(name).catch(failed)]))
}

function load<Name extends ModuleName>(name: Name): Promise<unknown> {
  const retry = (): unknown => {
    delete loads[name]
    // What waits has nobody else who would ask again.
    const again = pause(500 * 2 ** Math.min(MOST_DOUBLINGS, ++failures)).then(loadWaiting)
    // An effect that needs it is done late rather than not at all.
    return failures > MOST_WAITS || again.then(() => loadModule(name))
  }
  // A failed load is remembered by its address, a cut one that looks whole by the cache too:
  // https://html.spec.whatwg.org/#fetch-a-single-module-script
  return import(settings[name] + '?'.repeat(failures)).then(
    // This build made that script too.
    ({ start }: { start?(core: object): Modules[Name] }): unknown => {
      // Over http some browsers take a response that is cut in its headers for an empty one.
      if (!start) return retry()
      const there = (loaded[name] = start(port))
      const useAll = (): void => {
        for (let use; (use = waiting[name]?.shift());) use(there)
      }
      // What is wrong with the trees is what this module is for.
      if (name !== 'liveRecovery') run(useAll)
      // Trees that do not fit are not changed, nor after a use that throws: what users did is not lost for that.
      return useAll()
    },
    retry,
  )
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
