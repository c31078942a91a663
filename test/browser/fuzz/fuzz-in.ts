/**
 * Runs the fuzzers in a browser. `FUZZ_SEED` repeats a run, `FUZZ_PAGES` sets how many pages there are.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { BrowserName } from '../../../scripts/browsers.ts'
import type { BrowserPage, TestedBrowser } from '../browsers/browser-page.ts'
import { openScripted } from '../browsers/open-scripted.ts'
import { startBrowser } from '../browsers/start.ts'
import { describeCase } from './describe-case.ts'
import { freshFuzzer } from './fresh/fresh-fuzzer.ts'
import type { Fuzzer } from './fuzzer.ts'
import { judge, PARSED_OTHERWISE, REFUSED, type Judgement } from './judge.ts'
import { litFuzzer } from './lit/lit-fuzzer.ts'
import type { PageCase } from './page-case.ts'
import { PageGenerator } from './page-generator.ts'
import { Random } from './random.ts'
import { shrink } from './shrink.ts'

const SEED = Number(process.env['FUZZ_SEED'] ?? Math.floor(Math.random() * 2 ** 32))
const BATCH = 25
/** So many are under way at once: the server's part of one is done while the browser does its part of another. */
const BATCHES = 2

export function fuzzIn(name: BrowserName, pagesByDefault: number): void {
  const pages = Number(process.env['FUZZ_PAGES'] ?? pagesByDefault)
  let browser: TestedBrowser
  beforeAll(async () => {
    browser = await startBrowser(name)
  }, 180_000)
  afterAll(() => browser[Symbol.asyncDispose]())

  for (const fuzzer of [freshFuzzer, litFuzzer]) {
    test(`${fuzzer.name} (FUZZ_SEED=${SEED})`, { timeout: 600_000 }, async () => {
      await using page = await openScripted(browser, fuzzer.entry)
      const counts = await fuzz(fuzzer, page, pages)
      console.log(`FUZZ_SEED=${SEED}, ${name}: ${JSON.stringify(counts)}`)
      expect(counts.changes).toBeGreaterThanOrEqual(5 * pages)
      // Otherwise the generator makes templates that nobody could use.
      expect(counts.refused).toBeLessThan(pages / 5)
      // Faults of a parser are met in one page of hundreds.
      expect(counts.parsedOtherwise).toBeLessThan(pages / 25)
    })
  }
}

interface Counts {
  pages: number
  changes: number
  refused: number
  parsedOtherwise: number
}

interface Judged {
  readonly each: PageCase
  readonly judgement: Judgement
}

async function fuzz(fuzzer: Fuzzer, page: BrowserPage, pages: number): Promise<Counts> {
  const random = new Random(SEED)
  const counts: Counts = { pages: 0, changes: 0, refused: 0, parsedOtherwise: 0 }
  while (counts.pages < pages) {
    const batches = Array.from({ length: BATCHES }, () => judgeBatch(fuzzer, page, random))
    const judged = (await Promise.all(batches)).flat()
    const accepted = judged.filter(({ judgement }) => judgement !== REFUSED && judgement !== PARSED_OTHERWISE)
    const parsedOtherwise = judged.filter(({ judgement }) => judgement === PARSED_OTHERWISE).length
    counts.parsedOtherwise += parsedOtherwise
    counts.refused += judged.length - accepted.length - parsedOtherwise
    counts.pages += accepted.length
    for (const { each } of accepted) counts.changes += each.states.length - 1
    const failures = accepted.filter(({ judgement }) => judgement !== null)
    if (failures.length > 0) {
      expect.fail(
        `FUZZ_SEED=${SEED}, ${failures.length} of the first ${counts.pages} pages failed.

${await describeSmallest(failures, fuzzer, page)}`,
      )
    }
  }
  return counts
}

async function judgeBatch(fuzzer: Fuzzer, page: BrowserPage, random: Random): Promise<Judged[]> {
  const cases = Array.from({ length: BATCH }, () =>
    new PageGenerator(random, fuzzer.vocabulary).page(5 + random.below(3)),
  )
  const judgements = await judge(fuzzer, page, cases)
  // One for each case.
  return cases.map((each, index) => ({ each, judgement: judgements[index] as Judgement }))
}

/** The smallest of the failures, made smaller. */
async function describeSmallest(
  failures: readonly Judged[],
  fuzzer: Fuzzer,
  page: BrowserPage,
): Promise<string> {
  const [smallest] = failures.toSorted((left, right) => sizeOf(left.each) - sizeOf(right.each))
  if (!smallest) return ''
  const shrunk = await shrink(smallest.each, async (all) =>
    (await judge(fuzzer, page, all)).map(
      (judgement) => judgement !== null && judgement !== REFUSED && judgement !== PARSED_OTHERWISE,
    ),
  )
  const [reason] = await judge(fuzzer, page, [shrunk])
  return `${smallest.judgement}

Made smaller: ${reason}

${describeCase(shrunk)}`
}

function sizeOf(each: PageCase): number {
  return JSON.stringify(each).length
}
