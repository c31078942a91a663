/** The scripts of hooks by their names, each loaded when its name first arrives. */
import type { Hook } from '../../protocol/hook.ts'

/** A hook of which nothing is known: its author has written it. */
export type AnyHook = Hook

/** Where the scripts stand, by the names of their hooks. */
export type ScriptAddresses = Readonly<Record<string, string>>

/**
 * Returns what loads the script of a hook, once. One that has failed is loaded again when it is asked for again. `load` is
 * `import`, which remembers by its address what has failed: https://html.spec.whatwg.org/#fetch-a-single-module-script
 */
export function createScripts(
  addresses: ScriptAddresses,
  load: (address: string) => Promise<{ readonly default?: unknown }>,
): (name: string) => Promise<AnyHook> {
  const loads = new Map<string, Promise<AnyHook>>()
  const failures = new Map<string, number>()

  return (name) => {
    const loading = loads.get(name) ?? loadHook(name)
    loads.set(name, loading)
    return loading
  }

  async function loadHook(name: string): Promise<AnyHook> {
    // An address is no member of every object.
    const address = Object.hasOwn(addresses, name) ? addresses[name] : undefined
    if (address === undefined) throw new Error(`createApp({ hooks }) has no script of this name`)
    const failed = failures.get(name) ?? 0
    try {
      const { default: hook } = await load(address + '?'.repeat(failed))
      if (typeof hook !== 'object' || hook === null)
        throw new Error(`${address} has no hook as its default export`)
      return hook
    } catch (error) {
      failures.set(name, failed + 1)
      loads.delete(name)
      throw error
    }
  }
}
