import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectEventually } from '../expect-eventually.ts'
import { openTestBrowser, type Fixture, type TestBrowser } from './fixture.ts'
import { joinAgain, loseCircuit, openShown } from './shown.ts'

let testBrowser: TestBrowser
beforeAll(async () => {
  testBrowser = await openTestBrowser()
})
afterAll(() => testBrowser[Symbol.asyncDispose]())

/** A page with one root: this HTML, whose parts are directives of these observations and bindings. */
async function open(
  html: string,
  ...observed: readonly (readonly [data: unknown, binding?: unknown])[]
): Promise<Fixture> {
  const shown = html.replaceAll(/ _(=2)?/g, '')
  const fixture = await testBrowser.open(
    `<main data-live-root="0">${shown}</main><p id="elsewhere" style="margin: 0">Elsewhere</p>`,
    { join: false },
  )
  const values = observed.flatMap(([data, binding = 0], part) => [part, { v: [data, binding] }])
  await fixture.join([[0, 'shape', [1, ...values]]], {
    1: ['h', html, observed.map(() => '#Observers')],
  })
  await isThere(fixture.page)
  return fixture
}

/** The module is there, and has done what it does at its start. */
async function isThere(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    performance.getEntriesByType('resource').some((entry) => /observers\.js/.test(entry.name)),
  )
  await page.evaluate(() => new Promise(requestAnimationFrame))
  await page.evaluate(() => new Promise(requestAnimationFrame))
}

/** What the server hears of events: their types, paths and payloads. */
const events = async (fixture: Fixture): Promise<unknown[][]> => {
  await fixture.page.evaluate(() => new Promise(requestAnimationFrame))
  await fixture.page.evaluate(() => new Promise(requestAnimationFrame))
  return (await fixture.quiet()).map(([, type, target, payload = {}]) => [type, target, payload])
}
const types = async (fixture: Fixture): Promise<unknown[]> => (await events(fixture)).map(([type]) => type)

describe('events of the window and the document', () => {
  it('are sent with what they tell, as long as the element is there', async () => {
    await using fixture = await open(
      '<p data-a="1" _></p><p _></p>',
      [['window', 'keydown'], { keys: ['Escape'], prevent: 1 }],
      [['document', 'selectionchange']],
    )
    const { page } = fixture
    await page.keyboard.press('a')
    await page.keyboard.press('Shift+Escape')
    expect(await events(fixture)).toEqual([
      ['keydown', [0, 0], { data: { a: '1' }, key: 'Escape', code: 'Escape', modifiers: 's' }],
    ])
    await page.evaluate(() => getSelection()?.selectAllChildren(document.body))
    expect(await events(fixture)).toEqual([['selectionchange', [0, 1], {}]])
    fixture.say(0, 1, 2)
    fixture.say([0, ''])
    await expectEventually(() => page.locator('main p').count()).toBe(0)
    await page.keyboard.press('Escape')
    expect(await types(fixture)).toEqual([])
  })

  it('are sent to each directive of an element, though of resizes only the newest matters', async () => {
    await using fixture = await open('<p _=2></p>', [['window', 'resize']], [['window', 'resize']])
    await fixture.page.evaluate(() => dispatchEvent(new Event('resize')))
    expect(await events(fixture)).toEqual([
      ['resize', [0, 0], {}],
      ['resize', [0, 1], {}],
    ])
  })
})

