/**
 * A module that cannot be loaded holds nothing up for long and loses nothing that it could still do: shown for each
 * module, whether its loading fails once, for ever, or for want of a network.
 */
import { isDeepStrictEqual } from 'node:util'
import type { Page, Request } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LAZY_MODULES, type LazyModule } from '../../../scripts/client-script.ts'
import { expectEventually } from '../expect-eventually.ts'
import { openTestBrowser, type Fixture, type TestBrowser } from './fixture.ts'

let testBrowser: TestBrowser
beforeAll(async () => {
  testBrowser = await openTestBrowser()
})
afterAll(() => testBrowser[Symbol.asyncDispose]())

/** What the page shows of what the modules do. */
interface Shown {
  readonly title: string
  readonly replaced: string
  readonly field: string
  readonly path: string
  /** Whether the element that was to be morphed is another one. */
  readonly morphed: 'not' | 'in place' | 'replaced'
  readonly rows: number
  /** What the browser stores. */
  readonly stored: string
  /** What the head says of the page. */
  readonly described: string
}

const START: Shown = {
  title: 'Start',
  replaced: 'old',
  field: 'a',
  path: '/',
  morphed: 'not',
  rows: 0,
  stored: '',
  described: '',
}

interface Need {
  /** What is sent that the module is needed for. */
  readonly frame: readonly unknown[]
  /** What the page shows when the module has done it. */
  readonly done: Partial<Shown>
  /** What it shows when the module never comes. */
  readonly without: Partial<Shown>
  /** What the server is told when the module never comes, if anything. */
  readonly problem?: string
  /** Whether the effects behind wait for it. */
  readonly isWaitedFor: boolean
}

/** The modules that frames wait for: others are needed by what the user does, by directives, or by pages with routes. */
type FrameModule = 'actions' | 'edits' | 'head' | 'history' | 'morph' | 'rows' | 'session'

const NEEDS: Readonly<Record<FrameModule, Need>> = {
  actions: {
    frame: [0, ['replace', 'p', 'new']],
    done: { replaced: 'new' },
    without: {},
    problem: 'no module for "replace"',
    isWaitedFor: true,
  },
  edits: {
    frame: [[0, [0, 1, 'b']]],
    done: { field: 'b' },
    without: { field: 'b' },
    problem: 'no module for controls',
    isWaitedFor: true,
  },
  head: {
    frame: [0, ['head', [], '<meta name="description" content="new" data-live-tag="description">']],
    done: { described: 'new' },
    without: {},
    problem: 'no module for "head"',
    isWaitedFor: true,
  },
  history: {
    frame: [0, ['url', '/there', 'push']],
    done: { path: '/there' },
    without: {},
    problem: 'no module for "url"',
    isWaitedFor: true,
  },
  morph: {
    frame: [0, ['morph', 'aside', '<i>new</i>']],
    done: { morphed: 'in place' },
    without: { morphed: 'replaced' },
    isWaitedFor: true,
  },
  session: {
    frame: [0, ['stored', 'local', 'key', 'text']],
    done: { stored: 'text' },
    without: {},
    problem: 'no module for "stored"',
    isWaitedFor: true,
  },
  rows: {
    frame: [
      [0, [0, 2, { k: [] }]],
      ['stream', [0, 2], 'append', ['a', 2, 'a']],
    ],
    done: { rows: 1 },
    without: {},
    isWaitedFor: true,
  },
}
const isFrameModule = (name: LazyModule): name is FrameModule => Object.hasOwn(NEEDS, name)
const names = LAZY_MODULES.filter(isFrameModule)

/** Those that are loaded in idle time. The others are loaded when they are needed, and not before. */
const EARLY: readonly LazyModule[] = ['actions', 'edits', 'history', 'recovery', 'rows']
const LATE = LAZY_MODULES.filter((name) => !EARLY.includes(name))

/** The tries to load a module. */
interface Tries {
  /** How many have failed. */
  failed(): number
  /** How many are under way. */
  pending(): number
  /** Until then no try ends. */
  begin(): void
  /** From now on they succeed. */
  mend(): void
}

