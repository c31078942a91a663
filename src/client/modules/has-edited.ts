import { core } from './core.ts'

/** Whether operations have changed the document. The module of `morph` is loaded by the first one. */
export function hasEdited(): boolean {
  const { liveActions, liveMorph } = core.loaded
  return !!liveMorph || !!liveActions?.hasEdited()
}
