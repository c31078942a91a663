import { BUDGETS, type Budget } from './budgets.ts'
import type { Results } from './results.ts'

/** The units by the last part of a key; what is not here is a bare number. */
const UNITS: Readonly<Record<string, string>> = {
  bytes: 'B',
  upBytes: 'B',
  gzip: 'B',
  bytesPerGet: 'B',
  serverUs: 'µs',
  ms: 'ms',
  serverMs: 'ms',
  clientMs: 'ms',
  clickToDomMs: 'ms',
  hydrateMs: 'ms',
  rareServerMs: 'ms',
  rawWsServerMs: 'ms',
  kbPerClient: 'kB',
  rawWsKbPerClient: 'kB',
  heapKbPerClient: 'kB',
  rawWsHeapKbPerClient: 'kB',
}

/** Budgets with what was measured, then all results: a text for a terminal. */
export function describeResults(results: Results): string {
  const judged = BUDGETS.filter(({ key }) => key in results)
  return [
    'Budgets',
    ...judged.map((budget) => describeBudget(budget, results)),
    '',
    'Everything that was measured',
    ...Object.keys(results).map((key) => `  ${key.padEnd(36)}${amount(key, results).padStart(14)}`),
  ].join('\n')
}

/** The budgets that are exceeded. */
export function exceeded(results: Results, budgets: readonly Budget[]): readonly Budget[] {
  // What was not measured is within no budget either, so this asks for more than `value > limit`.
  return budgets.filter(({ key, limit }) => !((results[key] ?? Number.NaN) <= limit(results)))
}

function describeBudget(budget: Budget, results: Results): string {
  const { key, what, limit, relation } = budget
  const mark = exceeded(results, [budget]).length === 0 ? '✓' : '✗'
  const bound = withUnit(key, limit(results)).padStart(12)
  const basis = relation === undefined ? '' : `  = ${relation}`
  return `${mark} ${what.padEnd(42)}${amount(key, results).padStart(12)}  of${bound}${basis}`
}

function amount(key: string, results: Results): string {
  return withUnit(key, results[key] ?? Number.NaN)
}

function withUnit(key: string, value: number): string {
  const unit = UNITS[key.slice(key.lastIndexOf('.') + 1)]
  const number = value.toLocaleString('en', { maximumSignificantDigits: 4 })
  const exact = Number.isInteger(value) ? value.toLocaleString('en') : number
  return unit === undefined ? exact : `${exact} ${unit}`
}
