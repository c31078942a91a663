import { Rendering } from '../../engine/rendering.ts'
import type { Fuzzer } from '../fuzzer.ts'
import { liveCase, startOf, type Start, type Told } from '../live-case.ts'
import { WHOLE } from '../vocabulary.ts'

/** A page, its changes, and for each of its states a page that starts with it. */
export interface FreshScript {
  readonly told: Told
  readonly fresh: readonly Start[]
}

/**
 * Each page is bound to its HTML, as the parser of documents makes it, or made from values. After each change it must
 * look like a page that starts with that state, and its handlers must lead to the same handlers.
 */
export const freshFuzzer: Fuzzer = {
  name: 'random pages look like fresh ones after random changes',
  vocabulary: WHOLE,
  entry: 'test/browser/fuzz/fresh/in-page.ts',
  prepare(each) {
    const { results, trees, told } = liveCase(each)
    const fresh = results.map((result) => startOf(new Rendering(result)))
    return { script: { told, fresh } satisfies FreshScript, trees }
  },
}
