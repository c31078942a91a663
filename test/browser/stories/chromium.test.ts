import { composing } from './composing.ts'
import { SEED, stories, tellStories, type Table } from './tell-stories.ts'

const LATENCIES = [0, 100, 400]
const CUT = { latency: 100, isCut: true }

/**
 * Each story over a line that is cut, where it can be told over one, and over a whole one: in turns over lines of each
 * quality, beginning with another one in each run.
 */
const table: Table = [...stories, composing].flatMap((story, index) => {
  const latency = LATENCIES[(index + SEED) % LATENCIES.length] ?? 0
  const lines = [{ latency, isCut: false }, ...(story.loadsPages ? [] : [CUT])]
  return lines.map((line) => [story, line] as const)
})

tellStories('chromium', table)
