/** Hooks: scripts of authors for elements of views, as an ES module each. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { expectEventually } from '../expect-eventually.ts'
import { innerTexts } from '../inner-texts.ts'
import { openTestBrowser, type Fixture, type StageOptions, type TestBrowser } from './fixture.ts'

let testBrowser: TestBrowser
beforeAll(async () => {
  testBrowser = await openTestBrowser()
})
afterAll(() => testBrowser[Symbol.asyncDispose]())

/** A hook that says what is called, and puts something of its own into its element. */
const CHART = `
const say = (callback, { element, data }, before) =>
  (window.calls ??= []).push([callback, element.id, element.innerHTML, data, ...(before === undefined ? [] : [before])])
export default {
  mounted(port) {
    say('mounted', port)
    port.element.textContent = 'drawn'
    port.on('zoom', (by) => window.calls.push(['zoom', port.element.id, by]))
    window.ports = { ...window.ports, [port.element.id]: port }
  },
  updated: (port, before) => say('updated', port, before),
  destroyed: (port) => say('destroyed', port),
  disconnected: (port) => say('disconnected', port),
  reconnected: (port) => say('reconnected', port),
}`
const BROKEN = `
export default {
  mounted({ element }) {
    element.textContent = 'half done'
    throw new Error('no canvas')
  },
  destroyed: () => (window.calls ??= []).push(['destroyed', 'broken']),
}`

const SORTABLE = `export default { mounted: ({ element }) => element.setAttribute('data-sortable', '') }`

const module = (script: string): string => `data:text/javascript,${encodeURIComponent(script)}`
const SCRIPTS = JSON.stringify({
  chart: module(CHART),
  broken: module(BROKEN),
  sortable: module(SORTABLE),
  missing: '/none.js',
  number: module('export default 7'),
})

const HOOK = (id: string): string => `<div id="${id}" _ data-live-foreign><i>${id}</i></div>`
const TEMPLATES = {
  1: ['page', `<h1 _></h1><main _></main>`, ['s', 's']],
  2: ['one', HOOK('a'), ['!Hooks']],
  3: ['two', `${HOOK('a')}${HOOK('b')}`, ['!Hooks', '!Hooks']],
  4: ['row', '<p><b id="a" data-live-foreign _></b></p>', ['!Hooks']],
  5: ['list', '<ul _="2"></ul>', ['#Hooks', 's']],
  6: ['item', '<li _></li>', ['s']],
  7: ['form', '<div _><button id="b" _>Save <i>it</i></button></div>', ['#Hooks', '@click']],
  8: ['rows', '<ol _></ol>', ['s']],
  9: ['leaver', '<li _="2"></li>', ['#Commands', 's']],
  11: ['clicked', `<div id="a" _="2" data-live-foreign></div>`, ['!Hooks', '@click']],
  14: ['late', '<late-note _></late-note><late-field _></late-field>', ['.text', '.text']],
  10: ['spaced', 'row <li _></li> of <i>it</i> ', ['s']],
  12: ['own', '<p id="own" _=2 data-live-foreign></p>', ['#Commands', '!Hooks']],
  13: ['around', '<p _><b id="within" data-live-foreign _></b></p>', ['#Commands', '!Hooks']],
}

/** A page in which a part holds what the test puts there. */
async function open(content: unknown = null, options: StageOptions = {}): Promise<Fixture> {
  const fixture = await testBrowser.open('<div data-live-root="0"></div>', {
    join: false,
    shared: false,
    nonce: ` data-live-hook-scripts="${SCRIPTS.replaceAll('"', '&quot;')}"`,
    ...options,
  })
  await fixture.join([[0, 'values', [1, 'Title', content]]], TEMPLATES)
  return fixture
}

const calls = async (fixture: Fixture): Promise<unknown> => {
  await fixture.quiet()
  return fixture.page.evaluate(() => Reflect.get(window, 'calls') ?? [])
}

const show = (fixture: Fixture, content: unknown, ...effects: unknown[]): void =>
  fixture.say([0, [0, 1, content]], ...effects)

