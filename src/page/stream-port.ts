import { buildRows } from '../template/tree/build.ts'
import type { StreamNode } from '../template/tree/tree.ts'
import type { StreamPort } from '../view/runtime.ts'
import type { EffectQueue } from './effect-queue.ts'
import type { PageServices } from './services.ts'
import { StreamEffect, type StreamRows } from './stream-effect.ts'
import type { PageStreams } from './page-streams.ts'

/** What the way of rows to the browser needs of their page. */
interface StreamPage {
  readonly services: Pick<PageServices, 'development' | 'warn'>
  readonly streams: Pick<PageStreams, 'registry'>
  readonly effects: EffectQueue
}

/** The way of a stream's rows to the browser, from where the stream is shown, for the event that asks. */
export function streamPort(
  { services: { development, warn }, streams, effects }: StreamPage,
  shown: StreamNode,
  event: number,
): StreamPort {
  const context = { host: null, development, warn }
  const push = (change: StreamRows): void =>
    effects.push(new StreamEffect(streams.registry, shown.source, change, event))
  return {
    // Built here, so that a row that cannot be shown throws where it was added.
    add({ keys, rows }, decide) {
      const built = buildRows(rows, shown, context)
      const { how, before, unseen, removed } = decide()
      const seen = keys.flatMap((key, index) => {
        const row = built[index]
        return row === undefined || unseen.has(key) ? [] : [{ key, row }]
      })
      const added = { keys: seen.map(({ key }) => key), rows: seen.map(({ row }) => row) }
      if (seen.length > 0 || how === 'reset') push({ how, ...added, ...(before !== undefined && { before }) })
      if (removed.length > 0) push({ how: 'remove', keys: removed, rows: [] })
    },
    remove: (keys) => push({ how: 'remove', keys, rows: [] }),
  }
}
