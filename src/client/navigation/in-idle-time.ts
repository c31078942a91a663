/** Loads a module that pages get along without, when the browser has nothing else to do. */
import { core } from '../modules/core.ts'

/** `setting` names its address. Without it, and without a network, the page goes on as it is. */
export function loadInIdleTime<Module>(setting: string, use: (module: Module) => void): void {
  const address = core.settings[setting]
  if (!address) return
  const load = (): void => {
    // This build made that script too.
    import(address).then(
      (module: Module) => use(module),
      () => {},
    )
  }
  // Safari has no idle time: https://caniuse.com/requestidlecallback
  const later: (run: () => void, options: object) => unknown = globalThis.requestIdleCallback ?? setTimeout
  later(load, { timeout: 2_000 })
}