describe('a press outside', () => {
  const PAGE = `<section _ style="width: 200px; height: 100px">
    <button id="in">In</button></section><button id="out">Out</button>`

  it('is one that begins there, whatever is dragged or removed', async () => {
    await using fixture = await open(PAGE, [['outside']])
    const { page } = fixture
    await page.click('#out')
    expect(await types(fixture)).toEqual(['outside'])
    fixture.say(0, 1)
    await page.click('#in')
    // From the inside to the outside.
    await page.hover('#in')
    await page.mouse.down()
    await page.hover('#out')
    await page.mouse.up()
    // The popup removes what is pressed.
    await page.evaluate(() => {
      const button = document.querySelector('#in')
      button?.addEventListener('pointerdown', () => button.remove(), true)
    })
    await page.click('#in')
    expect(await types(fixture)).toEqual([])
    // What is pressed outside may go, too.
    await page.evaluate(() => {
      const button = document.querySelector('#out')
      button?.addEventListener('pointerdown', () => button.remove(), true)
    })
    await page.hover('#out')
    await page.mouse.down()
    await page.mouse.up()
    expect(await types(fixture)).toEqual(['outside'])
  })

  it('is none for an element that nobody sees', async () => {
    await using fixture = await open(
      '<div hidden><p _>Menu</p></div><b _ style="visibility: hidden">Menu</b><div style="display: contents" _><i>Menu</i></div>',
      [['outside']],
      [['outside']],
      [['outside']],
    )
    const { page } = fixture
    await page.click('#elsewhere')
    expect((await events(fixture)).map(([, path]) => path)).toEqual([[0, 2]])
    fixture.say(0, 1)
    await page.evaluate(() => document.querySelector('[hidden]')?.removeAttribute('hidden'))
    await page.click('#elsewhere')
    expect((await events(fixture)).map(([, path]) => path)).toEqual([
      [0, 0],
      [0, 2],
    ])
  })

  it('is none on a bar that scrolls the page or what is pressed', async () => {
    await using fixture = await open('<section _>In</section>', [['outside']])
    const { page } = fixture
    await page.evaluate(() => {
      const list = document.createElement('div')
      list.style.cssText =
        'position: absolute; left: 0; top: 100px; width: 100px; height: 100px; border: 5px solid'
      document.body.append(list)
      // The browsers of tests have no such bars: these are the sizes where there are, from right to left.
      Object.defineProperties(list, {
        clientWidth: { value: 85 },
        clientHeight: { value: 85 },
        clientLeft: { value: 20 },
      })
      Object.defineProperty(document.documentElement, 'clientWidth', { value: innerWidth - 15 })
      document.body.style.height = '3000px'
    })
    const right = await page.evaluate(() => innerWidth - 5)
    for (const [x, y] of [
      [10, 140],
      [60, 195],
      [right, 300],
    ] as const)
      await page.mouse.click(x, y)
    expect(await types(fixture)).toEqual([])
    await page.mouse.click(60, 140)
    await page.mouse.click(right - 20, 300)
    expect(await types(fixture)).toEqual(['outside', 'outside'])
  })
})

describe('an element that comes into view', () => {
  const row = (count: number): string => '<i style="display: block; height: 150px">row</i>'.repeat(count)

  it('is sent until the screen is full, once at a time, also scrolled sideways and at a fractional zoom', async () => {
    await using fixture = await open(
      '<div id="wide" style="width: 5000px"></div><b _ style="display: block; width: 50px"></b>',
      [['appear', 0]],
    )
    const { page } = fixture
    await page.evaluate(() => {
      document.documentElement.style.zoom = '1.1'
      scrollTo(3_000, 0)
    })
    expect(await types(fixture)).toEqual(['appear'])
    // While one is under way nothing is sent.
    await page.evaluate(() => scrollTo(0, 0))
    expect(await types(fixture)).toEqual([])
    await page.evaluate(() => scrollTo(3_000, 0))
    let sent = 1
    const add = async (rows: string): Promise<void> => {
      await page.evaluate(
        (html) => document.querySelector('#wide')?.insertAdjacentHTML('beforeend', html),
        rows,
      )
      fixture.say(0, sent)
    }
    for (; sent < 3; sent++) {
      await add(row(1))
      await expectEventually(() => types(fixture)).toEqual(['appear'])
    }
    await add(row(10))
    expect(await types(fixture)).toEqual([])
    await page.evaluate(() => scrollTo(3_000, 100_000))
    expect(await types(fixture)).toEqual(['appear'])
    // No more came: it is not asked for again.
    sent++
    fixture.say(0, sent)
    expect(await types(fixture)).toEqual([])
  })

  it('goes out of view only after that, and is warned about when it has no box', async () => {
    await using fixture = await open(
      `<div style="height: 3000px"></div><b id="far" _>b</b><b style="display: contents" _></b>`,
      [['disappear', 0]],
      [['appear', 0], { once: 1 }],
    )
    const { page } = fixture
    await page.evaluate(() =>
      addEventListener('live:boxless', () => document.body.append(document.createElement('hr'))),
    )
    expect(await types(fixture)).toEqual([])
    await page.evaluate(() => document.querySelector('#far')?.scrollIntoView())
    expect(await types(fixture)).toEqual([])
    await page.evaluate(() => scrollTo(0, 0))
    expect(await events(fixture)).toEqual([['disappear', [0, 0], {}]])
  })
})

