import type { ChildDifference, InstanceChanged, NewInstance } from '../protocol/differences.ts'
import type { Path } from '../protocol/paths.ts'
import { loaded } from './lazy-modules.ts'
import { List } from './list.ts'
import { parseWithin } from './markup.ts'
import { fragmentOf, Instance, type Create, type Part } from './parts.ts'
import { Stream } from './stream.ts'

/** What a child part holds; undefined for text, true for markup. */
type Content = Instance | List | Stream | true | undefined

/**
 * A place for text, an instance, rows or markup, between two nodes of its own: a text node, which shows
 * the text, and a comment, or the end of the element.
 */
export class ChildPart implements Part {
  readonly create: Create
  /** The instance that it is a part of; for a root its number. */
  readonly owner: Instance | number
  readonly start: Text
  /** A comment, once it is found; null for the end of the element. */
  end: Node | null = null
  content: Content

  constructor(create: Create, owner: Instance | number, start: Text) {
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
    // A root stands in its container, so only parts of instances can be without an element.
    return this.start.parentElement ?? (this.owner as Instance).owner.element()
  }

  /** What holds its nodes: the element, or a fragment before that. */
  parent(): Node {
    // The start is put in its place before anything else happens.
    return this.start.parentNode as Node
  }

  apply(value: ChildDifference): void {
    loaded.liveEdits?.contentChanged(this.start.parentElement)
    if (typeof value !== 'object' || value === null) {
      this.#become(undefined, String(value ?? ''))
    } else if ('+' in value) this.start.appendData(value['+'])
    else if ('h' in value) {
      this.#become(true)
      this.#append(parseWithin(this.element(), value.h))
    } else if ('k' in value) this.#become(new Stream(this)).change('append', value.k)
    else if ('i' in value) this.#become(new List(this, value.d)).insert(value.i, this.end)
    else if (isInstance(value)) this.#applyInstance(value)
    else expectA(List, this.content).apply(value)
  }

  #applyInstance(value: InstanceChanged | NewInstance): void {
    const [template, ...rest] = value
    if (!template) expectA(Instance, this.content).apply(rest)
    else this.#append(fragmentOf(this.#become(this.create(this, undefined, template, rest))))
  }

  /** Removes what stands here, text included, in favour of something else. */
  #become<Next extends Content>(content: Next, text = ''): Next {
    const { start, end } = this
    // What others put beside a text is left alone.
    if (this.content) while (start.nextSibling && start.nextSibling !== end) start.nextSibling.remove()
    if (start.data !== text) start.data = text
    this.content = content
    return content
  }

  #append(nodes: Node): void {
    this.parent().insertBefore(nodes, this.end)
  }
}

function isInstance(value: object): value is InstanceChanged | NewInstance {
  return Array.isArray(value)
}

function expectA<Kind>(kind: new (...args: never[]) => Kind, content: unknown): Kind {
  if (content instanceof kind) return content
  throw new Error('other content')
}
