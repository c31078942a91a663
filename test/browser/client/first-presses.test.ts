/** What users do before the module is there that options ask for: it is held where the browser would do something of its own. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestBrowser, type Fixture, type TestBrowser } from './fixture.ts'

let testBrowser: TestBrowser
beforeAll(async () => {
  testBrowser = await openTestBrowser()
})
afterAll(() => testBrowser[Symbol.asyncDispose]())

const held = { modules: 'held', which: /options/ } as const

/** A page of one template, with these parts and their values. The module of options comes when it is released. */
async function open(html: string, parts: Record<string, unknown>): Promise<Fixture> {
  const fixture = await testBrowser.open('<main data-live-root="0"></main>', { join: false, ...held })
  const template = ['h', html, Object.keys(parts).map((part) => part.trim())]
  await fixture.join([[0, 'values', [7, ...Object.values(parts)]]], { 7: template })
  await fixture.quiet()
  return fixture
}

async function isThere({ page }: Fixture, ...modules: readonly string[]): Promise<boolean> {
  const there = await page.waitForFunction(
    (names) =>
      names.every((module) =>
        performance.getEntriesByType('resource').some(({ name }) => name.endsWith(`/${module}.js`)),
      ),
    modules,
  )
  return there.jsonValue()
}

/** Answers the questions of a page, one after another. Those that were asked are in the list. */
function answer(fixture: Fixture, ...answers: readonly boolean[]): string[] {
  const asked: string[] = []
  fixture.page.on('dialog', (dialog) => {
    asked.push(dialog.message())
    void (answers[asked.length - 1] ? dialog.accept() : dialog.dismiss())
  })
  return asked
}

/** The types of what was sent, with the names of actions. */
async function sent(fixture: Fixture): Promise<string[]> {
  const frames = await fixture.quiet()
  return frames.map(([, type, target]) =>
    typeof target === 'string' ? `${String(type)} ${target}` : String(type),
  )
}

describe('the first press', () => {
  test.each([
    ['refused', false, []],
    ['agreed to', true, ['click delete']],
  ])('of a button that submits a form is held until its question is %s', async (_, isAgreed, expected) => {
    await using fixture = await testBrowser.open(
      '<form action="/left"><input name="a"><button live-click="delete" live-confirm="Sure?">Delete</button></form>',
      held,
    )
    const asked = answer(fixture, isAgreed)
    await fixture.page.click('button')
    expect(await sent(fixture)).toEqual([])
    fixture.release()
    await expect.poll(() => asked).toEqual(['Sure?'])
    expect(await sent(fixture)).toEqual(expected)
    expect(fixture.page.url()).not.toContain('left')
  })

  test('of a button with a question and without an action submits its form when it is agreed to', async () => {
    await using fixture = await testBrowser.open(
      '<form action="#left" target="_self"><button live-click="" live-confirm="Sure?">Send</button></form>',
      held,
    )
    const asked = answer(fixture, true)
    const { page } = fixture
    await page.evaluate(() =>
      addEventListener('submit', (event) => {
        event.preventDefault()
        document.title += '!'
      }),
    )
    await page.click('button')
    expect(await page.title()).toBe('Start')
    fixture.release()
    await expect.poll(() => asked).toEqual(['Sure?'])
    await expect.poll(() => page.title()).toBe('Start!')
  })

  test('of a box with a question changes it when that is agreed to', async () => {
    await using fixture = await open('<input type="checkbox" _>', {
      '@click': { prevent: 0, x: { confirm: 'Sure?' } },
    })
    const asked = answer(fixture, true)
    await fixture.page.click('input')
    expect(await fixture.page.isChecked('input')).toBe(false)
    fixture.release()
    await expect.poll(() => asked).toEqual(['Sure?'])
    expect(await sent(fixture)).toEqual(['click'])
    expect(await fixture.page.isChecked('input')).toBe(true)
  })

  test('of a handler with a question in a form submits nothing before that', async () => {
    await using fixture = await open('<form _><button _>Send</button></form>', {
      '@submit': 0,
      '@click': { local: 1, x: { confirm: 'Sure?' } },
    })
    const asked = answer(fixture, false, true)
    const { page } = fixture
    await page.click('button')
    expect(await sent(fixture)).toEqual([])
    fixture.release()
    await expect.poll(() => asked).toEqual(['Sure?'])
    expect(await sent(fixture)).toEqual([])
    await page.click('button')
    expect(await sent(fixture)).toEqual(['submit'])
  })

  test('of what is stopped reaches nothing around it', async () => {
    await using fixture = await testBrowser.open(
      '<div live-click="outer"><button live-click="inner" live-stop>x</button></div>',
      held,
    )
    await fixture.page.click('button')
    expect(await sent(fixture)).toEqual([])
    fixture.release()
    await expect.poll(() => sent(fixture)).toEqual(['click inner'])
  })

  test('of a key that a shortcut stops and does not mean reaches what is around it', async () => {
    await using fixture = await open('<div _><p _ tabindex="0">x</p></div>', {
      '@keydown': 0,
      '@keydown ': { stop: 1, x: { shortcuts: [['c', 'k']] } },
    })
    const { page } = fixture
    await page.focus('p')
    await page.keyboard.press('a')
    fixture.release()
    const heard: unknown[] = []
    await expect.poll(async () => heard.push(...(await fixture.quiet()))).toBe(1)
    expect(heard).toMatchObject([[expect.any(Number), 'keydown', [0, 0], { key: 'a' }]])
  })

  test('of what is around something with a question happens once', async () => {
    await using fixture = await open('<div _><button _>x</button></div>', {
      '@click': { x: { confirm: 'Sure?' } },
      '@click ': 0,
    })
    answer(fixture, true)
    await fixture.page.click('button')
    expect(await sent(fixture)).toEqual([])
    fixture.release()
    await expect.poll(() => sent(fixture)).toEqual(['click', 'click'])
  })
})

test.each([
  '<div live-paste="take" contenteditable>x</div>',
  '<button data-live-click="x" data-live-confirm="Sure?">x</button>',
  `<p live-keydown='{"a":"b"}'>x</p>`,
])('the module is there before anything happens in a page with %s', async (body) => {
  await using fixture = await testBrowser.open(body)
  await expect(isThere(fixture, 'options')).resolves.toBe(true)
})

test('the module comes with the first element that asks for it', async () => {
  await using fixture = await testBrowser.open('<p>x</p>')
  fixture.say(0, ['replace', 'p', '<div live-paste="take" contenteditable>y</div>'])
  await expect(isThere(fixture, 'options')).resolves.toBe(true)
})

test('a shortcut that stops its keys leaves all others to what listens at the window', async () => {
  await using fixture = await testBrowser.open('<main data-live-root="0"></main>', { join: false })
  const stopping = { stop: 1, x: { shortcuts: [['c', 'k']] } }
  await fixture.join([[0, 'values', [7, [['window', 'keydown'], 0], stopping, 0]]], {
    7: ['h', '<p _></p><p tabindex="0" _=2>x</p>', ['#Observers', '@keydown', '@keyup']],
  })
  const { page } = fixture
  await isThere(fixture, 'options', 'observers', 'edits')
  await fixture.quiet()
  await page.focus('[tabindex]')
  await page.keyboard.press('a')
  await page.keyboard.press('Control+k')
  const keys = (await fixture.quiet()).filter(([, type]) => type === 'keydown')
  expect(keys.map(([, , path, payload]) => [path, (payload as { key: string }).key])).toEqual([
    [[0, 0], 'a'],
    [[0, 0], 'Control'],
    [[0, 1], 'k'],
  ])
})
