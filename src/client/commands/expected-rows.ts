/**
 * What events without an outcome do to rows and values. Rows of the tree belong to the server, which moves and removes
 * them by what it knows: before it changes anything they stand as it left them, and afterwards all of this is done once more.
 * A row that was only expected is no row of the tree: it has no id, and no event is addressed to it.
 */
import type { RowCommand } from '../../protocol/differences.ts'
import { core } from '../modules/core.ts'
import { parseFor } from '../modules/parse-for.ts'
import { keepFocus } from './keep-focus.ts'

/** Marks rows that are only expected. */
const EXPECTED = 'data-live-optimistic'

/** Finds the elements that a command is about now. */
export type Find = (target: RowCommand[1]) => readonly HTMLElement[]

/** One command for as long as its event has no outcome. */
export interface ExpectedRows {
  /** Does it, or sees to it that it still stands. */
  apply(find: Find): void
  /** The server is about to change what stands there. */
  suspend(): void
  /** The event has its outcome. */
  end(): void
}

/** `texts` are the fields of the form that the event happened in. */
export function expectedRows(command: RowCommand, texts: ReadonlyMap<string, string>): ExpectedRows {
  switch (command[0]) {
    case 'setValue':
      return new ExpectedValue(command[1], command[2])
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
    for (const place of content.querySelectorAll('[data-field]'))
      place.textContent = this.#texts.get(place.getAttribute('data-field') ?? '') ?? ''
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

/** A row that is seen in another place among its siblings. */
class MovedRow implements ExpectedRows {
  readonly #command: Extract<RowCommand, readonly ['moveRow', ...unknown[]]>
  /** Comments that stand where the rows belong. */
  readonly #marks = new Map<HTMLElement, Comment>()

  constructor(command: Extract<RowCommand, readonly ['moveRow', ...unknown[]]>) {
    this.#command = command
  }

  apply(find: Find): void {
    const [, target, how, selector = ''] = this.#command
    for (const row of find(target)) {
      const { parentElement: parent, previousElementSibling, nextElementSibling } = core.natural(row)
      if (!parent || this.#marks.has(row)) continue
      const all = core.natural(parent)
      const before = {
        up: previousElementSibling ?? row,
        down: nextElementSibling?.nextElementSibling ?? null,
        first: all.firstElementChild,
        last: null,
        before: how === 'before' ? [...all.children].find((each) => each.matches(selector)) : null,
      }[how]
      if (before === undefined || before === row || (how === 'down' && !nextElementSibling)) continue
      const mark = new Comment('.')
      core.natural(row).before(mark)
      this.#marks.set(row, mark)
      // At the end it stands behind the last element: what is behind that is the list's own.
      if (before) moveTo(row, before, 'before')
      else if (all.lastElementChild && all.lastElementChild !== row)
        moveTo(row, all.lastElementChild, 'after')
    }
  }

  suspend(): void {
    for (const [row, mark] of [...this.#marks].toReversed()) {
      // Others may have taken it.
      if (row.parentNode && row.parentNode === mark.parentNode) moveTo(row, mark, 'before')
      mark.remove()
    }
    this.#marks.clear()
  }

  end(): void {
    this.suspend()
  }
}

function moveTo(row: HTMLElement, at: ChildNode, side: 'before' | 'after'): void {
  // A form has its control of that name, if any.
  keepFocus(row, () => core.natural(at)[side](row))
}
