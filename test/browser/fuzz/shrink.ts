import type { PageCase } from './page-case.ts'

/**
 * The smallest case found that still fails: states are left out first, then whole templates, then members of
 * lists, and values become simpler, for as long as there is time and something to leave out.
 */
export async function shrink(
  failing: PageCase,
  fails: (cases: readonly PageCase[]) => Promise<boolean[]>,
  milliseconds = 60_000,
): Promise<PageCase> {
  const until = Date.now() + milliseconds
  let smallest = failing
  for (const lessOf of [withoutStates, withoutTemplates, simpler]) {
    let found: PageCase | undefined = smallest
    while (found) {
      smallest = found
      found = await firstFailing(bySize(lessOf(smallest)), fails, until)
    }
  }
  return smallest
}

async function firstFailing(
  candidates: readonly PageCase[],
  fails: (cases: readonly PageCase[]) => Promise<boolean[]>,
  until: number,
): Promise<PageCase | undefined> {
  // Most often one of the first fails, so the first batches are small.
  let size = 4
  let from = 0
  while (from < candidates.length && Date.now() < until) {
    const batch = candidates.slice(from, from + size)
    const found = batch[(await fails(batch)).indexOf(true)]
    if (found) return found
    from += size
    size = Math.min(size * 2, 64)
  }
  return undefined
}

/** What leaves out most comes first. */
function bySize(cases: Iterable<PageCase>): PageCase[] {
  return [...cases]
    .map((each) => ({ each, size: JSON.stringify(each).length }))
    .toSorted((left, right) => left.size - right.size)
    .map(({ each }) => each)
}

function* withoutStates(whole: PageCase): Generator<PageCase> {
  const { states } = whole
  for (let index = 0; index < states.length && states.length > 1; index++) {
    yield { ...whole, states: states.toSpliced(index, 1) }
    // All up to here: what failed may need nothing of what was before.
    if (index + 1 < states.length) yield { ...whole, states: states.slice(index + 1) }
  }
}

function* withoutTemplates(whole: PageCase): Generator<PageCase> {
  for (const [index, template] of whole.templates.entries()) {
    if (template.length > 0) yield { ...whole, templates: whole.templates.with(index, []) }
  }
}

function* simpler(whole: PageCase): Generator<PageCase> {
  for (const candidate of reduced(whole, '')) {
    // Only members of lists and values change: the case keeps its form.
    const { states } = candidate as PageCase
    if (states.length > 0) yield candidate as PageCase
  }
}

/** Copies of a piece of JSON with one thing less. */
function* reduced(value: unknown, name: string): Generator {
  if (Array.isArray(value)) {
    // Templates are known by their place.
    if (name !== 'templates') {
      if (value.length > 3) {
        yield value.slice(0, value.length / 2)
        yield value.slice(value.length / 2)
      }
      for (let index = 0; index < value.length; index++) yield value.toSpliced(index, 1)
    }
    for (let index = 0; index < value.length; index++) {
      for (const less of reduced(value[index], '')) yield value.with(index, less)
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, member] of Object.entries(value)) {
      if (SIMPLE.has(key)) continue
      if (name === 'values' && member !== null) yield { ...value, [key]: null }
      if (name === 'values' && typeof member === 'object') {
        yield { ...value, [key]: 'x' }
        if (member && 'value' in member) yield { ...value, [key]: member.value }
        if (member && 'guarded' in member) yield { ...value, [key]: member.guarded }
        if (member && 'array' in member)
          for (const inner of member.array as unknown[]) yield { ...value, [key]: inner }
        if (member && 'repeat' in member) {
          for (const { row } of member.repeat as { row: unknown }[]) yield { ...value, [key]: row }
        }
      }
      for (const less of reduced(member, key)) yield { ...value, [key]: less }
    }
  } else if (typeof value === 'string' && value.length > 1 && name !== 'tag') {
    yield value.slice(0, value.length / 2)
    yield value.slice(value.length / 2)
  }
}

/** Names and numbers that refer to something. */
const SIMPLE: ReadonlySet<string> = new Set([
  'tag',
  'name',
  'hole',
  'template',
  'key',
  'handler',
  'open',
  'retain',
  'keyed',
  'foreign',
  'raw',
  'absent',
])