const mounted = (fixture: Fixture): Promise<unknown> =>
  fixture.page.waitForFunction(() => document.querySelector('main')?.textContent?.includes('drawn'))

it('a hook is mounted with the content of the view, told of other data once, and destroyed when its element goes', async () => {
  await using fixture = await open([2, [['chart', { points: [1] }], null]])
  await mounted(fixture)
  show(fixture, [0, 0, [['chart', { points: [1, 2] }], null]])
  show(fixture, [0, 0, [['chart', { points: [1, 2] }], null]])
  show(fixture, 'nothing')
  expect(await calls(fixture)).toEqual([
    ['mounted', 'a', '<i>a</i>', { points: [1] }],
    ['updated', 'a', 'drawn', { points: [1, 2] }, { points: [1] }],
    ['destroyed', 'a', 'drawn', { points: [1, 2] }],
  ])
})

it('a hook that throws, or whose script does not load, is named once, and leaves its element as rendered and the page alive', async () => {
  await using fixture = await open()
  const said: string[] = []
  fixture.page.on('console', (message) => said.push(message.text()))
  show(fixture, [3, [['broken', null], null], [['broken', null], null]])
  expect(await fixture.heard()).toEqual([
    'problem',
    'hook-failed',
    'hook "broken", mounted: Error: no canvas',
  ])
  expect(await fixture.page.innerHTML('main')).toBe(
    `${HOOK('a')}${HOOK('b')}`.replaceAll(' _', '').replaceAll('foreign', 'foreign=""'),
  )
  for (const [name, why] of [
    ['missing', /^hook "missing", its script: TypeError: /],
    ['number', /^hook "number", its script: Error: data:.* has no hook as its default export$/],
    ['unknown', /^hook "unknown", its script: Error: createApp\(\{ hooks \}\) has no script of this name$/],
  ] as const) {
    show(fixture, [3, [[name, null], null], [[name, null], null]])
    const [, code, what] = await fixture.heard()
    expect(code).toBe('hook-failed')
    expect(what).toMatch(why)
  }
  show(fixture, [3, [['chart', null], null], [['broken', null], null]])
  await mounted(fixture)
  expect(await calls(fixture)).toEqual([['mounted', 'a', '<i>a</i>', null]])
  expect(said.filter((text) => text.startsWith('Overwire: hook'))).toHaveLength(4)
})

it('what a hook pushes is answered by its view, or rejected with what became of it', async () => {
  await using fixture = await open([2, [['chart', 1], 0]])
  const { page } = fixture
  await mounted(fixture)
  await page.evaluate(`window.answers = []
    window.push = (name, payload) => window.ports.a.push(name, payload).then(
      (reply) => window.answers.push(['reply', reply]),
      ({ name, outcome, code, errors }) => window.answers.push([name, outcome, code, errors]))`)
  await page.evaluate(`push('zoomed', { from: 1 }); push('zoomed', 2); push('moved'); push('late'); 0`)
  const heard = [await fixture.heard(), await fixture.heard(), await fixture.heard(), await fixture.heard()]
  expect(heard.map(([, type, path, payload]) => [type, path, payload])).toEqual([
    ['hook', [0, 1, 0], { detail: ['zoomed', { from: 1 }] }],
    ['hook', [0, 1, 0], { detail: ['zoomed', 2] }],
    ['hook', [0, 1, 0], { detail: ['moved', null] }],
    ['hook', [0, 1, 0], { detail: ['late', null] }],
  ])
  fixture.say(0, ['reply', 2, { points: 7 }], 2, ['refused', 1, 'invalid', { from: ['Too far'] }])
  fixture.say(0, ['failed', 3])
  await fixture.quiet()
  expect(await page.evaluate('answers')).toEqual([
    ['reply', { points: 7 }],
    ['PushError', 'refused', 'invalid', { from: ['Too far'] }],
    ['PushError', 'failed', '', {}],
  ])
  // What has no outcome yet waits for the connection, and so does what is pushed meanwhile.
  fixture.cut()
  await page.evaluate(`push('meanwhile'); 0`)
  expect((await fixture.heard())[0]).toBe('rejoin')
  fixture.say('rejoined', { received: 4 })
  const [, , , payload] = await fixture.heard()
  expect(payload).toEqual({ detail: ['meanwhile', null] })
  fixture.say(0, ['reply', 4, 'at last'], 4, ['reply', 5, null], 5)
  await fixture.quiet()
  expect(await page.evaluate('answers.slice(3)')).toEqual([
    ['reply', 'at last'],
    ['reply', null],
  ])
  expect(await page.evaluate(`calls.map(([callback]) => callback)`)).toEqual([
    'mounted',
    'disconnected',
    'reconnected',
  ])
})