/** Has so many tries to load a module fail. */
async function failTries(page: Page, name: LazyModule, times: number): Promise<Tries> {
  let begin = (): void => {}
  const isBegun = new Promise<void>((resolve) => (begin = resolve))
  let failed = 0
  let isMended = false
  const pending = new Set<Request>()
  page.on('request', (request) => {
    if (request.url().includes(`/${name}.js`)) pending.add(request)
  })
  const end = (request: Request): boolean => pending.delete(request)
  page.on('requestfinished', end)
  page.on('requestfailed', end)
  await page.route(`**/${name}.js*`, async (route) => {
    await isBegun
    if (isMended || failed >= times) return route.continue()
    failed++
    return route.abort('internetdisconnected')
  })
  return { failed: () => failed, pending: () => pending.size, begin, mend: () => (isMended = true) }
}

interface Opened extends AsyncDisposable {
  readonly fixture: Fixture
  readonly tries: Tries
}

/** A live page without this one module. */
async function open(name: LazyModule, times: number, body: string, content: unknown[] = []): Promise<Opened> {
  let tries: Tries | undefined
  const fixture = await testBrowser.open(body, {
    join: false,
    prepare: async (page) => (tries = await failTries(page, name, times)),
  })
  if (!tries) throw new Error('The page was not prepared.')
  const templates = {
    1: ['h', '<b _></b><input _><ul _></ul>', ['s', '.value', 's']],
    2: ['i', '<li _></li>', ['s']],
  }
  await fixture.join(content, templates)
  const { page } = fixture
  await page.waitForSelector('html[data-live-status=live]')
  const others = LAZY_MODULES.filter((each) => each !== name && !LATE.includes(each)).toSorted()
  await expectEventually(() => loadedModules(page)).toEqual(others)
  await page.clock.install()
  return { fixture, tries, [Symbol.asyncDispose]: () => fixture[Symbol.asyncDispose]() }
}

/** The modules of which the browser has the file. */
const loadedModules = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    // Entries of this type are of this class.
    const files = performance.getEntriesByType('resource') as PerformanceResourceTiming[]
    return files
      .flatMap(({ name, responseStatus }) =>
        responseStatus === 200 && !name.endsWith('/client.js') ? (/(\w+)\.js\?*$/.exec(name)?.[1] ?? []) : [],
      )
      .toSorted()
  })

/** Lets time pass in the page until this is so, but no longer than this. Loading takes none of it. */
async function pass({ fixture, tries }: Opened, seconds: number, isSo: () => unknown): Promise<void> {
  const { page } = fixture
  for (let step = 0; step < 20 && !(await isSo()); step++) {
    await page.clock.runFor(seconds * 50)
    await page.evaluate(() => fetch('/no-such-file'))
    await expectEventually(tries.pending).toBe(0)
  }
}

/** A page that needs a module whose loading has not ended. */
async function openInNeed(name: keyof typeof NEEDS, times: number): Promise<Opened> {
  const body =
    '<main data-live-root="0"><b>1</b><input value="a"><ul></ul></main><p>old</p><aside><i>old</i></aside>'
  const opened = await open(name, times, body, [[0, 'shape', 1]])
  const { page, say } = opened.fixture
  await page.evaluate(() => Object.assign(document.querySelector('i') ?? {}, { isFirst: true }))
  const [difference, ...effects] = NEEDS[name].frame
  say(difference, ...effects, ['title', 'behind'])
  say([0, [0, 0, '2']], ['title', 'later'])
  await page.waitForFunction(() => document.querySelector('b')?.textContent === '2')
  return opened
}

const shown = ({ fixture }: Opened): Promise<Shown> =>
  fixture.page.evaluate(() => {
    const inside = document.querySelector('i')
    const isNew = inside?.textContent === 'new'
    return {
      title: document.title,
      replaced: document.querySelector('p')?.textContent ?? '',
      field: document.querySelector('input')?.value ?? '',
      path: location.pathname,
      morphed: !isNew ? 'not' : inside && 'isFirst' in inside ? 'in place' : 'replaced',
      rows: document.querySelectorAll('li').length,
      stored: localStorage.getItem('key') ?? '',
      described: document.querySelector('meta[name=description]')?.getAttribute('content') ?? '',
    }
  })

