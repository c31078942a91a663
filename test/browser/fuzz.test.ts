/**
 * Random pages and random changes in a real browser. Each page is bound to its HTML, as the parser of
 * documents makes it, or made from values; after each change it must look like a fresh page of the same
 * state, and its handlers must lead to the same handlers.
 *
 * `FUZZ_SEED` repeats a run, `FUZZ_PAGES` sets how many pages there are.
 */
import { expect, test } from 'vitest'
import { openEngine } from './engine/open-engine.ts'
import { judge, REFUSED, type Judgement } from './fuzz/judge.ts'
import { describeCase, type PageCase } from './fuzz/page-case.ts'
import { PageGenerator } from './fuzz/page-generator.ts'
import { Random } from './fuzz/random.ts'
import { shrink } from './fuzz/shrink.ts'
import type {} from './fuzz/in-page.ts'

const SEED = Number(process.env['FUZZ_SEED'] ?? Math.floor(Math.random() * 2 ** 32))
const PAGES = Number(process.env['FUZZ_PAGES'] ?? 1_000)
const BATCH = 25
/** So many are under way at once: the server's part of one is done while the browser does its part of another. */
const BATCHES = 2

interface Counts {
  pages: number
  changes: number
  refused: number
}

test(
  `random pages look like fresh ones after random changes (FUZZ_SEED=${SEED})`,
  { timeout: 600_000 },
  async () => {
    await using engine = await openEngine('test/browser/fuzz/in-page.ts')
    const page = await engine.open()
    const random = new Random(SEED)
    const counts: Counts = { pages: 0, changes: 0, refused: 0 }
    while (counts.pages < PAGES) {
      const batches = Array.from({ length: BATCHES }, () =>
        Array.from({ length: BATCH }, () => new PageGenerator(random).page(5 + random.below(3))),
      )
      const judged = await Promise.all(
        batches.map(async (cases) =>
          (await judge(page, cases)).map((judgement, index) => ({ judgement, each: cases[index] })),
        ),
      )
      const failures: Failure[] = []
      for (const { judgement, each } of judged.flat()) {
        if (!each) continue
        if (judgement === REFUSED) counts.refused++
        else {
          counts.pages++
          counts.changes += each.states.length - 1
          if (judgement !== null) failures.push({ each, why: judgement })
        }
      }
      if (failures.length > 0) expect.fail(await describe(failures))
    }
    console.log(
      `FUZZ_SEED=${SEED}: ${counts.pages} pages, ${counts.changes} changes, ${counts.refused} refused`,
    )
    expect(counts.changes).toBeGreaterThanOrEqual(5 * PAGES)
    // Otherwise the generator makes templates that nobody could use.
    expect(counts.refused).toBeLessThan(PAGES / 5)

    /** The smallest of the failures, made smaller. */
    async function describe(failures: readonly Failure[]): Promise<string> {
      const [smallest] = failures.toSorted((left, right) => sizeOf(left.each) - sizeOf(right.each))
      if (!smallest) return ''
      const shrunk = await shrink(smallest.each, async (all) => (await judge(page, all)).map(isFailure))
      const [reason] = await judge(page, [shrunk])
      return `FUZZ_SEED=${SEED}, ${failures.length} of the pages after ${counts.pages} failed.

${smallest.why}

Made smaller: ${reason}

${describeCase(shrunk)}`
    }
  },
)

interface Failure {
  readonly each: PageCase
  readonly why: string
}

function isFailure(judgement: Judgement): boolean {
  return judgement !== null && judgement !== REFUSED
}

function sizeOf(each: PageCase): number {
  return JSON.stringify(each).length
}