it('what the server sends a hook waits until it is mounted, and reaches those that the selector finds', async () => {
  await using fixture = await open()
  show(fixture, [3, [['chart', 1], null], [['chart', 2], null]], ['hook', 'chart', 'zoom', 5, '#b'])
  await mounted(fixture)
  fixture.say(0, ['hook', 'chart', 'zoom', 6])
  expect(await calls(fixture)).toEqual([
    ['mounted', 'a', '<i>a</i>', 1],
    ['mounted', 'b', '<i>b</i>', 2],
    ['zoom', 'b', 5],
    ['zoom', 'a', 6],
    ['zoom', 'b', 6],
  ])
  fixture.say(0, ['hook', 'map', 'zoom', 6])
  expect(await fixture.heard()).toEqual(['problem', 'missing-target', 'hook "map" '])
})

it('what the server sends a hook is not lost when its module takes long, and a selector that is none is reported as such', async () => {
  await using fixture = await open(null, { modules: 'held', which: /hooks/ })
  const { page } = fixture
  await page.clock.install()
  show(fixture, [2, [['chart', 1], null]], ['hook', 'chart', 'zoom', 5])
  await fixture.quiet()
  await page.clock.runFor(6_000)
  fixture.release()
  await mounted(fixture)
  fixture.say(0, ['hook', 'chart', 'zoom', 6, '#a['])
  expect(await fixture.heard()).toEqual(['problem', 'invalid-selector', 'hook "chart" #a['])
  expect(await calls(fixture)).toEqual([
    ['mounted', 'a', '<i>a</i>', 1],
    ['zoom', 'a', 5],
  ])
})

it('the failure of another event of its element is none of a push, and one that a newer takes the place of is refused', async () => {
  await using fixture = await open([11, [['chart', 1], { latest: 1 }], {}])
  const { page } = fixture
  await mounted(fixture)
  await page.evaluate(`window.answers = []
    window.push = (name) => window.ports.a.push(name).then(
      (reply) => window.answers.push(reply),
      ({ outcome, code }) => window.answers.push([name, outcome, code]))
    push('first'); push('second'); push('third'); 0`)
  expect((await fixture.heard())[3]).toEqual({ detail: ['first', null] })
  await page.click('#a')
  expect((await fixture.heard())[1]).toBe('click')
  fixture.say(0, ['failed', 2])
  await fixture.quiet()
  expect(await page.evaluate('answers')).toEqual([['second', 'refused', 'superseded']])
  fixture.say(0, ['reply', 1, 'one'], 1)
  expect((await fixture.heard())[3]).toEqual({ detail: ['third', null] })
  fixture.say(0, ['reply', 3, 'three'], 3)
  await fixture.quiet()
  expect(await page.evaluate('answers.slice(1)')).toEqual(['one', 'three'])
})

