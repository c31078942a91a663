import type { PageCase } from './page-case.ts'

/**
 * The smallest case found that still fails. Members of lists are left out, values become simpler, one at a
 * time, for as long as something can be left out.
 */
export async function shrink(
  failing: PageCase,
  fails: (cases: readonly PageCase[]) => Promise<boolean[]>,
  milliseconds = 40_000,
): Promise<PageCase> {
  const until = Date.now() + milliseconds
  let smallest = failing
  while (Date.now() < until) {
    let found: PageCase | undefined
    const candidates = bySize(smaller(smallest))
    for (let from = 0; from < candidates.length && !found && Date.now() < until; from += BATCH) {
      const batch = candidates.slice(from, from + BATCH)
      const verdicts = await fails(batch)
      found = batch[verdicts.indexOf(true)]
    }
    if (!found) return smallest
    smallest = found
  }
  return smallest
}

const BATCH = 40

/** What leaves out most comes first. */
function bySize(cases: Iterable<PageCase>): PageCase[] {
  return [...cases]
    .map((each) => ({ each, size: JSON.stringify(each).length }))
    .toSorted((left, right) => left.size - right.size)
    .map(({ each }) => each)
}

function* smaller(whole: PageCase): Generator<PageCase> {
  for (let index = 0; index < whole.templates.length; index++) {
    yield { ...whole, templates: whole.templates.with(index, []) }
  }
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
])
