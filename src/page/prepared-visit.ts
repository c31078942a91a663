import type { ComponentNode } from '../template/tree/tree.ts'
import { refuseAtTop } from '../template/tree/top-level.ts'
import { componentsIn } from '../template/tree/walk.ts'
import type { FlashMessage } from '../view/flash-message.ts'
import { isSameFailure } from './author-code.ts'
import { renderComplete } from './complete-rendering.ts'
import { instanceIn, type ComponentInstance } from './component-instance.ts'
import { estimatePage } from './estimate-page.ts'
import { messagesIn } from './flash-messages.ts'
import { LifeCycle } from './life-cycle.ts'
import { PageRendering, type PageParts } from './page-rendering.ts'
import { PageRuntime } from './page-runtime.ts'
import { Roots, type PageRoot } from './roots.ts'
import type { PageServices } from './services.ts'
import type { Visit } from './visit.ts'
import { contentOf, type RenderedInstance, type VisitContent } from './visit-content.ts'
import type { VisitPlace } from './visit-place.ts'

/**
 * A page that is made before it is shown: the layouts that do not stand yet, and the view. They are constructed, mounted and
 * rendered with all they load, as for a first response, beside the page that is shown. Nothing of it has started.
 *
 * `preparing`: something that it loads is under way. `complete`: it can be shown. `shown`: it is part of its page.
 * `discarded`: it never will be, and `stop` does not run, as `start` never has.
 */
export class PreparedVisit {
  readonly visit: Visit
  readonly place: VisitPlace
  /** What the innermost of the standing layouts is to be given. */
  readonly content: VisitContent
  /** Resolves when it can be shown. Rejects with what `mount` or `render` throws. */
  readonly ready: Promise<void>
  state: 'preparing' | 'complete' | 'shown' | 'discarded' = 'preparing'
  readonly #parts: PageParts
  readonly #root: PageRoot

  constructor(services: PageServices, visit: Visit, place: VisitPlace) {
    this.visit = visit
    this.place = place
    const runtime = new PageRuntime(services, visit.context)
    const lifeCycle = new LifeCycle(runtime)
    lifeCycle.late = 'left'
    const roots = new Roots(runtime, lifeCycle)
    this.#parts = { runtime, lifeCycle, roots }
    this.content = contentOf(visit, place.kept)
    const { type, given } = this.content
    this.#root = { ...roots.add(type, given), site: place.site }
    this.content.instance = this.#root.instance
    this.ready = this.#complete()
    // It may be discarded before anybody waits for it.
    this.ready.catch(() => {})
  }

  /** The outermost of what is new. */
  get instance(): ComponentInstance {
    return this.#root.instance
  }

  /** Whether one of its views or components has reported this. */
  hasReported(error: unknown): boolean {
    // What fails in a layout that never was rendered is in no tree.
    return (
      isSameFailure(this.#parts.runtime.reported, error) ||
      this.#instances.some(({ reported }) => isSameFailure(reported, error))
    )
  }

  /** What its code has said to the visitor so far. */
  get messages(): readonly FlashMessage[] {
    return messagesIn(this.#parts.runtime.effects.texts)
  }

  /** What it holds in memory, roughly, in bytes. */
  estimateBytes(): number {
    return estimatePage(this.#parts.runtime, this.#instances)
  }

  /** Its tree: what has changed since it was complete is rendered. Throws what that throws. */
  renderNow(): ComponentNode {
    const { roots } = this.#parts
    if (this.instance.dirty || roots.dirtyBelow) new PageRendering(this.#parts).root(this.#root)
    const node = roots.treeOf(this.#root.root)
    if (!node) throw new TypeError('A visit is shown that is not complete.')
    return node
  }

  /** It becomes part of a page, with all that it was rendered to. Throws what its last render throws. */
  handOver(runtime: PageRuntime): RenderedInstance {
    const node = this.renderNow()
    this.state = 'shown'
    for (const { scope } of this.#instances) scope.runtime = runtime
    this.#parts.lifeCycle.runtime = runtime
    runtime.takeOver(this.#parts.runtime)
    const made = { instance: this.instance, node }
    this.content.made = made
    return made
  }

  /** Ends it, where it is not shown: its signals abort. */
  discard(): void {
    if (this.state === 'shown') return
    this.state = 'discarded'
    this.end()
  }

  /** Ends all of it. */
  end(): void {
    this.#parts.roots.clear()
    this.#parts.runtime.effects.close()
  }

  async #complete(): Promise<void> {
    const tree = await renderComplete(this.#parts, this.#root)
    if (!this.place.within) refuseAtTop(tree)
    if (this.state === 'preparing') this.state = 'complete'
  }

  get #instances(): readonly ComponentInstance[] {
    const node = this.#parts.roots.treeOf(this.#root.root)
    if (!node) return [this.instance]
    return [...componentsIn(node)].flatMap((each) => instanceIn(each) ?? [])
  }
}
