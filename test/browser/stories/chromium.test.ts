import { composing } from './composing.ts'
import { stories, tellStories, type Table } from './tell-stories.ts'

const LINES = [
  { latency: 0, isCut: false },
  { latency: 150, isCut: false },
  { latency: 800, isCut: false },
  { latency: 150, isCut: true },
]

/** Each story over each line that it can be told over. */
const table: Table = [...stories, composing].flatMap((story) =>
  LINES.filter(({ isCut }) => !(isCut && story.loadsPages)).map((line) => [story, line] as const),
)

tellStories('chromium', table)
