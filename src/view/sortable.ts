/** Rows that users put in another order: a directive on the element that holds them. */
import type { LiveEvent } from '../template/live-event.ts'
import { Misuse, type DirectiveValue } from '../template/template-value.ts'
import { describe } from '../template/tree/describe.ts'
import { InvalidForm } from './form-schema.ts'
import type { HandlerOptions } from './handler-options.ts'
import { on } from './on.ts'

/** Options of {@link sortable}. */
export interface SortableOptions<List extends string = string> extends Pick<
  HandlerOptions,
  'overlap' | 'key' | 'allow'
> {
  /** The name of this list. It is one of `group`. */
  readonly list?: NoInfer<List>
  /** The names of the lists that exchange rows, in their order on the screen. Default: this list alone. */
  readonly group?: readonly List[]
  /** What screen readers say, in the language of the page. Default: English. */
  readonly texts?: SortableTexts
}

/**
 * What screen readers say while a row is moved. `{row}` is its text, or its `aria-label`; `{position}` and `{count}` say where it
 * stands among how many; `{list}` is the `aria-label` of its list, or its name.
 */
export interface SortableTexts {
  /** Default: `{row} is lifted, at {position} of {count}. Move it with the arrow keys, drop it with Space, cancel with Escape.` */
  readonly lifted?: string
  /** Default: `{position} of {count}` */
  readonly moved?: string
  /** In another list. Default: `{list}, {position} of {count}` */
  readonly entered?: string
  /** Default: `{row} is dropped, at {position} of {count}.` */
  readonly dropped?: string
  /** Default: `{row} stays at {position} of {count}.` */
  readonly cancelled?: string
  /** The server has refused the move. Default: `{row} could not be moved.` */
  readonly refused?: string
}

/**
 * Lets users put rows in another order, with a mouse, a finger, a pen or the keyboard. `keys` are those of the rows, as `repeat` has them, of
 * all lists of the group; each row says its own in `data-key`, and has a handle with `data-handle`: a button, which Space lifts, the arrow keys move, Space drops and
 * Escape puts back. The handler gets the key of the row, its new index among the others, counted from 0, and the name of the list. What
 * is not among the keys and lists is refused as `invalid`. The move is shown at once, until the handler is done; then the order is
 * the view's again.
 *
 * ```ts
 * const ids = ['milk', 'bread']
 * html`<ul ${sortable(ids, (id, index) => this.move(id, index))}>
 *   ${repeat(ids, (id) => id, (id) => html`<li data-key=${id}>
 *     ${id} <button data-handle aria-label="Move ${id}">⠿</button>
 *   </li>`)}
 * </ul>`
 * ```
 */
export function sortable<Key extends string | number, const List extends string = ''>(
  keys: Iterable<Key>,
  handler: (key: Key, index: number, list: List) => unknown,
  options: SortableOptions<List> = {},
): DirectiveValue | Misuse {
  const { list = '', group = [list], texts = {}, ...others } = options
  // JavaScript may hand in anything.
  const names: readonly string[] = group
  if (!names.includes(list))
    return new Misuse(
      `sortable(…, { list: ${describe(list)}, group: ${describe(group)} })`,
      "The list is one of its group:  ${sortable(ids, this.move, { list: 'todo', group: ['todo', 'done'] })}",
    )
  const known = new Map([...keys].map((key) => [String(key), key]))
  const sort = function (this: unknown, { detail }: LiveEvent): unknown {
    const move = moveOf(detail)
    const key = move && known.get(move.key)
    if (!move || key === undefined || !names.includes(move.list))
      throw new InvalidForm([{ message: 'There is no such row, or no such place.' }], 'A move')
    // Others may have removed rows since: behind the last one there is no place. The list is one of the names.
    return handler.call(this, key, Math.min(move.index, known.size - 1), move.list as List)
  }
  const shared = group.length > 1 ? { key: `sortable ${JSON.stringify(group)}` } : {}
  return {
    kind: 'directive',
    module: 'Sortable',
    data: [list, [...names], TEXTS.map((name) => texts[name] ?? null)],
    type: 'sort',
    handler: on(sort, { ...shared, ...others }),
    closed: false,
  }
}

/** In the order in which the browser has them. */
const TEXTS = ['lifted', 'moved', 'entered', 'dropped', 'cancelled', 'refused'] as const

interface Move {
  readonly key: string
  readonly index: number
  readonly list: string
}

function moveOf(detail: unknown): Move | undefined {
  if (!Array.isArray(detail)) return undefined
  // Whatever there is in it.
  const [key, index, list] = detail as readonly unknown[]
  const isMove = typeof key === 'string' && typeof list === 'string' && Number.isInteger(index)
  // It was checked.
  return isMove && Number(index) >= 0 ? { key, index: Number(index), list } : undefined
}
