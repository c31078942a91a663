/**
 * What events without an outcome do to rows and values. Rows of the tree belong to the server, which moves and removes
 * them by what it knows: before it changes anything they stand as it left them, and afterwards all of this is done once more.
 * A row that was only expected is no row of the tree: it has no id, and no event is addressed to it.
 */
import type { RowCommand } from '../../protocol/differences.ts'
import { core } from '../modules/core.ts'
import { parseFor } from '../modules/parse-for.ts'
import type { ExpectedRows, Find } from './expected-part.ts'
import { ExpectedFields, FIELD } from './expected-fields.ts'
import { keepFocus } from './keep-focus.ts'

/** Marks rows that are only expected. */
const EXPECTED = 'data-live-optimistic'

/** `texts` are the fields of the form that the event happened in. */
export function expectedRows(command: RowCommand, texts: ReadonlyMap<string, string>): ExpectedRows {
  switch (command[0]) {
    case 'setValue':
      return new ExpectedValue(command[1], command[2])
    case 'setFields':
      return new ExpectedFields(command[1], texts)
    case 'appendRow':
    case 'prependRow':
      return new AddedRow(command, texts)
    case 'removeRow':
      return new RemovedRow(command[1])
    case 'moveRow':
      return new MovedRow(command)
  }
}

/** A text in a control: no change of the user's, and nothing that the server has rendered. */
class ExpectedValue implements ExpectedRows {
  readonly #target: RowCommand[1]
  readonly #text: string
  readonly #written = new Map<HTMLInputElement, { readonly before: string; readonly now: string }>()
  /** Those that have changed since: they are left alone. */
  readonly #changed = new Set<HTMLInputElement>()

  constructor(target: RowCommand[1], text: string) {
    this.#target = target
    this.#text = text
  }