it('a hook is destroyed when what it stands in begins to leave with a transition, and is not mounted again', async () => {
  await using fixture = await open()
  const { page } = fixture
  await page.addStyleTag({
    content:
      '@keyframes fade { to { opacity: 0 } } .out { animation: fade 60s } .soon { animation: fade 30ms }',
  })
  for (const [template, leave] of [
    [12, 'out'],
    [13, 'out'],
    [13, 'soon'],
  ]) {
    await page.evaluate(() => Reflect.set(window, 'calls', []))
    const called = (): Promise<unknown> => page.evaluate('calls.map(([callback]) => callback)')
    show(fixture, [template, [[null, [leave]], null], [['chart', 1], null]])
    await expectEventually(called).toEqual(['mounted'])
    show(fixture, 'nothing')
    await expectEventually(called).toEqual(['mounted', 'destroyed'])
    if (leave === 'soon') await expectEventually(() => page.locator('main > *').count()).toBe(0)
    // Whatever comes of the server next.
    show(fixture, 'something')
    await fixture.quiet()
    expect(await called()).toEqual(['mounted', 'destroyed'])
  }
})

it('a hook in a row that moves goes on, and what a library has moved in an open one stands in the order of the server', async () => {
  await using fixture = await open({ i: [[4, [[['chart', 1], null]], [[['chart', 2], null]]]] })
  const { page } = fixture
  await mounted(fixture)
  show(fixture, { o: [[-1, 0]] })
  show(fixture, { x: [0] })
  expect(await calls(fixture)).toEqual([
    ['mounted', 'a', '', 1],
    ['mounted', 'a', '', 2],
    ['destroyed', 'a', 'drawn', 1],
  ])

  show(fixture, [5, [['sortable', null], null], { i: [[6, ['x'], ['y'], ['z']]] }])
  await page.waitForSelector('[data-sortable]')
  const rows = (): Promise<string[]> => innerTexts(page, 'li')
  const drag = (): Promise<unknown> =>
    page.evaluate(() => document.querySelector('ul')?.append(...document.querySelectorAll('li:first-child')))
  await drag()
  expect(await rows()).toEqual(['y', 'z', 'x'])
  // Whatever comes of the server, the rows stand in its order then.
  await fixture.quiet()
  expect(await rows()).toEqual(['x', 'y', 'z'])
  await drag()
  show(fixture, [0, 1, { o: [[-1, 0]] }])
  await fixture.quiet()
  expect(await rows()).toEqual(['y', 'z', 'x'])
})

it('what a button shows meanwhile in an open hook is no move of others: its own content comes back', async () => {
  await using fixture = await open()
  const { page } = fixture
  show(fixture, [7, [['sortable', null], null], { pending: 'Saving' }])
  await page.waitForSelector('[data-sortable]')
  await page.click('#b')
  expect((await fixture.heard())[1]).toBe('click')
  await page.waitForFunction(() => document.querySelector('#b')?.textContent === 'Saving')
  fixture.say(0, 1)
  await fixture.quiet()
  await page.waitForFunction(() => document.querySelector('#b')?.innerHTML === 'Save <i>it</i>')
})

it('rows that leave with a motion are gone after it, also from an open hook', async () => {
  await using fixture = await open()
  const { page } = fixture
  await page.addStyleTag({
    content: '@keyframes fade { to { opacity: 0 } } .fading { animation: fade 0.2s }',
  })
  const leaving = [[null, ['fading']], null]
  show(fixture, [5, [['sortable', null], null], { i: [[9, [leaving, 'x'], [leaving, 'y']]] }])
  await page.waitForSelector('[data-sortable]')
  await page.evaluate(() => document.querySelector('ul')?.append(document.querySelector('li') as Element))
  show(fixture, [0, 1, { x: [0] }])
  await fixture.quiet()
  fixture.say(0)
  await expect.poll(() => innerTexts(page, 'li')).toEqual(['y'])
  fixture.say(0)
  await fixture.quiet()
  expect(await innerTexts(page, 'li')).toEqual(['y'])
})

