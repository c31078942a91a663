/**
 * The values of a form, as nested data that is never changed in place, and what its rows are known by: a row keeps its id when others
 * come, go or move, and an id is never used twice.
 *
 * A field is known by its key: the steps to it, with the ids of rows in the place of their indices. As long as no row has gone or
 * moved, that is its path.
 */

/** Nested plain objects and arrays. */
export type Values = Readonly<Record<string, unknown>>

export interface Content {
  readonly values: Values
  /** By the keys of lists. A list that is not here has the ids 0, 1, 2, … */
  readonly ids: Readonly<Record<string, readonly number[]>>
  /** The next id of each of them. */
  readonly next: Readonly<Record<string, number>>
}

export type Steps = readonly (string | number)[]

export function contentOf(values: Values): Content {
  return { values, ids: {}, next: {} }
}

/** The ids of the rows of a list, in their order. */
export function idsIn(content: Content, list: string): readonly number[] {
  return content.ids[list] ?? [...listAt(content, list).keys()]
}

/** Where a field is now; null when its row has gone. */
export function stepsTo(content: Content, key: string): Steps | null {
  const steps: (string | number)[] = []
  let at: unknown = content.values
  let before = ''
  for (const name of key === '' ? [] : key.split('.')) {
    let step: string | number = name
    if (Array.isArray(at)) {
      step = idsIn(content, before).indexOf(Number(name))
      if (step < 0) return null
    }
    steps.push(step)
    at = childOf(at, step)
    before = joined(before, name)
  }
  return steps
}

/** The key of what is at a path now; null where there is no such row. */
export function keyTo(content: Content, steps: Steps): string | null {
  let key = ''
  let at: unknown = content.values
  for (const step of steps) {
    let name = String(step)
    if (Array.isArray(at)) {
      const id = idsIn(content, key)[Number(step)]
      if (id === undefined) return null
      name = String(id)
    }
    key = joined(key, name)
    at = childOf(at, step)
  }
  return key
}

/** The key of what is at a path, or of the nearest around it. */
export function nearestKey(content: Content, path: Steps): string {
  for (let { length } = path; length > 0; length--) {
    const key = keyTo(content, path.slice(0, length))
    if (key !== null) return key
  }
  return ''
}

export function read(content: Content, key: string): unknown {
  const steps = stepsTo(content, key)
  return steps?.reduce<unknown>(childOf, content.values)
}

/** The same content with another value at a key; itself where the row of that has gone. */
export function write(content: Content, key: string, value: unknown): Content {
  const steps = stepsTo(content, key)
  if (steps === null) return content
  // A replaced part of an object is part of an object.
  return fitted({ ...content, values: replaced(content.values, steps, value) as Values }, key)
}

/** The same without what is at these keys. */
export function without(content: Content, keys: Iterable<string>): Values {
  let { values } = content
  for (const key of keys) {
    const steps = stepsTo(content, key)
    // As above.
    if (steps) values = replaced(values, steps, undefined, 'left out') as Values
  }
  return values
}

// --- rows ---

/** A row more, at a position. */
export function insertRow(content: Content, list: string, value: unknown, at: number): Content {
  const ids = idsIn(content, list)
  const id = content.next[list] ?? ids.length
  return withRows(content, list, {
    rows: listAt(content, list).toSpliced(at, 0, value),
    ids: ids.toSpliced(at, 0, id),
    next: id + 1,
  })
}

export function removeRow(content: Content, list: string, id: number): Content {
  const ids = idsIn(content, list)
  const at = ids.indexOf(id)
  if (at < 0) return content
  const rows = { rows: listAt(content, list).toSpliced(at, 1), ids: ids.toSpliced(at, 1) }
  const removed = withRows(content, list, { ...rows, next: content.next[list] ?? ids.length })
  const inside = joined(list, String(id))
  return { ...removed, ids: outside(removed.ids, inside), next: outside(removed.next, inside) }
}

export function moveRow(content: Content, list: string, id: number, to: number): Content {
  const ids = idsIn(content, list)
  const at = ids.indexOf(id)
  if (at < 0) return content
  const rows = listAt(content, list)
  return withRows(content, list, {
    rows: rows.toSpliced(at, 1).toSpliced(to, 0, rows[at]),
    ids: ids.toSpliced(at, 1).toSpliced(to, 0, id),
    next: content.next[list] ?? ids.length,
  })
}

interface Rows {
  readonly rows: readonly unknown[]
  readonly ids: readonly number[]
  readonly next: number
}

function withRows(content: Content, list: string, { rows, ids, next }: Rows): Content {
  const steps = stepsTo(content, list)
  if (steps === null) return content
  return {
    // A replaced part of an object is part of an object.
    values: replaced(content.values, steps, rows) as Values,
    ids: { ...content.ids, [list]: ids },
    next: { ...content.next, [list]: next },
  }
}

/** Lists that have got longer or shorter at a key: rows keep the ids of their places, and more have ids of their own. */
function fitted(content: Content, key: string): Content {
  let fit = content
  for (const [list, ids] of Object.entries(content.ids)) {
    if (list !== key && !isInside(list, key)) continue
    const { length } = listAt(content, list)
    if (length === ids.length) continue
    const next = Math.max(content.next[list] ?? 0, ids.length)
    const more = Array.from({ length: Math.max(0, length - ids.length) }, (_, index) => next + index)
    fit = {
      ...fit,
      ids: { ...fit.ids, [list]: [...ids.slice(0, length), ...more] },
      next: { ...fit.next, [list]: next + more.length },
    }
  }
  return fit
}

// --- keys ---

export function joined(key: string, step: string): string {
  return key === '' ? step : `${key}.${step}`
}

/** Whether a key leads to something in what another one leads to. */
export function isInside(key: string, around: string): boolean {
  return around === '' || key.startsWith(`${around}.`)
}

function outside<Value>(
  byKey: Readonly<Record<string, Value>>,
  around: string,
): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(byKey).filter(([key]) => key !== around && !isInside(key, around)))
}

// --- nested data ---

function listAt(content: Content, key: string): readonly unknown[] {
  const list = read(content, key)
  // Whatever it is a list of.
  return Array.isArray(list) ? (list as readonly unknown[]) : []
}

function childOf(at: unknown, step: string | number): unknown {
  return typeof at === 'object' && at !== null && Object.hasOwn(at, step) ? Reflect.get(at, step) : undefined
}

/** A copy of all that is on the way. What is missing on the way is made. */
function replaced(
  at: unknown,
  [step, ...steps]: Steps,
  value: unknown,
  how: 'set' | 'left out' = 'set',
): unknown {
  if (step === undefined) return value
  if (Array.isArray(at)) {
    // Whatever it is a list of.
    const list = at as readonly unknown[]
    return list.map((item, index) => (index === step ? replaced(item, steps, value, how) : item))
  }
  const fields: Record<string, unknown> = { ...(typeof at === 'object' ? at : null) }
  if (how === 'left out' && !Object.hasOwn(fields, step)) return at
  if (how === 'left out' && steps.length === 0) delete fields[step]
  else
    Object.defineProperty(fields, step, {
      value: replaced(childOf(at, step), steps, value, how),
      enumerable: true,
      writable: true,
      configurable: true,
    })
  return fields
}