  apply(find: Find): void {
    for (const element of find(this.#target)) {
      // What has no value gets none.
      const control = element as HTMLInputElement
      const isDone = this.#written.has(control) || this.#changed.has(control)
      // The name of a file that was chosen can be taken away by scripts, but not put back.
      if (typeof control.value !== 'string' || control.type === 'file' || isDone) continue
      const before = control.value
      if (before !== this.#text) write(control, this.#text)
      this.#written.set(control, { before, now: control.value })
    }
  }

  suspend(): void {
    for (const [control, { before, now }] of this.#written) {
      if (control.value !== now) this.#changed.add(control)
      else if (before !== now) write(control, before)
    }
    this.#written.clear()
  }

  end(): void {
    this.suspend()
  }
}

function write(control: HTMLInputElement, text: string): void {
  const change = (): void => void (control.value = text)
  if (core.loaded.liveEdits) core.loaded.liveEdits.keepCaret(control, change)
  else change()
}

/** A row at the end or the start of an element. Its nodes stay the same, so that what moves in it goes on. */
class AddedRow implements ExpectedRows {
  readonly #command: Extract<RowCommand, readonly ['appendRow' | 'prependRow', ...unknown[]]>
  readonly #texts: ReadonlyMap<string, string>
  readonly #rows = new Map<Element, readonly ChildNode[]>()

  constructor(
    command: Extract<RowCommand, readonly ['appendRow' | 'prependRow', ...unknown[]]>,
    texts: ReadonlyMap<string, string>,
  ) {
    this.#command = command
    this.#texts = texts
  }

  apply(find: Find): void {
    const [word, target] = this.#command
    for (const parent of find(target)) {
      const nodes = this.#rows.get(parent) ?? this.#make(parent)
      this.#rows.set(parent, nodes)
      // What moves begins its animations again.
      if (isAtEdge(parent, nodes, word)) continue
      if (word === 'appendRow') core.natural(parent).append(...nodes)
      else core.natural(parent).prepend(...nodes)
    }
  }

  /** It stays where it is: the server looks for its own rows only. */
  suspend(): void {}

  end(): void {
    for (const nodes of this.#rows.values()) for (const node of nodes) core.natural(node).remove()
  }

  #make(parent: Element): readonly ChildNode[] {
    const [, , html] = this.#command
    const content = parseFor(parent, html)
    for (const place of content.querySelectorAll(`[${FIELD}]`))
      place.textContent = this.#texts.get(place.getAttribute(FIELD) ?? '') ?? ''
    for (const row of content.children) row.toggleAttribute(EXPECTED, true)
    return [...content.childNodes]
  }
}

/** Whether nodes stand at the end or the start of an element, or what stands there instead is expected as well. */
function isAtEdge(parent: Element, nodes: readonly ChildNode[], word: 'appendRow' | 'prependRow'): boolean {
  const children = [...core.natural(parent).children]
  const own = children.findIndex((each) => nodes.includes(each))
  const beyond = word === 'appendRow' ? children.slice(own) : children.slice(0, own)
  return own >= 0 && beyond.every((each) => each.hasAttribute(EXPECTED))
}

/** Rows that are not shown. They stand where they are: the server may still change them. */
class RemovedRow implements ExpectedRows {
  readonly #target: RowCommand[1]
  readonly #hidden = new Map<HTMLElement, readonly [display: string, priority: string]>()

  constructor(target: RowCommand[1]) {
    this.#target = target
  }

  apply(find: Find): void {
    for (const row of find(this.#target)) {
      const { style } = core.natural(row)
      if (!this.#hidden.has(row))
        this.#hidden.set(row, [style.getPropertyValue('display'), style.getPropertyPriority('display')])
      style.setProperty('display', 'none', 'important')
    }
  }

  /** What others hide too is noted as it is without this one, and what the server renders is seen. */
  suspend(): void {
    for (const [row, before] of this.#hidden) core.natural(row).style.setProperty('display', ...before)
    this.#hidden.clear()
  }

  end(): void {
    this.suspend()
  }
}

/** A row that is seen in another place, in its own list or in another one. */
class MovedRow implements ExpectedRows {
  readonly #command: Extract<RowCommand, readonly ['moveRow', ...unknown[]]>
  /** Comments that stand where the rows belong, and the lists that show them meanwhile. */
  readonly #marks = new Map<HTMLElement, { readonly mark: Comment; readonly list: ParentNode | null }>()
  #at: Element | null = null

  constructor(command: Extract<RowCommand, readonly ['moveRow', ...unknown[]]>) {
    this.#command = command
  }

  apply(find: Find): void {
    for (const row of find(this.#command[1])) {
      const place = this.#marks.has(row) ? undefined : this.#placeOf(row)
      // A row is no place for itself.
      if (!place || core.natural(row).contains(place[0])) continue
      const mark = new Comment('.')
      core.natural(row).before(mark)
      moveTo(row, ...place)
      this.#marks.set(row, { mark, list: row.parentNode })
    }
  }

  /** Next to which element; undefined where it stays. */
  #placeOf(row: HTMLElement): Place | undefined {
    const [, , how, selector = ''] = this.#command
    const {
      parentElement: parent,
      previousElementSibling: previous,
      nextElementSibling: next,
    } = core.natural(row)
    if (!parent) return undefined
    switch (how) {
      case 'up':
        return previous ? [previous, 'before'] : undefined
      case 'down':
        return next ? [next, 'after'] : undefined
      case 'first':
        return placeIn(parent, 'first')
      case 'last':
        return placeIn(parent, 'last')
      case 'before': {
        const found = this.#found(() => matching(parent, selector) ?? core.page.querySelector(selector))
        return found ? [found, 'before'] : undefined
      }
      case 'into': {
        const list = this.#found(() => core.page.querySelector(selector))
        return list ? placeIn(list, 'last') : undefined
      }
    }
  }

  /** What the selector found first, as long as it is there. */
  #found(find: () => Element | null): Element | null {
    if (!this.#at || !core.natural(this.#at).isConnected) this.#at = find()
    return this.#at
  }

  suspend(): void {
    for (const [row, { mark, list }] of [...this.#marks].toReversed()) {
      // Others may have taken it, or what it belongs to.
      if (row.parentNode === list && mark.isConnected) moveTo(row, mark, 'before')
      mark.remove()
    }
    this.#marks.clear()
  }

  end(): void {
    this.suspend()
  }
}

type Place = readonly [at: ChildNode | Element, side: 'before' | 'after' | 'append']

/** At the end it is behind the last element: what is behind that is the list's own. */
function placeIn(list: Element, edge: 'first' | 'last'): Place {
  const { firstElementChild: first, lastElementChild: last } = core.natural(list)
  if (edge === 'first' && first) return [first, 'before']
  return last ? [last, 'after'] : [list, 'append']
}

function matching(list: Element, selector: string): Element | undefined {
  return [...core.natural(list).children].find((each) => each.matches(selector))
}

function moveTo(row: HTMLElement, at: Place[0], side: Place[1]): void {
  // A form has its control of that name, if any. What rows are appended to is an element.
  keepFocus(row, () => core.natural(at as Element)[side](row))
}
