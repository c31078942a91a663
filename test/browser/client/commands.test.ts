/** What commands have said of attributes stays with its elements, whatever brings the same values again. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTestBrowser, type Fixture, type TestBrowser } from './fixture.ts'
import { joinAgain, loseCircuit, mismatch, openShown } from './shown.ts'

let testBrowser: TestBrowser
beforeAll(async () => {
  testBrowser = await openTestBrowser()
})
afterAll(() => testBrowser[Symbol.asyncDispose]())

const WAYS = ['a new circuit', 'a mismatch'] as const

/** The templates are known from before. */
async function renew(fixture: Fixture, way: (typeof WAYS)[number], content: unknown): Promise<void> {
  if (way === 'a mismatch') return mismatch(fixture, content)
  await loseCircuit(fixture)
  await joinAgain(fixture, { 1: 'h' }, content)
  await fixture.quiet()
}

async function run(fixture: Fixture, ...commands: readonly unknown[]): Promise<void> {
  fixture.say(0, ['run', ...commands, ['setAttribute', 'html', 'data-ran', '']])
  await fixture.page.waitForSelector('html[data-ran]')
}

it.each(WAYS)(
  'commands stand through %s that says the same, and end with one that says something else',
  async (way) => {
    await using fixture = await openShown(testBrowser, {
      html: '<p class="card" lang="en">x</p><b title="One">y</b>',
      templates: { 1: ['h', '<p _="2">x</p><b _>y</b>', ['=class', '?hidden', '*']] },
      shape: 1,
    })
    await run(
      fixture,
      ['addClass', 'p', 'open'],
      ['hide', 'p'],
      ['setAttribute', 'b', 'title', 'Two'],
      ['setAttribute', 'b', 'dir', 'rtl'],
    )
    await renew(fixture, way, [1, 'card', 0, { title: 'One' }])
    expect(await fixture.page.innerHTML('main')).toBe(
      '<p class="card open" lang="en" hidden="">x</p><b title="Two" dir="rtl">y</b>',
    )
    await renew(fixture, 'a mismatch', [1, 'card open', 1, { title: 'Three' }])
    await renew(fixture, 'a mismatch', [1, 'card', 0, { title: 'Three' }])
    expect(await fixture.page.innerHTML('main')).toBe(
      '<p class="card" lang="en">x</p><b title="Three" dir="rtl">y</b>',
    )
  },
)

it('commands stay with rows that move, and a row that takes their place has none of it', async () => {
  await using fixture = await openShown(testBrowser, {
    html: '<b><i class="a"></i><i class="b"></i></b>',
    templates: { 1: ['h', '<b _></b>', ['s']], 2: ['r', '<i _></i>', ['=class']] },
    shape: [1, 0, { r: [2, 2] }],
  })
  await run(fixture, ['addClass', '.a', 'marked'])
  fixture.say([0, [0, 0, { o: [[-1, 0]], u: [0, [0, 'c']] }]])
  await fixture.page.waitForFunction(() => document.querySelector('i')?.className === 'b')
  expect(await fixture.page.innerHTML('b')).toBe('<i class="b"></i><i class="c marked"></i>')
  fixture.say([0, [0, 0, { x: [0], o: [[-1, [2, [2, ['d']]]]] }]])
  await fixture.page.waitForSelector('.d', { state: 'attached' })
  expect(await fixture.page.innerHTML('b')).toBe('<i class="b"></i><i class="d"></i>')
})

/** The first element says what to expect of its click. */
async function openExpecting(html: string, optimistic: readonly unknown[]): Promise<Fixture> {
  const fixture = await testBrowser.open('<main data-live-root="0"></main>', { join: false })
  const template = ['h', `<button _>x</button>${html}`, ['@click']]
  await fixture.join([[0, 'values', [7, { optimistic }]]], { 7: template })
  await fixture.quiet()
  return fixture
}

it('an expected text leaves boxes, files and lists of several alone, which have more than a text', async () => {
  await using fixture = await openExpecting(
    '<input type="checkbox" value="a"><input type="radio" value="b"><input class="text" value="c"><select multiple><option selected>d<option selected>e</select>',
    [
      ['setValue', 'input', 'new'],
      ['setValue', 'select', 'd'],
    ],
  )
  await fixture.page.click('button')
  const values = (): Promise<string[]> =>
    fixture.page.evaluate(() => [
      ...[...document.querySelectorAll('input')].map((input) => input.value),
      ...[...document.querySelectorAll('select')].flatMap(({ selectedOptions }) =>
        [...selectedOptions].map(({ value }) => value),
      ),
    ])
  await expect.poll(values).toEqual(['a', 'b', 'new', 'd', 'e'])
})

it('an expected text that an element throws at is reported, and the effects beside it are shown', async () => {
  await using fixture = await openExpecting('<x-field></x-field><p>y</p>', [
    ['setValue', 'x-field', 'new'],
    ['addClass', 'p', 'expected'],
  ])
  await fixture.page.evaluate(() => {
    const define = (value: PropertyDescriptor): unknown =>
      Object.defineProperty(document.querySelector('x-field'), 'value', value)
    define({
      get: () => 'old',
      set() {
        throw new Error('no such value')
      },
    })
  })
  await fixture.page.click('button')
  await fixture.page.waitForSelector('p.expected')
  expect(await fixture.quiet()).toContainEqual(['problem', 'command-failed', 'Error: no such value'])
})

it('scrolls at once for those who prefer reduced motion', async () => {
  await using fixture = await testBrowser.open('<p>x</p>', { shared: false })
  await fixture.page.evaluate(() => {
    Element.prototype.scrollIntoView = (how) => document.body.append(JSON.stringify(how))
  })
  for (const reducedMotion of ['no-preference', 'reduce'] as const) {
    await fixture.page.emulateMedia({ reducedMotion })
    fixture.say(0, ['scroll', 'p', 'smooth'])
    await fixture.quiet()
  }
  expect(await fixture.page.innerText('body')).toContain(
    '{"behavior":"smooth","block":"start"}{"behavior":"instant","block":"start"}',
  )
})
