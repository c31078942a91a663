import { matchSequence, unmatched } from '../template/tree/match-sequence.ts'
import type { ChildNode, InstanceNode, ListNode } from '../template/tree/tree.ts'
import { childrenIn } from '../template/tree/walk.ts'
import { instanceIn, type ComponentInstance } from './component-instance.ts'

/** The components that only one of two trees shows. */
export interface TreeChanges {
  readonly gone: ReadonlySet<ComponentInstance>
  /** Parents before children. */
  readonly come: ReadonlySet<ComponentInstance>
}

/** Compares two trees of one root. What they share is not walked through. */
export function compareComponents(before: ChildNode, after: ChildNode): TreeChanges {
  const gone = new Set<ComponentInstance>()
  const come = new Set<ComponentInstance>()
  compare(before, after, { gone, come })
  for (const instance of gone) {
    // It stands elsewhere now.
    if (come.delete(instance)) gone.delete(instance)
  }
  return { gone, come }
}

interface Found {
  readonly gone: Set<ComponentInstance>
  readonly come: Set<ComponentInstance>
}

function compare(before: ChildNode, after: ChildNode, found: Found): void {
  if (before === after) return
  const old = withoutGuard(before)
  const fresh = withoutGuard(after)
  if (old === fresh) return
  if (isObject(old) && isObject(fresh)) {
    if (old.kind === 'component' && fresh.kind === 'component' && old.owner === fresh.owner) {
      return compare(old.content, fresh.content, found)
    }
    if (old.kind === 'keyed' && fresh.kind === 'keyed') return compare(old.content, fresh.content, found)
    if (old.kind === 'portal' && fresh.kind === 'portal') return compare(old.inside, fresh.inside, found)
    if (old.kind === 'instance' && fresh.kind === 'instance' && old.template === fresh.template) {
      return compareParts(old, fresh, found)
    }
    if (old.kind === 'list' && fresh.kind === 'list') return compareRows(old, fresh, found)
  }
  collect(old, found.gone)
  collect(fresh, found.come)
}

function compareParts(before: InstanceNode, after: InstanceNode, found: Found): void {
  for (const part of after.template.children) {
    // What a child part holds is a child.
    compare(before.values[part] as ChildNode, after.values[part] as ChildNode, found)
  }
}

/** Rows of the same id are compared with each other. */
function compareRows(before: ListNode, after: ListNode, found: Found): void {
  if (before.ids === after.ids) {
    after.rows.forEach((row, index) => compare(before.rows[index] ?? null, row, found))
    return
  }
  const matches = matchSequence(before.ids, after.ids)
  after.rows.forEach((row, index) => compare(before.rows[matches[index] ?? -1] ?? null, row, found))
  for (const index of unmatched(matches, before.ids.length)) collect(before.rows[index] ?? null, found.gone)
}

function collect(node: ChildNode, into: Set<ComponentInstance>): void {
  if (isObject(node) && node.kind === 'component') {
    const instance = instanceIn(node)
    if (instance) into.add(instance)
  }
  for (const [, child] of childrenIn(node)) collect(child, into)
}

function withoutGuard(node: ChildNode): ChildNode {
  return isObject(node) && node.kind === 'guarded' ? withoutGuard(node.content) : node
}

function isObject(node: ChildNode): node is ChildNode & object {
  return typeof node === 'object' && node !== null
}