it('rows of a list that a library has sorted, without any hook, stand in the order of the server with its next frame', async () => {
  await using fixture = await open([
    8,
    {
      i: [
        [6, ['x'], ['y']],
        [10, ['z']],
      ],
    },
  ])
  const { page } = fixture
  // It is loaded in idle time.
  await page.waitForFunction(() => performance.getEntriesByName(`${location.origin}/recovery.js`)[0])
  await page.evaluate(`import('/recovery.js').then(() => new Promise((resolve) => setTimeout(resolve)))`)
  show(fixture, [0, 0, { o: [[-1, [10, [6, ['v']]]]] }])
  await fixture.quiet()
  const texts = (): Promise<string | null> => page.locator('ol').textContent()
  expect(await texts()).toBe('xyrow z of it v')
  await page.evaluate(() => {
    const list = document.querySelector('ol') as Element
    list.append(...[...list.querySelectorAll('li')].toReversed())
    // A script that takes a row out for good is left alone.
    list.querySelector('li:last-of-type')?.remove()
  })
  await page.evaluate(() => new Promise(requestAnimationFrame))
  expect(await texts()).toBe('row  of it vzy')
  fixture.say(0)
  await fixture.quiet()
  expect(await texts()).toBe('yrow z of it v')
  show(fixture, [0, 0, { o: [[1, 10]] }])
  await fixture.quiet()
  expect(await texts()).toBe('vyrow z of it ')
})

it('a custom element that is defined late gets what was set before by its setter, and over its fields', async () => {
  await using fixture = await open([14, { a: 1 }, { a: 2 }])
  const { page } = fixture
  await page.waitForSelector('late-note', { state: 'attached' })
  // It is loaded in idle time.
  await page.waitForFunction(() => performance.getEntriesByName(`${location.origin}/recovery.js`)[0])
  await page.evaluate(`import('/recovery.js').then(() => new Promise((resolve) => setTimeout(resolve)))`)
  await page.evaluate(() => {
    class Note extends HTMLElement {
      set text(value: { readonly a: number }) {
        this.setAttribute('shows', String(value.a))
      }
    }
    customElements.define('late-note', Note)
    class Field extends HTMLElement {
      text = 'none'
    }
    customElements.define('late-field', Field)
  })
  const shown = (): Promise<unknown> =>
    page.evaluate(
      `[document.querySelector('late-note').getAttribute('shows'), document.querySelector('late-field').text]`,
    )
  expect(await shown()).toEqual(['1', { a: 2 }])
  show(fixture, [0, 0, { a: 3 }, 1, { a: 4 }])
  await fixture.quiet()
  expect(await shown()).toEqual(['3', { a: 4 }])
})

it('the hooks of a page that is kept are destroyed when it is left, and mounted on Back with the content of the view', async () => {
  await using fixture = await open([2, [['chart', 1], null]], { routes: true })
  const { page } = fixture
  await mounted(fixture)
  const names = ['edits', 'kept', 'recovery', 'rows', 'navigation']
  await page.waitForFunction(
    (all) => all.every((name) => performance.getEntriesByName(`${location.origin}/${name}.js`)[0]),
    names,
  )
  await page.evaluate(`Promise.all(${JSON.stringify(names)}.map((name) => import('/' + name + '.js')))
    .then(() => new Promise((resolve) => setTimeout(resolve)))`)
  await page.evaluate(() => {
    const link = document.body.appendChild(document.createElement('a'))
    link.href = '/b'
    link.click()
  })
  expect((await fixture.heard())[1]).toBe('navigate')
  show(fixture, [3, [['chart', 3], null], [['chart', 4], null]], ['page', 1, '/b', 'push', 1, 'key'], 1)
  await fixture.quiet()
  await page.evaluate(() => history.back())
  expect((await fixture.heard())[1]).toBe('navigate')
  // It is meant for the page of the server, which is behind the one that is seen.
  fixture.say(0, ['hook', 'chart', 'zoom', 9])
  await fixture.quiet()
  await expect
    .poll(() => page.evaluate(`calls.map(([callback, id, , data]) => [callback, id, data])`))
    .toEqual([
      ['mounted', 'a', 1],
      ['destroyed', 'a', 1],
      ['mounted', 'a', 3],
      ['mounted', 'b', 4],
      ['destroyed', 'a', 3],
      ['destroyed', 'b', 4],
      ['mounted', 'a', 1],
    ])
  expect(await page.evaluate(`calls.at(-1)[2]`)).toBe('<i>a</i>')
})
