import type { Fuzzer } from '../fuzzer.ts'
import { liveCase, type Told } from '../live-case.ts'
import type { PageCase } from '../page-case.ts'
import { LIT } from './lit-vocabulary.ts'

/** A page, and the case that it was made from, for lit-html. */
export interface LitScript {
  readonly told: Told
  readonly each: PageCase
}

/** lit-html, which knows no server, renders the same templates and values. After each change both must look the same. */
export const litFuzzer: Fuzzer = {
  name: 'random pages look as lit-html renders them after random changes',
  vocabulary: LIT,
  entry: 'test/browser/fuzz/lit/in-page.ts',
  prepare(each) {
    const { trees, told } = liveCase(each)
    return { script: { told, each } satisfies LitScript, trees }
  },
}
