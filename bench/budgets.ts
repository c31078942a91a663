import { CLIENT_BUDGET } from '../scripts/client-size.ts'
import type { Results } from './results.ts'

/** What a result must not exceed. */
export interface Budget {
  readonly key: string
  /** What is measured, for people. */
  readonly what: string
  /** The largest value that is within it. */
  limit(results: Results): number
  /** The limit, where it depends on another result: `1.5 × raw ws`. */
  readonly relation?: string
}

/** Bytes and counts that every run measures alike: `test/budgets` tests them as well. */
export const EXACT_BUDGETS: readonly Budget[] = [
  atMost('counter.bytes', 'counter: one click', 40),
  atMost('list300.update.bytes', '300 rows: one changes', 40),
  atMost('list1000.update.bytes', '1,000 rows: one changes', 40),
  atMost('list1000.swap.bytes', '1,000 rows: two swap places', 40),
  atMost('list1000.remove.bytes', '1,000 rows: the fifth is removed', 40),
  atMost('list10000.update.bytes', '10,000 rows: one changes', 40),
  atMost('list10000.remove.bytes', '10,000 rows: the fifth is removed', 40),
  atMost('list1000.join.bytes', 'join of a page of 1,000 rows', 1_000),
  atMost('list10000.join.bytes', 'join of a page of 10,000 rows', 1_000),
  times('navigate.bytes', 'from page to page of one layout', 0.5, 'fullLoad.bytes'),
  atMost('stream2000.bytes', '2,000 tokens streamed into one text', 60_000),
  atMost('acks.framesPerEvent', 'acknowledgement frames per event', 0.1),
  atMost('mounts.perVisit', 'mounts per visit', 1),
]

/** Times and memory: only the benchmark looks at them, as a busy machine may spoil them. */
const MEASURED_BUDGETS: readonly Budget[] = [
  times('counter.serverUs', 'counter: server CPU of a click', 1.5, 'rawws.serverUs'),
  atMost('list1000.update.serverMs', '1,000 rows: one changes, server CPU', 0.4),
  times(
    'identity10000.update.serverMs',
    '10,000 rows kept by identity: one changes',
    0.25,
    'list10000.update.serverMs',
  ),
  times('list10000.swap.serverMs', '10,000 rows: two swap places', 2, 'list10000.update.serverMs'),
  times('list10000.remove.serverMs', '10,000 rows: the fifth is removed', 2, 'list10000.update.serverMs'),
  times('stream10000.append.serverMs', 'append to a stream beside 10,000 rows', 2, 'stream0.append.serverMs'),
  times('broadcast1000.serverMs', 'message to 1,000 clients', 1.5, 'broadcast1000.rawWsServerMs'),
  atMost('list1000.update.clientMs', '1,000 rows: one changes, browser script', 0.3),
  times('list1000.update.clientMs', 'the same, against morphdom', 0.01, 'morph1000.update.clientMs'),
  times('list10000.update.clientMs', '10,000 rows: one changes', 2, 'list1000.update.clientMs'),
  times('counter.clickToDomMs', 'counter: from the click to the changed page', 1.3, 'rawws.clickToDomMs'),
  times('list1000.clickToDomMs', '1,000 rows: from the click to the row', 1.6, 'rawws.clickToDomMs'),
  times('options500.hydrateMs', '500 options with their choice are bound', 20, 'plainOptions500.hydrateMs'),
  times('navigate.serverMs', 'from page to page, server CPU', 1, 'fullLoad.serverMs'),
  times('navigate.clientMs', 'from page to page, main thread of the browser', 0.5, 'fullLoad.clientMs'),
  times('compile10000.ms', 'compile a template of 10,000 elements', 15, 'compile1000.ms'),
  times('idle.kbPerClient', 'idle counter page: server memory', 1.5, 'idle.rawWsKbPerClient'),
  atMost('parked.bytesPerGet', 'page that nobody joins: server memory', 2_048),
]

/** All of them. That of the client script has a test of its own, which says what to do about it. */
export const BUDGETS: readonly Budget[] = [
  atMost('client.gzip', 'client script, gzip', CLIENT_BUDGET),
  ...EXACT_BUDGETS,
  ...MEASURED_BUDGETS,
]

function atMost(key: string, what: string, most: number): Budget {
  return { key, what, limit: () => most }
}

/** At most that many times another result of the same run. */
function times(key: string, what: string, factor: number, other: string): Budget {
  return {
    key,
    what,
    limit: (results) => factor * (results[other] ?? Number.NaN),
    relation: `${factor} × ${other}`,
  }
}
