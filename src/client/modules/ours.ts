import { core } from './core.ts'

/** Moves nodes on behalf of the client, between its changes to the page: what scripts of others have moved is put back. */
export function ours(change: () => void): void {
  const { liveRecovery } = core.loaded
  if (liveRecovery) liveRecovery.ours(change)
  else change()
}
