/**
 * The places in the page whose content the server renders. This is the whole of what the rest of the client
 * knows of the engine. Whatever does not fit throws; the caller asks the server for a full render.
 */
import type {
  ChildDifference,
  Difference,
  PartValue,
  Shape,
  StreamRow,
  TemplateTable,
} from '../protocol/differences.ts'
import type { Edit } from '../protocol/messages.ts'
import type { Path } from '../protocol/paths.ts'
import { ChildPart } from './child-part.ts'
import { Controls } from './controls.ts'
import { createNodes } from './create.ts'
import { Hydration, type HydratingEngine } from './hydrate.ts'
import { Instance, type EventPart, type Place, type RowId } from './parts.ts'
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

export class Roots implements HydratingEngine {
  readonly controls: Controls = new Controls(document)
  readonly rowKeys: RowKeys = new RowKeys()
  readonly #hooks: EngineHooks
  readonly #roots = new Map<number, ChildPart>()
  /** By wire id, within the epoch. */
  readonly #templates = new Map<number, ClientTemplate>()
  /** By content hash, for the life of the page. */
  readonly #cache = new Map<string, ClientTemplate>()
  readonly #types = new Set<string>()
  readonly #handlers = new WeakMap<Element, Map<string, EventPart>>()

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
      const hash = typeof definition === 'string' ? definition : definition[0]
      let template = this.#cache.get(hash)
      if (!template && typeof definition !== 'string') {
        this.#cache.set(hash, (template = defineTemplate(definition)))
      }
      if (template) this.#templates.set(Number(id), template)
    }
  }

  /** The content hashes of the templates that need not be sent again. */
  templateHashes(): string[] {
    return [...this.#cache.keys()]
  }

  template(id: number): ClientTemplate {
    const template = this.#templates.get(id)
    if (!template) throw new Error(`no template ${id}`)
    return template
  }

  // --- roots ---

  /** Binds a root to the HTML that its container shows. */
  hydrate(root: number, container: Element, shape: Shape): void {
    this.#roots.set(root, new Hydration(this).onlyChild(root, container, shape))
    this.controls.settle()
  }

  /** Replaces what a container shows by a root. */
  create(root: number, container: Element, content: ChildDifference): void {
    const start = new Text()
    container.replaceChildren(start)
    container.setAttribute(ROOT, String(root))
    const part = new ChildPart(this, root, start, null)
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

  /**
   * The server has received all events up to this number. To be told before the frame that says so is applied.
   */
  get received(): number {
    return this.controls.received
  }

  set received(event: number) {
    this.controls.received = event
  }

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
    return this.#handlers.get(element)?.get(type)
  }

  /** The key of the outermost stream row around an element that is still within another, which listens. */
  rowKey(element: Element, within: Element): string | undefined {
    return this.rowKeys.find(element, within)
  }

  // --- for parts ---

  instantiate(owner: Place, id: RowId | undefined, template: number, values: readonly PartValue[]): Instance {
    const instance = new Instance(this, owner, id, template)
    createNodes(instance, this.template(template), values)
    return instance
  }

  listen(element: Element, type: string, part: EventPart | null): void {
    const handlers = this.#handlers.get(element) ?? new Map<string, EventPart>()
    this.#handlers.set(element, handlers)
    if (!part) handlers.delete(type)
    else {
      handlers.set(type, part)
      if (!this.#types.has(type)) {
        this.#types.add(type)
        this.#hooks.listen(type)
      }
    }
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
      } else at = at instanceof Rows ? at.at(step) : undefined
    }
    return at
  }
}
