/** Tells stories in a browser, over lines of different quality. */
import { afterAll, beforeAll, test } from 'vitest'
import type { BrowserName } from '../../../scripts/browsers.ts'
import type { TestedBrowser } from '../browsers/browser-page.ts'
import { startBrowser } from '../browsers/start.ts'
import { bound } from './bound.ts'
import { choiceStories } from './choices.ts'
import { dialogStories } from './dialogs.ts'
import { draftStories } from './drafts.ts'
import { escape } from './escape.ts'
import { fieldStories } from './fields.ts'
import { gliding } from './gliding.ts'
import { longList } from './long-list.ts'
import { navigationStories } from './navigation.ts'
import { pageStories } from './pages.ts'
import { shortcuts } from './shortcuts.ts'
import { sorting } from './sorting.ts'
import type { Story } from './story.ts'
import { visit, type Line } from './visit.ts'

export const stories: readonly Story[] = [
  ...pageStories,
  ...navigationStories,
  ...fieldStories,
  ...draftStories,
  ...choiceStories,
  bound,
  gliding,
  ...dialogStories,
  shortcuts,
  escape,
  sorting,
  longList,
]

/** Repeats a run, as far as chance goes. */
export const SEED = Number(process.env['STORIES_SEED'] ?? Math.floor(Math.random() * 2 ** 32))

/** For each browser, the lines of each story. A story is told once for each. */
export type Table = readonly (readonly [Story, Line])[]

export function tellStories(name: BrowserName, table: Table): void {
  let browser: TestedBrowser
  beforeAll(async () => {
    browser = await startBrowser(name)
  }, 180_000)
  afterAll(() => browser[Symbol.asyncDispose]())

  for (const [story, line] of table) {
    const quality = `${line.latency} ms${line.isCut ? ', cut at random' : ''}`
    test(`${story.name} (${quality}, STORIES_SEED=${SEED})`, () => expectStory(story, line))
  }

  async function expectStory(story: Story, line: Line): Promise<void> {
    const { routes, fromTheStart = false } = story
    await using opened = await visit(browser, { routes, line, seed: SEED, fromTheStart })
    await story.tell(opened)
  }
}
