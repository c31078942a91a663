import { largeFrame } from '../errors/circuit.ts'
import type { Advice } from '../page/advice.ts'
import { ComponentInstance } from '../page/component-instance.ts'
import type { ChildDifference } from '../protocol/differences.ts'
import { excerptOfHole } from '../template/compile/source.ts'
import { isBare, type Template } from '../template/compile/compile.ts'
import { rowAt, type ChildNode, type InstanceNode, type ListNode } from '../template/tree/tree.ts'

/** In characters of JSON: what is larger takes long on a slow network, and the browser long to apply. */
const LARGE = 10_000

/** What an event has changed in the tree of a root. */
export interface SentChange {
  readonly after: ChildNode
  readonly change: ChildDifference
}

/** Warns of the templates that make an event send more than 10 kB, each once: of the part that is most of it. */
export function warnOfLarge(advice: Advice, changes: readonly SentChange[]): void {
  const [largest] = changes.toSorted((one, other) => sizeOf(other.change) - sizeOf(one.change))
  if (!largest) return
  const bytes = sizeOf(largest.change)
  const { template, part, ...found } = find(largest)
  if (bytes <= LARGE || !template) return
  advice.once(`large frame ${template.hash} ${part}`, () => {
    const [what, remedy] = describe(found)
    const owner = found.owner instanceof ComponentInstance ? found.owner.where : 'a page'
    const source = excerptOfHole(template.strings, part)
    return largeFrame({ owner, bytes, most: sizeOf(found.change), what, source, remedy }).message
  })
}

/** What most of a change is of. */
interface Found {
  readonly owner: object | null
  /** Where it is written; null above the first part. */
  readonly template: Template | null
  readonly part: number
  /** What stands there, when it is content. */
  readonly node: ChildNode
  readonly change: unknown
}

/** Goes down as long as a single part is more than half of what the one around it sends. */
function find({ after, change }: SentChange): Found {
  let found = inside({ owner: null, template: null, part: 0, node: after, change })
  for (;;) {
    const next = largestIn(found)
    if (!next || (found.template && sizeOf(next.change) * 2 < sizeOf(found.change))) return found
    found = inside(next)
  }
}

/** What a component, a key or a guard shows is sent as its own. */
function inside(found: Found): Found {
  const { node } = found
  if (node === null || typeof node !== 'object') return found
  if (node.kind === 'component') return inside({ ...found, owner: node.owner, node: node.content })
  if ('content' in node) return inside({ ...found, node: node.content })
  if (node.kind !== 'portal') return found
  const { change } = found
  // A portal that is new says where it stands.
  const content = isObject(change) && 'c' in change ? change.c : change
  return inside({ ...found, node: node.inside, change: content })
}

function largestIn(found: Found): Found | null {
  const { node } = found
  if (node === null || typeof node !== 'object') return null
  if (node.kind === 'instance') return largestPart(node, found)
  return node.kind === 'list' ? largestRow(node, found) : null
}

/** `[0, part, value, …]` or `[template, value, …]`. */
function largestPart(node: InstanceNode, { change, owner, template, part }: Found): Found | null {
  if (!Array.isArray(change)) return null
  // Whatever it is, it is looked at before it is used.
  const [id, ...values] = change as readonly unknown[]
  const pairs = id === 0 ? pairsOf(values) : values.map((value, part) => [part, value] as const)
  const [largest] = pairs.toSorted(([, one], [, other]) => sizeOf(other) - sizeOf(one))
  if (!largest) return null
  const [index, value] = largest
  const content = node.template.parts[index]?.kind === 'child' ? node.values[index] : null
  return {
    owner: node.maker ?? owner,
    // Rows without a template of their own are given one that is nothing but a part.
    ...(isBare(node.template) ? { template, part } : { template: node.template, part: index }),
    // A part of this kind holds children.
    node: (content ?? null) as ChildNode,
    change: value,
  }
}

/** `{ u: [row, changes, …] }`: rows that have changed. */
function largestRow(list: ListNode, found: Found): Found | null {
  const { change } = found
  if (!isObject(change) || !('u' in change) || !Array.isArray(change.u)) return null
  const changed = pairsOf(change.u)
  const [largest] = changed.toSorted(([, one], [, other]) => sizeOf(other) - sizeOf(one))
  // Where there are many, it is the list that sends much.
  if (!largest || changed.length > 1) return null
  const [row, changes] = largest
  const index = list.ids.indexOf(row)
  if (index === -1 || !Array.isArray(changes)) return null
  // As above.
  return largestPart(rowAt(list, index), { ...found, change: [0, ...(changes as readonly unknown[])] })
}

function pairsOf(list: readonly unknown[]): (readonly [number, unknown])[] {
  return list.flatMap((each, index) => (index % 2 === 0 ? [[Number(each), list[index + 1]] as const] : []))
}

function sizeOf(value: unknown): number {
  return JSON.stringify(value)?.length ?? 0
}

// --- words ---

/** What it is, and what helps. */
function describe({ node, change }: Pick<Found, 'node' | 'change'>): readonly [string, string] {
  if (typeof node === 'object' && node?.kind === 'list') return describeList(node, change)
  if (typeof change === 'string') return ['one text', TEXT]
  if (isObject(change) && 'h' in change) return ['markup that is put in as it is', TEXT]
  if (Array.isArray(change) && change[0] === 0) return ['changes in many parts of one template', PARTS]
  if (Array.isArray(change)) return ['content that takes the place of other content', CONTENT]
  return ['one value', VALUE]
}

function describeList(node: ListNode, change: unknown): readonly [string, string] {
  if (isObject(change)) {
    if ('o' in change && sizeOf(change.o) > sizeOf(change) / 2) return ['rows that are new', NEW_ROWS]
    if ('i' in change) return ['a list that is sent whole', NEW_ROWS]
  }
  return ['rows that have changed', node.keys === null ? ROWS_WITHOUT_KEYS : CHANGED_ROWS]
}

const TEXT = `It is sent whole when it changes elsewhere than at its end. Split it into parts that change by themselves.`
const VALUE = `It is sent whole whenever it is another one. Give it what has changed, or what the element needs of it.`
const PARTS = `What changes for all of them at once is shorter to say around them: a class, or one text for all.`
const CONTENT = `It is sent whole each time. Content that comes and goes can stay, hidden: <div ?hidden=\${!this.open}>. Where "keyed" gets
another key each time, give it one that stays: it makes all of it anew.`
const NEW_ROWS = `Rows are sent when they are new; those whose keys stay are not sent again. Look whether their keys change each time. Show a page
of them at a time; rows that the server need not keep are shorter as a stream.

Wrong:  \${repeat(this.rows, () => crypto.randomUUID(), (row) => html\`…\`)}
Right:  \${repeat(this.rows, (row) => row.id, (row) => html\`…\`)}
Right:  rows = this.live.stream(…), which sends the rows that are added and nothing else`
const CHANGED_ROWS = `Each row that has changed is sent. What changes for all of them at once is shorter to say around the list: a class, or one text.
What need not follow each change can stay as it is by "guard".`
const ROWS_WITHOUT_KEYS = `The rows have no keys, so one that is put in or taken away in front changes all behind it.

Wrong:  \${this.rows.map((row) => html\`…\`)}
Right:  \${repeat(this.rows, (row) => row.id, (row) => html\`…\`)}`

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
