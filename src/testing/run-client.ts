/**
 * Runs the client in a window of jsdom, which can run scripts but not load modules. The client loads some when it
 * needs them: here a module of one line stands at the address of each, which runs the very bytes that the
 * application serves in the window and hands over what they export.
 */
import { constants, Script, type Context } from 'node:vm'
import { hookNotGiven } from '../errors/testing.ts'
import type { PageWindow } from './page-window.ts'

/** What the client is run with. */
export interface ClientSetting {
  readonly window: PageWindow
  readonly context: Context
  /** What runs in place of the scripts of hooks, by the names of the hooks. */
  readonly hooks: Readonly<Record<string, unknown>>
  /** The source of a script that the page names. */
  load(address: string): Promise<string>
}

/** The module that takes links over, by the name that the script element has for it. */
const NAVIGATION = 'liveNavigation'

/** The statement at the end of a module that names what it exports. */
const EXPORTS = /export\s*\{([^}]*)\};?\s*$/

/** Modules are loaded outside of windows. */
const importModuleDynamically = constants.USE_MAIN_CONTEXT_DEFAULT_LOADER

/** Whether links of the page are those of the client: they are the browser's until a module is there. */
export interface RunningClient {
  readonly hasLinks: boolean
}

/** Runs the script that carries the token of the page, if there is one. */
export async function runClient({ window, context, hooks, load }: ClientSetting): Promise<RunningClient> {
  const script = window.document.querySelector<HTMLScriptElement>('script[data-live-token]')
  const address = script?.getAttribute('src')
  if (!script || typeof address !== 'string') return { hasLinks: true }
  const client = { hasLinks: script.dataset['liveRoutes'] === undefined }
  for (const [name, module] of Object.entries(script.dataset)) {
    if (module === undefined || !module.endsWith('.js')) continue
    script.dataset[name] = offerModule(window, '{ start }', async () => {
      const exported = run(await load(module))
      if (name === NAVIGATION) client.hasLinks = true
      return exported
    })
  }
  offerHooks(script, hooks, (hook) => offerModule(window, '{ default: hook }', hook))
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
    const options = { filename: address ?? '', importModuleDynamically }
    return new Script(`(() => { ${body} })()`, options).runInContext(context)
  }
}

/** Has the hooks of the test at the addresses of the page's. */
function offerHooks(
  { dataset }: HTMLScriptElement,
  hooks: Readonly<Record<string, unknown>>,
  offer: (load: () => Promise<unknown>) => string,
): void {
  const { liveHookScripts } = dataset
  if (liveHookScripts === undefined) return
  // The application has made it.
  const addresses = JSON.parse(liveHookScripts) as Readonly<Record<string, string>>
  const offered = Object.entries(addresses).map(([name, address]) => [
    name,
    offer(() => {
      if (!Object.hasOwn(hooks, name)) throw hookNotGiven({ name, address })
      return Promise.resolve({ default: hooks[name] })
    }),
  ])
  dataset['liveHookScripts'] = JSON.stringify(Object.fromEntries(offered))
}

/** An address at which a module stands while the window is open. Modules are loaded outside of windows. */
function offerModule(
  window: PageWindow,
  exported: '{ start }' | '{ default: hook }',
  load: () => Promise<unknown>,
): string {
  const key = `overwire-testing-${crypto.randomUUID()}`
  Object.assign(globalThis, { [key]: load })
  window.addEventListener('pagehide', () => Reflect.deleteProperty(globalThis, key))
  const names = exported === '{ start }' ? 'export { start }' : 'export { hook as default }'
  // What did not load is asked for with a question mark behind its address.
  return `data:text/javascript,const ${exported} = await globalThis['${key}']();${names} //`
}
