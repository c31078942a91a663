import { keptStories } from './kept.ts'
import { stories, tellStories, type Table } from './tell-stories.ts'

const LATENCIES = [150, 800] as const

/** Each story once, in turns over an ordinary line and a slow one. */
const table: Table = [...stories, ...keptStories].map((story, index) => [
  story,
  { latency: LATENCIES[index % 2] ?? 150, isCut: false },
])

tellStories('firefox', table)
