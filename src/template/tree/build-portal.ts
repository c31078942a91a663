/** Builds content that stands elsewhere. */
import { Place, type Site } from '../compile/place.ts'
import type { PortalValue } from '../template-value.ts'
import type { Building } from './building.ts'
import { refusePortal } from './refuse-content.ts'
import type { ChildNode, PortalNode } from './tree.ts'

/** What is in it stands in some element that holds anything: of what surrounds its owner only the depth counts. */
export function buildPortal(
  { target }: PortalValue,
  previous: PortalNode | null,
  at: { readonly site: Site; readonly building: Building },
  build: (previous: ChildNode, site: Site) => ChildNode,
): PortalNode {
  const { site, building } = at
  if (building.context.host === null || building.rows !== 'kept') throw refusePortal(site, building)
  const before = previous?.target === target ? previous : null
  const elsewhere = { place: Place.of(['div'], 'html', site.place.depth + 1), hole: site.hole }
  const inside = build(before?.inside ?? null, elsewhere)
  return before?.inside === inside ? before : { kind: 'portal', target, inside, site }
}