describe.each(names)('while the module of %s', (name) => {
  const need = NEEDS[name]
  const done: Shown = { ...START, title: 'later', ...need.done }
  const isDone = async (opened: Opened): Promise<boolean> => isDeepStrictEqual(await shown(opened), done)

  it.each([
    ['fails once', 1],
    ['fails twice', 2],
  ])(
    '%s, differences are applied, and effects that wait for it are performed when it is there',
    async (_, times) => {
      await using opened = await openInNeed(name, times)
      const { fixture, tries } = opened
      const title = need.isWaitedFor ? 'Start' : 'later'
      await expectEventually(() => shown(opened)).toEqual({ ...START, title })
      tries.begin()
      await expectEventually(tries.failed).toBeGreaterThan(0)
      await pass(opened, 5, () => isDone(opened))
      await expectEventually(() => shown(opened)).toEqual(done)
      expect([tries.failed(), await fixture.quiet()]).toEqual([times, []])
    },
  )

  it('fails for ever, the page goes on without it after seconds, and says what could not be done', async () => {
    await using opened = await openInNeed(name, Infinity)
    const { fixture, tries } = opened
    tries.begin()
    await expectEventually(tries.failed).toBeGreaterThan(0)
    await pass(opened, 5, async () => (await fixture.page.title()) === 'later')
    await expectEventually(() => shown(opened)).toEqual({ ...START, title: 'later', ...need.without })
    const problem = ['problem', 'command-failed', expect.stringContaining(need.problem ?? '')]
    // What is said to be quiet needs the module of actions.
    if (need.problem === undefined) expect(await fixture.quiet()).toEqual([])
    else expect(await fixture.heard()).toEqual(problem)
  })

  it('cannot be loaded without a network, what it is needed for is done when there is one', async () => {
    await using opened = await openInNeed(name, Infinity)
    const { fixture, tries } = opened
    const context = fixture.page.context()
    await context.setOffline(true)
    tries.begin()
    await expectEventually(tries.failed).toBeGreaterThan(0)
    tries.mend()
    await context.setOffline(false)
    await pass(opened, 5, () => isDone(opened))
    await expectEventually(() => shown(opened)).toEqual(done)
    expect(await fixture.quiet()).toEqual([])
  })
})

describe('while the module of recovery', () => {
  /** A page whose socket was lost, and in which somebody has clicked since. */
  async function openLost(times: number): Promise<Opened> {
    const opened = await open('recovery', times, '<button live-click="add">add</button>')
    const { page, cut } = opened.fixture
    cut()
    await page.waitForSelector('html[data-live-status=reconnecting]')
    await page.click('button')
    return opened
  }

  async function expectRejoined(opened: Opened): Promise<void> {
    const { fixture } = opened
    let word: unknown
    const heard = fixture.heard().then(([first]) => (word = first))
    await pass(opened, 60, () => word)
    expect(await heard).toBe('rejoin')
    fixture.say('rejoined', { received: 0 })
    await fixture.page.waitForSelector('html[data-live-status=live]')
    expect((await fixture.heard()).slice(0, 3)).toEqual([0, 'click', 'add'])
  }

  it.each([
    ['fails once', 1],
    ['fails four times', 4],
  ])('%s, the page comes back when it is there, with what was clicked', async (_, times) => {
    await using opened = await openLost(times)
    opened.tries.begin()
    await expectRejoined(opened)
  })

  it('fails for ever, the page stands, shows that it has no connection, and goes on trying', async () => {
    await using opened = await openLost(Infinity)
    const { fixture, tries } = opened
    tries.begin()
    await pass(opened, 200, () => tries.failed() > 6)
    expect(tries.failed()).toBeGreaterThan(6)
    expect(await fixture.page.getAttribute('html', 'data-live-status')).toBe('reconnecting')
    expect(await fixture.page.getAttribute('button', 'data-live-pending')).toBe('')
  })

  it('cannot be loaded without a network, it is loaded as soon as there is one', async () => {
    await using opened = await openLost(Infinity)
    const { fixture, tries } = opened
    const context = fixture.page.context()
    await context.setOffline(true)
    tries.begin()
    await expectEventually(tries.failed).toBeGreaterThan(0)
    tries.mend()
    await context.setOffline(false)
    await expectRejoined(opened)
  })
})
