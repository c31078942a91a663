import type { Site } from '../template/compile/place.ts'
import type { ComponentNode } from '../template/tree/tree.ts'
import { componentsIn, refreshComponents } from '../template/tree/walk.ts'
import { instanceIn, type ComponentInstance, type Given, type MountableClass } from './component-instance.ts'
import type { LifeCycle } from './life-cycle.ts'
import type { PageRuntime } from './page-runtime.ts'
import { treeOf } from './root-tree.ts'
import { compareComponents } from './tree-changes.ts'
import type { RenderedInstance } from './visit-content.ts'

/** A root: a view or component with an element of its own in the document. */
export interface PageRoot {
  readonly root: number
  readonly instance: ComponentInstance
  /** What it was rendered to where it was prepared. */
  readonly made?: ComponentNode
  /** Where it is to stand, when it is prepared for a place in another page. */
  readonly site?: Site | null
}

/** The roots of a page, and the components that their committed trees show. */
export class Roots {
  readonly #runtime: PageRuntime
  readonly #lifeCycle: LifeCycle
  #all: readonly PageRoot[] = []
  #next = 0
  /** The components below the roots; undefined while there are none. */
  #components: Set<ComponentInstance> | undefined
  /** Components that were rendered by themselves, and where their tree does not show it yet. */
  #apart: Map<ComponentInstance, ComponentNode> | undefined
  /** Roots whose mount the browser has not been sent. */
  #unsent: Set<number> | undefined

  constructor(runtime: PageRuntime, lifeCycle: LifeCycle) {
    this.#runtime = runtime
    this.#lifeCycle = lifeCycle
  }

  get all(): readonly PageRoot[] {
    return this.#all
  }

  /** Shows authors which page it is: the names of its roots. */
  get names(): string {
    return this.#all.map(({ instance }) => instance.name).join(', ')
  }

  /** Constructs and mounts a root. Without a number it gets the next one. */
  add(type: MountableClass, given: Given, root: number = this.#next): PageRoot {
    this.#next = Math.max(this.#next, root + 1)
    const added = { root, instance: this.#lifeCycle.mountRoot(type, given, root) }
    // Arrays that grow by `push` or spreading reserve room for many; `concat` makes them fit.
    this.#all = this.#all.concat(added)
    return added
  }

  /** Something else is to stand at a root: it does when it is rendered next, and what stands there ends then. */
  replace(root: number, { instance, node }: RenderedInstance): void {
    this.#all = this.#all.map((each) => (each.root === root ? { root, instance, made: node } : each))
  }

  remove(root: number): void {
    this.sent(root)
    const removed = this.#all.find((each) => each.root === root)
    if (!removed) return
    const node = this.treeOf(root)
    this.#all = this.#all.filter((each) => each !== removed)
    this.#runtime.trees = this.#runtime.trees.filter((each) => each.root !== root)
    const gone = node ? instancesIn(node) : [removed.instance]
    if (saysAnything(gone)) this.#runtime.document.changed()
    this.#stop(gone)
  }

  /** Ends all of them. */
  clear(): void {
    this.#stop(this.instances())
    this.#all = []
    this.#runtime.trees = []
  }

  // --- their trees ---

  /** The committed tree of a root; null before its first. */
  treeOf(root: number): ComponentNode | null {
    return treeOf(this.#runtime.trees, root)
  }

  /** Makes a tree the one that stands: what it no longer shows stops, and what it shows for the first time starts. */
  commit(root: number, node: ComponentNode): void {
    const { trees, following } = this.#runtime
    // Rendering it may have ended the page.
    if (!this.#all.some((each) => each.root === root)) return this.#stop(instancesIn(node))
    const before = this.treeOf(root)
    if (before === node) return
    this.#runtime.trees = before
      ? trees.map((tree) => (tree.root === root ? { root, node } : tree))
      : trees.concat({ root, node })
    if (before && before.owner !== node.owner) this.#forgetMade(root)
    const come = this.#changed(before, node)
    if (!following) return
    this.#runtime.streamsSent()
    // One that has finished mounting since the last render starts now.
    this.#start(before ? [...come, ...(this.#components ?? [])] : come)
  }

  /**
   * Makes a node what a component shows, which is in a tree that nobody else changes before {@link join}. So a page of many
   * components that become ready one by one is not gone through for each of them.
   */
  commitApart(instance: ComponentInstance, before: ComponentNode, node: ComponentNode): void {
    if (before === node) return
    this.#apart = (this.#apart ?? new Map()).set(instance, node)
    this.#changed(before, node)
  }

  /** The trees show what was rendered by itself. */
  join(): void {
    const apart = this.#apart
    if (!apart) return
    this.#apart = undefined
    const nodeOf = (node: ComponentNode): ComponentNode | undefined => {
      const instance = instanceIn(node)
      return instance ? apart.get(instance) : undefined
    }
    this.#runtime.trees = this.#runtime.trees.map(({ root, node }) => ({
      root,
      node: refreshComponents(
        node,
        (each) => nodeOf(each) !== undefined,
        (each) => nodeOf(each) ?? each,
      ),
    }))
  }

