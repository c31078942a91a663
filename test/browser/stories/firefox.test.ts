import { stories, tellStories, type Table } from './tell-stories.ts'

const LATENCIES = [100, 400] as const

/** Each story once, in turns over an ordinary line and a slow one. */
const table: Table = stories.map((story, index) => [
  story,
  { latency: LATENCIES[index % 2] ?? 100, isCut: false },
])

tellStories('firefox', table)
