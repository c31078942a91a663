/** The lazy module of streams: how their rows come and go. */
import type { StreamRow } from '../../protocol/differences.ts'
import type { Part } from '../parts.ts'
import type { Rows } from '../rows.ts'
import type { StreamChange, StreamKind } from '../additions.ts'
import type { ClientPort } from '../port.ts'
import { core, useCore } from './core.ts'

export function start(port: ClientPort): StreamKind {
  useCore(port)
  return { change }
}

function change(stream: Rows<string>, how: StreamChange, rows: readonly (StreamRow | string)[]): void {
  // A stream that a later difference has removed takes its rows along.
  if (stream.part.content !== stream || (stream.part.end && !stream.part.end.parentNode)) return
  // Keys go with `remove`, rows with all others.
  if (how === 'remove') return drop(stream, rows as readonly string[])
  if (how === 'reset') drop(stream, stream.rows.keys())
  // Rows, not keys.
  add(stream, rows as readonly StreamRow[], how !== 'prepend')
}

/** Rows at the end or the start. One whose key is there already takes the new values where it stands. */
function add(stream: Rows<string>, rows: readonly StreamRow[], atEnd: boolean): void {
  const fragment = core.page.createDocumentFragment()
  for (const [key, template, ...values] of rows) {
    const row = stream.rows.get(key)
    if (!row) fragment.append(stream.make(key, template, values))
    else if (row.template === core.templateOf(template) && !row.parts.some(isMerged)) {
      values.forEach((value, index) => row.parts[index]?.apply(value))
    } else stream.replace(key, template, values)
  }
  const { part } = stream
  core.natural(part.parent()).insertBefore(fragment, atEnd ? part.end : part.top())
}

/** A row that is not there any more is no loss. */
function drop(stream: Rows<string>, keys: Iterable<string>): void {
  for (const key of keys) if (stream.rows.has(key)) stream.remove(key)
}

/** Styles and spreads take what changed in them; what they show besides is not known. */
function isMerged({ bound }: Part): boolean {
  return /^[~*]/.test(bound ?? '')
}