  /** Starts everything that has not started. */
  start(): void {
    this.#start(this.instances())
  }

  /** Every view and component of the page, parents before children. */
  instances(): readonly ComponentInstance[] {
    this.join()
    return this.#all.flatMap(({ root, instance }) => {
      const node = this.treeOf(root)
      return node ? instancesIn(node) : instance
    })
  }

  /** Whether another view or component is to stand at the root than does. */
  isReplaced({ root, instance }: PageRoot): boolean {
    const tree = this.treeOf(root)
    return tree !== null && tree.owner !== instance
  }

  // --- what is to be rendered ---

  /** Those that something has changed since they were rendered. */
  get dirty(): readonly PageRoot[] {
    return this.#all.filter((each) => {
      const { root, instance } = each
      if (!instance.dirty) return this.isReplaced(each)
      // Before its first tree nobody waits for the placeholder of a root.
      return instance.state !== 'mounting' || this.treeOf(root) !== null
    })
  }

  /** Where a view or component stands in the committed trees; null when nothing shows it. */
  nodeOf(instance: ComponentInstance): ComponentNode | null {
    this.join()
    for (const { node } of this.#runtime.trees) {
      for (const each of componentsIn(node)) if (each.owner === instance) return each
    }
    return null
  }

  /** Whether a component below a root has not been rendered since it was invalidated. */
  get dirtyBelow(): boolean {
    for (const { dirty } of this.#components ?? []) if (dirty) return true
    return false
  }

  // --- what the browser has of them ---

  /** This root comes to the browser with an effect: until it is sent, differences of the root stay here. */
  holdBack(root: number): void {
    this.#unsent = (this.#unsent ?? new Set()).add(root)
  }

  isUnsent(root: number): boolean {
    return this.#unsent?.has(root) ?? false
  }

  /** The effect that a root comes with is sent. */
  sent(root: number): void {
    this.#unsent?.delete(root)
  }

  /** What is not shown any more stops. Returns what is shown for the first time. */
  #changed(before: ComponentNode | null, node: ComponentNode): ReadonlySet<ComponentInstance> {
    const { gone, come } = compareComponents(before, node)
    this.#stop(gone)
    if (saysAnything(gone) || saysAnything(come)) this.#runtime.document.changed()
    for (const instance of come) {
      if (instance.parent) this.#components = (this.#components ?? new Set()).add(instance)
    }
    return come
  }

  /** What was prepared stands now. */
  #forgetMade(root: number): void {
    this.#all = this.#all.map((each) => (each.root === root ? { root, instance: each.instance } : each))
  }

  #start(instances: Iterable<ComponentInstance>): void {
    // What starts may change what there is.
    for (const instance of [...instances]) this.#lifeCycle.start(instance)
  }

  #stop(instances: Iterable<ComponentInstance>): void {
    for (const instance of instances) {
      this.#components?.delete(instance)
      this.#lifeCycle.stop(instance)
    }
  }
}

/** Whether one of them says something of the document. */
function saysAnything(instances: Iterable<ComponentInstance>): boolean {
  for (const { head } of instances) if (head) return true
  return false
}

function instancesIn(node: ComponentNode): readonly ComponentInstance[] {
  return [...componentsIn(node)].flatMap((component) => instanceIn(component) ?? [])
}
