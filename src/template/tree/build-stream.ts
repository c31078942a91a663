/** Builds what has been done to a stream since it was rendered last: of its rows the server keeps nothing. */
import type { InstanceLike, StreamSource } from '../template-value.ts'
import type { Site } from '../compile/place.ts'
import type { Building } from './building.ts'
import { refuseComponent } from './refuse-content.ts'
import type { InstanceNode, StreamNode } from './tree.ts'

/** Rows that throw are left out, and their source is told. */
export function buildStream(
  source: StreamSource,
  previous: StreamNode | null,
  at: { readonly site: Site; readonly building: Building },
  build: (row: InstanceLike, building: Building) => InstanceNode,
): StreamNode {
  const { site, building } = at
  if (building.context.host === null || building.rows !== 'kept') throw refuseComponent(site, building)
  const { keys, rows } = source.pending(previous?.source === source ? 'same' : 'new')
  if (previous?.source === source && previous.rows.length === 0 && rows.length === 0) return previous
  const streamed: Building = { ...building, rows: 'streamed' }
  const built: InstanceNode[] = []
  for (const [index, row] of rows.entries()) {
    try {
      built.push(build(row, streamed))
    } catch (error) {
      source.refused(keys[index] ?? '', error)
    }
  }
  // Those that are left are asked for again, as their source knows them by what it gave last.
  if (built.length < rows.length) return buildStream(source, previous, at, build)
  return { kind: 'stream', source, place: site.place, keys, rows: built }
}
