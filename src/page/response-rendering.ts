import { componentsAtTop, refuseAtTop } from '../template/tree/top-level.ts'
import { PortalsInHtml } from '../template/output/portals-in-html.ts'
import { renderHtml } from '../template/output/render-html.ts'
import type { ChildNode, ComponentNode } from '../template/tree/tree.ts'
import { componentsIn } from '../template/tree/walk.ts'
import { isSameFailure } from './author-code.ts'
import { renderComplete } from './complete-rendering.ts'
import { instanceIn, type ComponentInstance } from './component-instance.ts'
import { inOnePiece, inOrder, type HtmlInPieces, type LaterHtml } from './html-in-pieces.ts'
import { limitOf } from './limits.ts'
import { PageRendering, type PageParts } from './page-rendering.ts'
import type { PageRoot } from './roots.ts'
import { settledWithin } from './time-limit.ts'

/** A component whose HTML comes later. */
interface Region {
  readonly instance: ComponentInstance
  /** What it shows. */
  node: ComponentNode
  /** Whether it stands where the element that holds the page decides what may be. */
  readonly isAtTop: boolean
  /** Milliseconds: for its own loads, and then for what they have made it show. */
  readonly limit: number
  /** Its loads have settled, or its limit is over. */
  readonly ready: Promise<void>
}

/**
 * Renders a root for a response, all at once or while the response is sent.
 *
 * A component with late loads is a *region*: it is left out of the HTML that is sent first. The regions follow in the order
 * of the document, which is the only order that HTML has without a script. All of them load at the same time; one that is
 * not ready when its limit is over is sent as it looks then. In a region there may be others, which begin when it is complete.
 *
 * What was sent is not rendered again before a browser follows. So when the last region is sent, the tree of the page shows
 * what the browser shows, and its digest is that of a page that was rendered at once. What changed elsewhere meanwhile comes
 * as the first difference; so does an error of a region that nothing in it catches: until then it is shown as pending.
 */
