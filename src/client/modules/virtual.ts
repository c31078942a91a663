/** The lazy module of long lists, of which the page has the rows that are seen. */
import type { Directives } from '../additions.ts'
import type { ClientPort } from '../port.ts'
import { LongList } from '../virtual/long-list.ts'
import { keepPositions, keptPositions, type ListPosition } from '../virtual/memory.ts'
import { core, useCore } from './core.ts'

const lists = new WeakMap<Element, LongList>()
/** Also those of kept pages, which come back. */
const all = new Set<WeakRef<LongList>>()
let isDue = false

export function start(port: ClientPort): Directives {
  useCore(port)
  const positions = keptPositions()
  const each = (use: (list: LongList) => void): void => {
    for (const reference of all) {
      const list = reference.deref()
      if (list) use(list)
      else all.delete(reference)
    }
  }
  const layOut = (): void => each((list) => list.layOut())
  const soon = (): void => {
    if (isDue) return
    isDue = true
    requestAnimationFrame(() => {
      isDue = false
      layOut()
    })
  }
  core.onChange(layOut, () => each((list) => list.note()))
  // That of elements does not bubble.
  addEventListener('scroll', () => requestAnimationFrame(() => each((list) => list.scrolled())), {
    passive: true,
    capture: true,
  })
  addEventListener('resize', soon)
  addEventListener('pagehide', () => {
    const kept: (ListPosition | null)[] = []
    each((list) => list.isInPage && kept.push(list.position))
    keepPositions(kept)
  })
  return {
    bind(part, data) {
      const before = lists.get(part.element)
      if (data === undefined) {
        before?.end()
        lists.delete(part.element)
        return
      }
      const list = before ?? new LongList(part, soon, positions.shift() ?? null)
      list.bind(part, data)
      if (!before) {
        lists.set(part.element, list)
        all.add(new WeakRef(list))
        soon()
      }
    },
  }
}
