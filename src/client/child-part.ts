/** A place for content: text, an instance, rows or markup. */
import type {
  ChildDifference,
  ListDifference,
  InstanceChanged,
  NewInstance,
  NewList,
  NewStream,
  RawHtml,
} from '../protocol/differences.ts'
import type { Path } from '../protocol/paths.ts'
import { natural } from './clobbering.ts'
import type { Rows } from './additions.ts'
import { isComputed } from './computed.ts'
import type { ComputedPart } from './computed-part.ts'
import { loaded, withModule } from './lazy-modules.ts'
import { Instance, type Create, type Part } from './parts.ts'

/** What waits for the module of rows, which puts it into the page. */
type Waiting = NewList | NewStream | RawHtml

/** What a child part holds; undefined for text, true for markup. */
type Content = Instance | Rows | Waiting | true | undefined

/**
 * A place for text, an instance, rows or markup: all that stands in an element, or between two comments. Scripts
 * of others move, wrap and remove texts, so a text is written where it stands only if it stands as it was written.
 * Otherwise it is made again before the end of its place; when that is gone too, nothing can be put there.
 */
export class ChildPart implements Part, ComputedPart {
  readonly create: Create
  /** The instance that it is a part of; for a root its number, another one when a new circuit has it. */
  owner: Instance | number
  /** The element that it is alone in, or the comment before it. */
  start: Node | null
  /** A comment; null for the end of the element. */
  end: ChildNode | null = null
  content: Content
  #text: Text | undefined
  /** The text that it holds. */
  shown = ''
  computed: ComputedPart['computed']

  constructor(create: Create, owner: Instance | number, start: Node | null) {
    this.create = create
    this.owner = owner
    this.start = start
  }

  path(): Path {
    const { owner } = this
    return typeof owner === 'number' ? [owner] : [...owner.path(), owner.parts.indexOf(this)]
  }

  /** The element that it stands in, or will stand in when the new instance that it is a part of is inserted. */
  element(): Element {
    const parent = this.parent()
    // A root stands in its container, so only parts of instances can be without an element.
    return parent instanceof Element ? parent : (this.owner as Instance).owner.element()
  }

  /** What holds its nodes: the element, or a fragment before that. */
  parent(): Node {
    const { start, end } = this
    if (start instanceof Element) return start
    if (!end?.parentNode || start?.parentNode !== end.parentNode) throw new Error('its place is gone')
    return end.parentNode
  }

  /** The first node in it, or its end. */
  top(): ChildNode | null {
    const { start } = this
    // What is no element is a comment.
    return start instanceof Element ? natural(start).firstChild : (start as Comment).nextSibling
  }

  /** The text that the page shows already. What others have wrapped or cut is made again when it changes. */
  adoptText({ text, isAlone }: { text: Text | undefined; isAlone: boolean }): void {
    this.shown = text?.data ?? ''
    if (isAlone) this.#text = text
    else this.shown ||= ' '
  }

  apply(value: ChildDifference): void {
    const parent = this.parent()
    loaded.liveEdits?.contentChanged(parent instanceof Element ? parent : null)
    if (isComputed(this, [value])) return
    if (typeof value !== 'object' || value === null) this.showText(String(value ?? ''))
    else if ('+' in value) this.showText(this.shown + value['+'], value['+'])
    else if ('p' in value) withModule('livePortals', (portals) => portals.show(this, value))
    else if ('h' in value || 'k' in value || 'i' in value) {
      this.#become(value)
      withModule('liveRows', (rows) => rows.show(this, value))
    } else if (isInstance(value)) this.#applyInstance(value)
    // All that is left are changes of rows.
    else withModule('liveRows', (rows) => rows.change(this, value as ListDifference))
  }

  #applyInstance(value: InstanceChanged | NewInstance): void {
    const [template, ...rest] = value
    if (template) {
      const { first } = this.#become(this.create(this, undefined, template, rest))
      // A new instance has nodes, and they stand in a fragment.
      this.#append(natural(first as Node).parentNode as Node)
    } else if (this.content instanceof Instance) this.content.apply(rest)
    else throw new Error('other content')
  }

  /** `added`: what it has more than before, at its end. */
  showText(text: string, added?: string): void {
    const node = this.#text
    // What others have made of it since stays, as it does while nothing new is rendered.
    if (!this.content && text === this.shown) return
    if (this.content || node?.parentNode !== this.parent() || node.length !== this.shown.length) {
      this.#become(undefined)
      if (text) this.#append((this.#text = new Text(text)))
    } else if (added) node.appendData(added)
    else node.data = text
    this.shown = text
  }

  /** Removes what stands here in favour of something else. */
  #become<Next extends Content>(content: Next): Next {
    // Nothing of ours stands where there was no text; what others have put there is left alone.
    if (this.content || this.shown)
      for (let node = this.top(); node && node !== this.end; node = this.top()) natural(node).remove()
    this.#text = undefined
    this.shown = ''
    this.content = content
    return content
  }

  #append(nodes: Node): void {
    natural(this.parent()).insertBefore(nodes, this.end)
  }
}

function isInstance(value: object): value is InstanceChanged | NewInstance {
  return Array.isArray(value)
}
