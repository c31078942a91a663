/** What becomes of a kept page that is shown, or could be, when its circuit is lost, its renewal fails, or its visitor is refused. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LIMITS, openTestBrowser, type Fixture, type PageAnswer, type TestBrowser } from './fixture.ts'
import { modulesStart } from './loaded-modules.ts'
import { loseCircuit } from './shown.ts'

let testBrowser: TestBrowser
beforeAll(async () => {
  testBrowser = await openTestBrowser()
})
afterAll(() => testBrowser[Symbol.asyncDispose]())

const NAV = '<nav data-live-prefetch="off"><a href="/lost-b">to the second</a></nav>'
const FIRST = '<h1>First of two</h1><button>Count it</button><input id="own">'
const TEMPLATES = {
  1: ['kl-layout', `${NAV}<main _></main>`, ['s']],
  2: ['kl-first', '<h1 _></h1><button _>Count it</button><input id="own">', ['s', '@click']],
  3: ['kl-second', '<h1 _></h1>', ['s']],
}
const KNOWN = { 1: 'kl-layout', 2: 'kl-first', 3: 'kl-second' }

/** The second of two pages is shown, the first one is kept. */
async function openSecond(again?: (count: number) => PageAnswer): Promise<Fixture> {
  const fixture = await testBrowser.open(
    `<div data-live-root="0" data-live-key="k">${NAV}<main>${FIRST}</main></div>`,
    { routes: true, join: false, ...(again && { again }), shared: false },
  )
  await fixture.join([[0, 'shape', [1, 0, 2]]], TEMPLATES)
  const { page } = fixture
  await modulesStart(page, ['actions', 'edits', 'kept', 'recovery', 'rows'])
  await page.evaluate(`window.outcomes = []
    document.addEventListener('live:outcome', ({ detail }) => window.outcomes.push([detail.outcome, detail.code]))`)
  await page.fill('#own', 'typed there')
  await page.click('text="to the second"')
  await fixture.heard()
  fixture.say([0, [0, 0, [3, 'Second']]], ['page', 1, '/lost-b', 'push', 1, 'key'], 1)
  await fixture.quiet()
  return fixture
}

async function back(fixture: Fixture): Promise<void> {
  await fixture.page.evaluate(() => history.back())
  let word: unknown[]
  do word = await fixture.heard()
  while (word[1] !== 'navigate')
}

/** What is shown: the heading, whether it is stale, how many pages stand, and what was typed. */
const shown = ({ page }: Fixture): Promise<unknown> =>
  page.evaluate(() => [
    document.querySelector('h1')?.textContent,
    document.querySelector('main')?.hasAttribute('data-live-stale'),
    document.querySelectorAll('h1').length,
    document.querySelector('input')?.value,
  ])
/** What became of clicks: sent, or refused. */
const done = async ({ page }: Fixture, heard: readonly unknown[][]): Promise<unknown[]> => [
  ...heard.filter(([, type]) => type === 'click'),
  ...(await page.evaluate<unknown[]>('window.outcomes')),
]
const hears = async ({ heard }: Fixture, word: string): Promise<unknown[]> => {
  for (;;) {
    const frame = await heard()
    if (frame[0] === word || frame[1] === word) return frame
  }
}

describe('a kept page that is shown', () => {
  it('is that of the next circuit when its circuit is lost, and what was done on it is done once or refused', async () => {
    await using fixture = await openSecond()
    const { page } = fixture
    await page.route('**/lost-b', (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: `<div data-live-root="0" data-live-key="key"></div><script src="/client.js" data-live-token="t9"></script>`,
      }),
    )
    await back(fixture)
    expect(await shown(fixture)).toEqual(['First of two', true, 1, 'typed there'])
    await page.click('button')
    await loseCircuit(fixture)
    const [, join] = await hears(fixture, 'join')
    expect(join).toMatchObject({ token: 't9', location: '/' })
    const joined = { circuit: 'd', secret: 's', limits: LIMITS, templates: KNOWN }
    fixture.say('joined', { ...joined, roots: [[0, 'values', [1, [3, 'Second again']]]] })
    const heard = await fixture.quiet()
    fixture.say([0, [0, 0, [2, 'First again', 0]]], ['page', 0, '/', 'replace', 1])
    heard.push(...(await fixture.quiet()))
    expect((await shown(fixture)) as unknown[]).toMatchObject(['First again', false, 1, expect.any(String)])
    expect(await done(fixture, heard)).toHaveLength(1)
    // It is live.
    await page.click('button')
    expect((await hears(fixture, 'click')).slice(1, 3)).toEqual(['click', [0, 0, 1]])
  })

  it('stays shown while the socket is away, and is renewed by the circuit that it finds again', async () => {
    await using fixture = await openSecond()
    await back(fixture)
    fixture.cut()
    await hears(fixture, 'rejoin')
    expect(await shown(fixture)).toEqual(['First of two', true, 1, 'typed there'])
    fixture.say('rejoined', { received: 1 })
    await hears(fixture, 'navigate')
    fixture.say([0, [0, 0, [2, 'First again', 0]]], ['page', 2, '/', 'replace', 1], 2)
    await fixture.quiet()
    expect(await shown(fixture)).toEqual(['First again', false, 1, 'typed there'])
  })

  it('gives way to the page of the server when its renewal throws, and what was done on it is done once or refused', async () => {
    await using fixture = await openSecond()
    const { page } = fixture
    await back(fixture)
    await page.click('button')
    // No template has this number.
    fixture.say([0, [0, 0, [77, 'First again', 0]]], ['page', 2, '/', 'replace', 1], 2)
    const heard: unknown[][] = []
    do heard.push(await fixture.heard())
    while (heard.at(-1)?.[0] !== 'mismatch')
    fixture.say(0, ['epoch', [0, [1, [2, 'First in full', 0]]]])
    heard.push(...(await fixture.quiet()))
    expect(await shown(fixture)).toEqual(['First in full', false, 1, 'typed there'])
    expect(await done(fixture, heard)).toHaveLength(1)
    await page.click('button')
    expect((await hears(fixture, 'click')).slice(1, 3)).toEqual(['click', [0, 0, 1]])
    // Nothing of it is shown again.
    await page.click('text="to the second"')
    await hears(fixture, 'navigate')
    fixture.say([0, [0, 0, [3, 'Second again']]], ['page', 4, '/lost-b', 'push', 1, 'key'], 4)
    await fixture.quiet()
    expect(await shown(fixture)).toEqual(['Second again', false, 1, undefined])
  })
})

describe('a page that was kept', () => {
  it.each([
    ['is denied', { status: 403 }],
    ['leads to the login', { status: 303, headers: { location: '/login' } }],
    ['is another page, without a token', { script: 'src="/client.js"' }],
  ] as [string, PageAnswer][])(
    'is forgotten when the page that is shown %s after a logout elsewhere',
    async (_, refusal) => {
      await using fixture = await openSecond((count) => (count === 1 ? refusal : {}))
      const { page } = fixture
      await loseCircuit(fixture)
      await page.waitForSelector('html[data-live-status=refused][data-live-code=denied]')
      await page.evaluate(() => history.back())
      await page.waitForFunction(() => location.pathname === '/')
      // The page of the entry is awaited: what stood there is not shown meanwhile.
      expect(await shown(fixture)).toEqual(['Second', false, 1, undefined])
      await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pagehide')))
      expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage }))).not.toContain('typed there')
    },
  )
})