export class ResponseRendering {
  readonly #parts: PageParts
  readonly #root: PageRoot
  /** Where regions belong in the HTML. It is never sent. */
  readonly #mark: string
  /** What regions show in targets that were sent before them follows at the end. */
  readonly #portals: PortalsInHtml
  /** Those that are not waited for any more. */
  readonly #over = new Set<ComponentInstance>()
  /** No response is sent for longer, whatever its regions begin. */
  #end: number
  /** Has nothing waited for any more. */
  #hurry = (): void => {}
  readonly #hurried = new Promise<void>((resolve) => {
    this.#hurry = () => {
      this.#end = 0
      resolve()
    }
  })
  /** A region has waited in vain for what it made begin. Those behind it do not wait for that again. */
  #isStuck = false

  constructor(parts: PageParts, root: PageRoot, mark: string) {
    this.#parts = parts
    this.#root = root
    this.#mark = mark
    this.#portals = new PortalsInHtml(String(root.root))
    const { clock, limits } = parts.runtime.services
    this.#end = clock.now() + limits.handlerTime
  }

  /** Renders all but the regions. Rejects with what `mount` or `render` throws. */
  async begin(): Promise<HtmlInPieces> {
    for (;;) {
      const node = await renderComplete(this.#parts, this.#root)
      refuseAtTop(node)
      if (!this.#parts.lifeCycle.hasLate)
        return inOnePiece(renderHtml(node, { portals: this.#portals }), this.#portals)
      const written = this.#write(node, true)
      if (written.awaited.length === 0)
        return { ...written, later: this.#joined(written.later), hurry: this.#hurry }
      await this.#wait(written.awaited)
    }
  }

  /** Behind the last of these the tree of the page shows all of them. */
  #joined(later: readonly LaterHtml[]): readonly LaterHtml[] {
    const last = later.at(-1)
    if (!last) return later
    const { roots } = this.#parts
    return later.with(-1, async function* () {
      yield* last()
      roots.join()
    })
  }

  async *#region(region: Region): AsyncGenerator<string> {
    const { instance, ready, isAtTop } = region
    // Where the visitor is led elsewhere nobody waits for the rest.
    if (!this.#parts.runtime.signal) await ready
    this.#over.add(instance)
    for (;;) {
      await this.#complete(region)
      if (instance.scope.stopped) throw pageEnded()
      const written = this.#write(region.node.content, isAtTop)
      if (written.awaited.length === 0) {
        yield* inOrder(written)
        return
      }
      await this.#wait(written.awaited)
    }
  }

  /** Renders a region with what it has come to show, but for the regions in it. */
  async #complete(region: Region): Promise<void> {
    const { runtime, lifeCycle } = this.#parts
    const { instance, limit } = region
    let isInTime = !this.#isStuck || !lifeCycle.busy
    while (isInTime && (instance.dirty || lifeCycle.busy)) {
      if (runtime.signal || !this.#render(region)) return
      // What it asks for from here on is for the browser, or its end might never come.
      if (!instance.dirty && !lifeCycle.busy) break
      const settled = settledWithin(this.#within(limit), runtime.services.clock, lifeCycle.settled())
      await Promise.race([settled, this.#hurried])
      isInTime = !lifeCycle.busy
    }
    this.#isStuck = !isInTime
    if (instance.dirty) this.#render(region)
  }

  /** False when it cannot be rendered: then it stays as it is. */
  #render(region: Region): boolean {
    const { instance, node, isAtTop } = region
    if (instance.scope.stopped) throw pageEnded()
    const rendering = new PageRendering(this.#parts, instance)
    try {
      region.node = rendering.apart(instance, node, (after) => isAtTop && refuseAtTop(after))
      return true
    } catch (error) {
      // A load in it may have reported it. Whoever catches it once a browser follows does not do so again.
      const isReported = instancesIn(node).some(({ reported }) => isSameFailure(reported, error))
      if (!isReported) rendering.report(instance.catcher ?? instance, error)
      return false
    }
  }

  /** The HTML of a node with its regions left out, and the components that cannot be left out and must be waited for. */
  #write(
    node: ChildNode,
    isAtTop: boolean,
  ): HtmlInPieces & { readonly awaited: readonly ComponentInstance[] } {
    const left = new Map<ComponentInstance, ComponentNode>()
    const cut = (component: ComponentNode): string | null => {
      const instance = instanceIn(component)
      if (!instance || !this.#isLate(instance)) return null
      left.set(instance, component)
      return this.#mark
    }
    const portals = this.#portals
    const undo = portals.remember()
    const html = renderHtml(node, { cut, portals })
    const awaited = instancesIn(node).filter((each) => this.#isLate(each) && !each.isWithin(left))
    // It is written again.
    if (awaited.length > 0) undo()
    const atTop = new Set(isAtTop && left.size > 0 ? componentsAtTop(node) : [])
    const later = [...(awaited.length > 0 ? [] : left)].map(([instance, region]) => {
      const { limit, ready } = this.#waitFor(instance)
      return () => this.#region({ instance, limit, ready, node: region, isAtTop: atTop.has(region) })
    })
    if (later.length === 0) return { ...inOnePiece(html, portals), awaited }
    return { html, mark: this.#mark, later, portals, awaited }
  }

  #isLate(instance: ComponentInstance): boolean {
    return !this.#over.has(instance) && instance.scope.late.some(({ limit }) => limit !== 0)
  }

  #waitFor(instance: ComponentInstance): Pick<Region, 'limit' | 'ready'> {
    const { clock, limits } = this.#parts.runtime.services
    const { late } = instance.scope
    const waits = late.map((each) => settledWithin(this.#within(limitOf(each, limits)), clock, each.settled))
    const limit = Math.max(...late.map((each) => limitOf(each, limits)))
    return { limit, ready: Promise.race([Promise.all(waits).then(() => {}), this.#hurried]) }
  }

  /** A limit, as far as there is time for the response. */
  #within(limit: number): number {
    const left = this.#end - this.#parts.runtime.services.clock.now()
    return Math.max(0, Math.min(limit, Math.ceil(left)))
  }

  async #wait(instances: readonly ComponentInstance[]): Promise<void> {
    await Promise.all(instances.map((each) => this.#waitFor(each).ready))
    for (const each of instances) this.#over.add(each)
  }
}

function instancesIn(node: ChildNode): readonly ComponentInstance[] {
  return [...componentsIn(node)].flatMap((each) => instanceIn(each) ?? [])
}

function pageEnded(): DOMException {
  return new DOMException('The page has ended.', 'AbortError')
}
