/** A page that shows one root, and what follows when its circuit is over. */
import { expect } from 'vitest'
import { LIMITS, type Fixture, type PageAnswer, type TestBrowser } from './fixture.ts'

export interface Shown {
  readonly html: string
  readonly templates: object
  /** The content as a shape. */
  readonly shape: unknown
  readonly again?: (count: number) => PageAnswer
  /** An attribute of the script element of the first response. */
  readonly attribute?: string
  /** As with {@link TestBrowser.open}. */
  readonly shared?: boolean
}

export async function openShown(
  testBrowser: TestBrowser,
  { html, templates, shape, ...options }: Shown,
): Promise<Fixture> {
  const fixture = await openUnbound(testBrowser, html, options)
  await fixture.join([[0, 'shape', shape]], templates)
  await fixture.quiet()
  await fixture.page.waitForLoadState('networkidle')
  return fixture
}

/** A page that is not joined yet. What is refused is kept in `window.outcomes`. */
export async function openUnbound(
  testBrowser: TestBrowser,
  html: string,
  { again, attribute, shared = true }: Pick<Shown, 'again' | 'attribute' | 'shared'> = {},
): Promise<Fixture> {
  const body = `<main data-live-root="0" data-live-key="view">${html}</main>`
  const fixture = await testBrowser.open(body, {
    join: false,
    shared,
    ...(attribute && { nonce: attribute }),
    ...(again && { again }),
  })
  await fixture.page.evaluate(`window.outcomes = []
    document.addEventListener('live:outcome', ({ detail }) => window.outcomes.push([detail.outcome, detail.code]))`)
  return fixture
}

/** The circuit of the page is over. */
export async function loseCircuit(fixture: Fixture): Promise<void> {
  fixture.cut()
  let word: unknown
  do [word] = await fixture.heard()
  while (word === 'problem')
  expect(word).toBe('rejoin')
  fixture.say('refused', 'circuit-ended')
}

/** Answers the join of a page that was asked for again. */
export async function joinAgain(fixture: Fixture, templates: object, ...contents: unknown[]): Promise<void> {
  expect((await fixture.heard())[0]).toBe('join')
  const roots = contents.map((content, root) => [root, 'values', content])
  fixture.say('joined', { circuit: 'd', secret: 's', limits: LIMITS, templates, roots })
}

/** The trees of the page do not fit: the server is asked for everything, and answers with this. */
export async function mismatch(fixture: Fixture, content: unknown, templates: object = {}): Promise<void> {
  fixture.say([0, [99, 'x']])
  expect((await fixture.heard())[0]).toBe('mismatch')
  fixture.say(templates, 0, ['epoch', [0, content]])
  await fixture.quiet()
}
