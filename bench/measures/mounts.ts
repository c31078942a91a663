import type { App } from 'overwire'
import { counter, mounts } from '../scenarios/counter.ts'
import { inProcess } from '../wire/transport.ts'
import { WireUser } from '../wire/wire-user.ts'

/** How often `mount` runs for one visit: the page is fetched, and its script joins. */
export async function countMounts(app: App): Promise<number> {
  const before = mounts.count
  const user = await WireUser.join(inProcess(app), `/${counter.name}`)
  await user.leave()
  return mounts.count - before
}
