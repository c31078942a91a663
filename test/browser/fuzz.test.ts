/**
 * Random pages and random changes in a real browser. Each page is bound to its HTML, as the parser of
 * documents makes it, or made from values; after each change it must look like a fresh page of the same state.
 *
 * `FUZZ_SEED` repeats a run, `FUZZ_PAGES` sets how many pages there are.
 */
import { expect, test } from 'vitest'
import { openEngine } from './engine/open-engine.ts'
import { judge, REFUSED } from './fuzz/judge.ts'
import { PageGenerator } from './fuzz/page-generator.ts'
import type { PageCase } from './fuzz/page-case.ts'
import { Random } from './fuzz/random.ts'
import { shrink } from './fuzz/shrink.ts'
import type {} from './fuzz/in-page.ts'

const SEED = Number(process.env['FUZZ_SEED'] ?? Math.floor(Math.random() * 2 ** 32))
const PAGES = Number(process.env['FUZZ_PAGES'] ?? 1_000)
const BATCH = 50

test(
  `random pages and changes look like fresh pages of the same state (FUZZ_SEED=${SEED})`,
  { timeout: 240_000 },
  async () => {
    await using engine = await openEngine('test/browser/fuzz/in-page.ts')
    const page = await engine.open()
    const random = new Random(SEED)
    let pages = 0
    let changes = 0
    let refused = 0
    while (pages < PAGES) {
      const cases = Array.from({ length: BATCH }, () => new PageGenerator(random).page(4 + random.below(4)))
      const judgements = await judge(page, cases)
      for (const [index, judgement] of judgements.entries()) {
        const each = cases[index]
        if (!each) continue
        if (judgement === REFUSED) {
          refused++
          continue
        }
        if (judgement !== null) expect.fail(await describe(each, judgement))
        pages++
        changes += each.states.length - 1
      }
    }
    console.log(`FUZZ_SEED=${SEED}: ${pages} pages, ${changes} changes, ${refused} refused by the server`)
    expect(changes).toBeGreaterThanOrEqual(4 * PAGES)

    async function describe(failing: PageCase, why: string): Promise<string> {
      const isFailure = (judgement: string | null): boolean => judgement !== null && judgement !== REFUSED
      const smallest = await shrink(failing, async (all) => (await judge(page, all)).map(isFailure))
      const [reason] = await judge(page, [smallest])
      return `FUZZ_SEED=${SEED}, page ${pages}: ${why}\n\nMade smaller: ${reason}\n${JSON.stringify(smallest, null, 1)}`
    }
  },
)
