/**
 * Runs the client in a window of jsdom, which can run scripts but not load modules. The client loads some when it
 * needs them: here a module of one line stands at the address of each, which runs the very bytes that the
 * application serves in the window and hands over what they export.
 */
import { constants, Script, type Context } from 'node:vm'
import type { PageWindow } from './page-window.ts'

/** What the client is run with. */
export interface ClientSetting {
  readonly window: PageWindow
  readonly context: Context
  /** The source of a script that the page names. */
  load(address: string): Promise<string>
}

/** The module that takes links over, by the name that the script element has for it. */
const NAVIGATION = 'liveNavigation'

/** The statement at the end of a module that names what it exports. */
const EXPORTS = /export\s*\{([^}]*)\};?\s*$/

/** Whether links of the page are those of the client: they are the browser's until a module is there. */
export interface RunningClient {
  readonly hasLinks: boolean
}

/** Runs the script that carries the token of the page, if there is one. */
export async function runClient({ window, context, load }: ClientSetting): Promise<RunningClient> {
  const script = window.document.querySelector<HTMLScriptElement>('script[data-live-token]')
  const address = script?.getAttribute('src')
  if (!script || typeof address !== 'string') return { hasLinks: true }
  const client = { hasLinks: script.dataset['liveRoutes'] === undefined }
  for (const [name, module] of Object.entries(script.dataset)) {
    if (module === undefined || !module.endsWith('.js')) continue
    script.dataset[name] = offerModule(window, async () => {
      const exported = run(await load(module))
      if (name === NAVIGATION) client.hasLinks = true
      return exported
    })
  }
  const importModuleDynamically = constants.USE_MAIN_CONTEXT_DEFAULT_LOADER
  new Script(await load(address), { filename: address, importModuleDynamically }).runInContext(context)
  return client

  function run(source: string): unknown {
    const exported = EXPORTS.exec(source)?.[1] ?? ''
    const members = exported.split(',').map((each) =>
      each
        .trim()
        .split(/\s+as\s+/)
        .toReversed()
        .join(': '),
    )
    const body = `${source.replace(EXPORTS, '')};return { ${members.join(', ')} }`
    return new Script(`(() => { ${body} })()`, { filename: address ?? '' }).runInContext(context)
  }
}

/** An address at which a module stands while the window is open. Modules are loaded outside of windows. */
function offerModule(window: PageWindow, load: () => Promise<unknown>): string {
  const key = `overwire-testing-${crypto.randomUUID()}`
  Object.assign(globalThis, { [key]: load })
  window.addEventListener('pagehide', () => Reflect.deleteProperty(globalThis, key))
  return `data:text/javascript,export const { start } = await globalThis['${key}']()`
}
