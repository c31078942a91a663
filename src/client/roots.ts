/**
 * The places in the page whose content the server renders. This is the whole of what the rest of the client
 * knows of the engine. Whatever does not fit throws; the caller asks the server for a full render.
 */
import type {
  ChildDifference,
  Difference,
  Shape,
  StreamRow,
  TemplateDefinition,
  TemplateTable,
} from '../protocol/differences.ts'
import type { Edit } from '../protocol/messages.ts'
import type { Path } from '../protocol/paths.ts'
import { Binder } from './binder.ts'
import { ChildPart } from './child-part.ts'
import { Controls } from './controls.ts'
import { Instance, type Engine, type EventPart } from './parts.ts'
import { Rows } from './rows.ts'
import { RowKeys, Stream } from './stream.ts'
import { defineTemplate, type ClientTemplate } from './template.ts'

/** What the engine tells the rest of the client. */
export interface EngineHooks {
  /** There is a handler for this type of event: for each type once. */
  listen(type: string): void
}

/** Marks the containers of roots, with their numbers. */
export const ROOT = 'data-live-root'

export class Roots implements Engine {
  /** The server has received all events up to this number. To be told before the frame that says so is applied. */
  received = 0
  readonly controls: Controls = new Controls(this)
  readonly rowKeys: RowKeys = new RowKeys()
  readonly #hooks: EngineHooks
  readonly binder: Binder = new Binder(this)
  readonly #roots = new Map<number, ChildPart>()
  /** By content hash, for the life of the page. */
  readonly #cache = new Map<string, ClientTemplate>()
  /** By the types of events. */
  readonly #handlers = new Map<string, WeakMap<Element, EventPart>>()

  constructor(hooks: EngineHooks) {
    this.#hooks = hooks
  }

  // --- templates ---

  /** All roots are over; they are to be created anew, with templates whose ids mean something else. */
  startEpoch(): void {
    for (const root of this.#roots.keys()) this.remove(root)
  }

  defineTemplates(table: TemplateTable): void {
    for (const [id, definition] of Object.entries(table)) {
      const [hash] = typeof definition === 'string' ? [definition] : definition
      const known = this.#cache.get(hash)
      // A hash stands alone only for a template that is known.
      const template = known ?? defineTemplate(definition as TemplateDefinition)
      this.#cache.set(hash, template)
      this.binder.templates.set(Number(id), template)
    }
  }

  /** The content hashes of the templates that need not be sent again. */
  templateHashes(): string[] {
    return [...this.#cache.keys()]
  }

  // --- roots ---

  /** Binds a root to the HTML that its container shows. */
  hydrate(root: number, container: Element, shape: Shape): void {
    this.#roots.set(root, this.binder.hydrate(root, container, shape))
    this.controls.settle()
  }

  /** Replaces what a container shows by a root. */
  create(root: number, container: Element, content: ChildDifference): void {
    const start = new Text()
    container.replaceChildren(start)
    container.setAttribute(ROOT, String(root))
    const part = new ChildPart(this, root, start)
    this.#roots.set(root, part)
    part.apply(content)
    this.controls.settle()
  }

  /** Passes over roots that the page has lost: the server hears of it only now. */
  apply(difference: Difference): void {
    for (let at = 0; at < difference.length; at += 2) {
      // Roots and their changes alternate.
      const root = difference[at] as number
      this.#roots.get(root)?.apply(difference[at + 1] as ChildDifference)
    }
    this.controls.settle()
  }

  /** Rows of a stream come or go. A stream that a later difference has removed takes its rows along. */
  stream(
    path: Path,
    how: 'append' | 'prepend' | 'reset' | 'remove',
    rows: readonly (StreamRow | string)[],
  ): void {
    const stream = this.#find(path)
    if (!(stream instanceof Stream)) return
    // Keys go with `remove`, rows with all others.
    if (how === 'remove') stream.drop(rows as readonly string[])
    else {
      if (how === 'reset') stream.drop([...stream.rows.keys()])
      stream.add(rows as readonly StreamRow[], how !== 'prepend')
    }
    this.controls.settle()
  }

  /** Ends a root. What its container shows is removed, unless that is not its content any more. */
  remove(root: number): void {
    const container = this.#roots.get(root)?.start.parentElement
    container?.removeAttribute(ROOT)
    container?.replaceChildren()
    this.#roots.delete(root)
  }

  /** The roots that the page has lost since this was asked. */
  lost(): number[] {
    const lost = [...this.#roots].flatMap(([root, { start }]) => (start.isConnected ? [] : root))
    for (const root of lost) this.#roots.delete(root)
    return lost
  }

  // --- what users do ---

  /** The user changed something in this control. */
  edited(element: Element): void {
    this.controls.edited(element)
  }

  /** The edits that no event has reported yet; the event of this number does. */
  takeEdits(event: number): Edit[] {
    return this.controls.take(event)
  }

  /** The handler that an element has for a type of event. */
  handlersOf(element: Element, type: string): EventPart | undefined {
    return this.#handlers.get(type)?.get(element)
  }

  /** The key of the outermost stream row around an element that is still within another, which listens. */
  rowKey(element: Element, within: Element): string | undefined {
    return this.rowKeys.find(element, within)
  }

  // --- for parts ---

  listen(element: Element, type: string, part: EventPart | null): void {
    let handlers = this.#handlers.get(type)
    if (!handlers) {
      this.#handlers.set(type, (handlers = new WeakMap()))
      this.#hooks.listen(type)
    }
    if (part) handlers.set(element, part)
    else handlers.delete(element)
  }

  // --- paths ---

  /** What a path leads to, where it holds a list, a stream or an instance. */
  #find([root, ...steps]: Path): ChildPart['content'] {
    let at = this.#roots.get(Number(root))?.content
    for (const step of steps) {
      // After rows comes a row, whose next step is a part.
      if (at instanceof Instance) {
        const part = at.parts[Number(step)]
        at = part instanceof ChildPart ? part.content : undefined
      } else at = at instanceof Rows ? at.row(step as never) : undefined
    }
    return at
  }
}
