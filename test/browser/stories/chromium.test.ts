import { composing } from './composing.ts'
import { stories, tellStories, type Table } from './tell-stories.ts'

const LINES = [
  { latency: 0, isCut: false },
  { latency: 150, isCut: false },
  { latency: 800, isCut: false },
  { latency: 150, isCut: true },
]

/** Each story over each line. */
const table: Table = [...stories, composing].flatMap((story) => LINES.map((line) => [story, line] as const))

tellStories('chromium', table)
