import { templateOf } from '../../src/template/compile/compile.ts'
import { median, rounded, type Results } from '../results.ts'

const SIZES = [1_000, 10_000] as const
const WARM_UP = 2
const ROUNDS = 7

/**
 * Milliseconds until a template of so many elements is compiled, each with an attribute, a handler and text that
 * change. Both sizes are measured in turns, so that a machine that is busy for a while is busy for each.
 */
export function measureCompileTime(): Results {
  const samples = new Map<number, number[]>(SIZES.map((size) => [size, []]))
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    for (const size of SIZES) {
      const time = timeOf(size)
      if (round >= WARM_UP) samples.get(size)?.push(time)
    }
  }
  return Object.fromEntries(
    [...samples].map(([size, times]) => [`compile${size}.ms`, rounded(median(times))]),
  )
}

/** A literal is compiled once, so each time has its own. */
function timeOf(elements: number): number {
  const between = '>text</button></li>\n<li class="item '
  const text = ['<li class="item ']
  for (let element = 0; element < elements; element++) {
    text.push('"><b>', '</b><button @click=', element === elements - 1 ? '>text</button></li>' : between)
  }
  const strings: TemplateStringsArray = Object.assign(text, { raw: text })
  const values = Array.from({ length: text.length - 1 }, () => null)
  const start = performance.now()
  templateOf({ strings, values }, 'html')
  return performance.now() - start
}
