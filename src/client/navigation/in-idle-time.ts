/** Loads a module that pages get along without, when the browser has nothing else to do. */
import { inIdleTime } from '../idle-time.ts'
import { core } from '../modules/core.ts'

/** `setting` names its address. Without it, and without a network, the page goes on as it is. */
export function loadInIdleTime<Module>(setting: string, use: (module: Module) => void): void {
  const address = core.settings[setting]
  if (!address) return
  inIdleTime(() => {
    // This build made that script too.
    import(address).then(
      (module: Module) => use(module),
      () => {},
    )
  })
}
