/**
 * The lazy module of rows: of lists, in the order of the server, and of streams, which the browser alone keeps. Markup
 * that is put in as it is has its place here too.
 */
import type {
  ListDifference,
  ListShape,
  NewList,
  NewStream,
  RawHtml,
  Shape,
  StreamShape,
} from '../../protocol/differences.ts'
import type { EffectOf } from '../../protocol/effects.ts'
import type { Rows, RowsKind } from '../additions.ts'
import type { RowPlace } from '../parts.ts'
import type { ClientPort } from '../port.ts'
import { List } from '../rows/list.ts'
import { newPlaces } from '../rows/rows.ts'
import { rowKey, Stream } from '../rows/stream.ts'
import { core, useCore } from './core.ts'
import { parseWithin } from './parse-within.ts'

export function start(port: ClientPort): RowsKind {
  useCore(port)
  return { newPlaces, hydrate, show, change, changeStream, rowKey, empty }
}

const hydrate: RowsKind['hydrate'] = (part, shape, bind) => {
  const rows = empty(part, shape)
  for (let at = 0; at < shape.r.length; at += 2) {
    // `[count, shape, count, shape, …]`
    for (let count = shape.r[at] as number; count--;) {
      // Counts and shapes alternate.
      rows.adopt(bind(rows.takeId(), shape.r[at + 1] as Shape))
    }
  }
  return rows
}

function show(part: RowPlace, content: NewList | NewStream | RawHtml): void {
  // What came later, and what became of the element around it, need no rows.
  if (part.content !== content || isGone(part)) return
  if ('h' in content) {
    part.content = true
    core.natural(part.parent()).insertBefore(parseWithin(part.element(), content.h), part.end)
  } else {
    const rows = (part.content = empty(part, content))
    // What has keys is a stream.
    if ('k' in content) (rows as Stream).change('append', content.k)
    // And what has none is a list.
    else (rows as List).insert(content.i, part.end)
  }
}

function empty(part: RowPlace, content: NewList | NewStream | ListShape | StreamShape): List | Stream {
  // Those of content bring their keys with them: they are not asked for here.
  return 'k' in content ? new Stream(part, content.k as readonly string[]) : new List(part, content.d)
}

function change(part: RowPlace, difference: ListDifference): void {
  if (isGone(part)) return
  if (!(part.content instanceof List)) throw new Error('other content')
  part.content.apply(difference)
}

/** Whether a part was removed with what is around it. */
function isGone({ end }: RowPlace): boolean {
  return !!end && !end.parentNode
}

function changeStream([, [root, ...steps], how, ...rows]: EffectOf<'stream'>): void {
  // Paths begin with the number of a root.
  let stream: unknown = core.roots.get(root as number)?.content
  // What has no steps leads nowhere.
  for (const step of steps) stream = (stream as Partial<Rows> | undefined)?.at?.(step)
  if (stream instanceof Stream) stream.change(how, rows)
}