describe('the size of an element', () => {
  it('is sent when it is another one', async () => {
    await using fixture = await open('<div _ style="width: 100px; height: 20px; padding: 5px"></div>', [
      ['resize'],
    ])
    expect(await types(fixture)).toEqual([])
    await fixture.page.evaluate(() =>
      document.querySelector('main div')?.setAttribute('style', 'width: 50px; height: 20px; padding: 5px'),
    )
    expect(await events(fixture)).toEqual([
      ['resize', [0, 0], { detail: { width: 60, height: 30, contentWidth: 50, contentHeight: 20 } }],
    ])
  })
})

describe('an element that has come', () => {
  it('is sent once, not when the connection comes back, and again where it is made again', async () => {
    await using fixture = await open('<p _></p>', [['mounted']])
    const { page } = fixture
    await expectEventually(() => types(fixture)).toEqual(['mounted'])
    fixture.say(0, 1)
    fixture.cut()
    const [word] = await fixture.heard()
    expect(word).toBe('rejoin')
    fixture.say('rejoined', { received: 1, roots: null })
    fixture.say([0, [1, [['mounted'], 0]]])
    await expectEventually(() => types(fixture)).toEqual(['mounted'])
    expect(await page.locator('main p').count()).toBe(1)
  })
})

describe('for actions', () => {
  it('attributes name what is told of an element that has come, also in what operations bring, and a form with a field "focus" gets the focus', async () => {
    await using fixture = await testBrowser.open(
      `<p id="p" live-init="begin" data-id="1"></p><div data-live-foreign><p live-init="evil"></p></div>
       <input id="first" live-focus disabled><form id="second" live-focus tabindex="0"><input name="focus"></form>`,
    )
    const { page } = fixture
    await expectEventually(() => events(fixture)).toEqual([['init', 'begin', { data: { id: '1' } }]])
    await expectEventually(() => page.evaluate(() => document.activeElement?.id)).toBe('second')
    fixture.say(0, 1, [
      'replace',
      '#p',
      '<b live-init="more"></b><button id="new" data-live-focus>New</button>',
    ])
    expect(await events(fixture)).toEqual([['init', 'more', {}]])
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('new')
  })

  it('attributes name what is told of elements in view, of which later ones are followed', async () => {
    await using fixture = await testBrowser.open('<p id="p"></p>')
    const { page } = fixture
    fixture.say(0, [
      'replace',
      '#p',
      `<i id="space" style="display: block; height: 3000px"></i>
       <b live-intersect-appear="more" live-intersect-disappear="gone" data-live-intersect-threshold="100">b</b>`,
    ])
    await fixture.quiet()
    await isThere(page)
    expect(await events(fixture)).toEqual([])
    await page.evaluate(() => scrollTo(0, 100_000))
    expect(await events(fixture)).toEqual([['appear', 'more', {}]])
    fixture.say(0, 1)
    await page.evaluate(() => scrollTo(0, 0))
    expect(await events(fixture)).toEqual([['disappear', 'gone', {}]])
  })
})

it('a poll that is lost with its circuit goes on in the next one, and nobody is told', async () => {
  const poll = { v: [['every', 100], 0] }
  const templates = { 1: ['h', '<p _></p>', ['#Observers']] }
  const fixture = await openShown(testBrowser, { html: '<p></p>', templates, shape: [1, 0, poll] })
  await using _ = fixture
  await expectEvery(fixture)
  await loseCircuit(fixture)
  await joinAgain(fixture, templates, [1, poll.v])
  await expectEvery(fixture)
  expect(await fixture.page.evaluate('window.outcomes')).toEqual([])
})

async function expectEvery({ heard }: Fixture): Promise<void> {
  let frame: unknown[]
  do frame = await heard()
  while (frame[0] === 'problem')
  expect(frame[1]).toBe('every')
}
