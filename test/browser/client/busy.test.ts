import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectEventually } from '../expect-eventually.ts'
import { openTestBrowser, type TestBrowser } from './fixture.ts'

let testBrowser: TestBrowser
beforeAll(async () => {
  testBrowser = await openTestBrowser()
})
afterAll(() => testBrowser[Symbol.asyncDispose]())

/** The elements that wait, by their ids. */
const pending = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('[data-live-pending][aria-busy=true]')].map(({ id }) => id),
  )

const EVERY_KIND = `<form id="f" live-submit="save">
  <input id="text" name="text" value="a"><textarea id="area" name="area">b</textarea>
  <input id="box" name="box" type="checkbox"><input id="one" name="r" type="radio" value="1" checked>
  <input id="two" name="r" type="radio" value="2">
  <select id="select" name="select"><option>x<option>y</select>
  <input id="range" name="range" type="range" min="0" max="10" value="5">
  <input id="date" name="date" type="date" value="2026-01-01"><input id="file" type="file">
  <button id="reset" type="reset">Reset</button><button id="save" name="how" value="now" live-disable-with="Saving…">Save</button>
</form>`

/** What the fields of the form show. */
const fields = (page: Page): Promise<string> =>
  page.evaluate(() =>
    new URLSearchParams(new FormData(document.querySelector('form') as HTMLFormElement) as never).toString(),
  )

const AS_IT_WAS = 'text=a&area=b&r=1&select=x&range=5&date=2026-01-01'

describe('while an event is on its way', () => {
  it('its element and form say so, until the last of them has ended', async () => {
    await using fixture = await testBrowser.open(
      `<form id="f"><button type="button" id="a" live-click="a">A</button><button type="button" id="b" live-click="b">B</button></form>`,
    )
    const { page } = fixture
    await page.click('#a')
    await page.click('#b')
    expect(await pending(page)).toEqual(['f', 'a', 'b'])
    await fixture.quiet()
    fixture.say(0, 1)
    await expectEventually(() => pending(page)).toEqual(['f', 'b'])
    fixture.say(0, ['refused', 2, 'gone'])
    await expectEventually(() => pending(page)).toEqual([])
    expect(await page.locator('[data-live-pending], [aria-busy]').count()).toBe(0)
  })

  it('what is busy by its template stays so', async () => {
    await using fixture = await testBrowser.open(`<button id="a" aria-busy="false" live-click="a">A</button>`)
    await fixture.page.click('#a')
    await fixture.quiet()
    fixture.say(0, 1)
    await expectEventually(() => fixture.page.locator('[data-live-pending]').count()).toBe(0)
    expect(await fixture.page.getAttribute('#a', 'aria-busy')).toBe('false')
  })

  it('a form whose button went meanwhile does not wait for ever', async () => {
    await using fixture = await testBrowser.open(
      `<form id="f"><p><button type="button" id="a" live-click="a">A</button></p></form>`,
    )
    await fixture.page.click('#a')
    await fixture.quiet()
    fixture.say(0, ['replace', 'p', 'gone'], 1)
    await expectEventually(() => fixture.page.innerText('p')).toBe('gone')
    await expectEventually(() => pending(fixture.page)).toEqual([])
  })
})

describe('while a submit is on its way', () => {
  it('nothing that its user does changes a field, and nothing is disabled', async () => {
    await using fixture = await testBrowser.open(EVERY_KIND)
    const { page } = fixture
    await page.click('#save')
    const [, , , { form }] = (await fixture.heard()) as [0, 0, 0, { form: unknown }]
    expect(form).toContainEqual(['how', 'now'])
    await expectEventually(() => page.locator('#text[readonly]').count()).toBe(1)
    await page.locator('#text').pressSequentially('z')
    await page.locator('#area').pressSequentially('z')
    for (const id of ['#box', '#two', '#reset']) await page.click(id)
    await page.focus('#box')
    await page.keyboard.press('Space')
    for (const id of ['#select', '#range', '#date', '#one']) {
      await page.focus(id)
      await page.keyboard.press('ArrowDown')
    }
    expect(await fields(page)).toBe(AS_IT_WAS)
    expect(await page.locator(':disabled').count()).toBe(0)
    // The focus may go on.
    await page.focus('#text')
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('area')
    fixture.say(0, 1)
    await expectEventually(() => page.locator('[readonly]').count()).toBe(0)
    await page.click('#box')
    expect(await fields(page)).toContain('box=on')
  })

  it('what is typed on stays possible, unless something says that the form is busy', async () => {
    await using fixture = await testBrowser.open(
      `<form live-submit="save"><input id="text"><button>Save</button></form>`,
    )
    await fixture.page.click('button')
    await fixture.quiet()
    await fixture.page.locator('#text').pressSequentially('more')
    expect(await fixture.page.inputValue('#text')).toBe('more')
  })

  it('a change that comes another way is the user’s, and is not taken back', async () => {
    await using fixture = await testBrowser.open(EVERY_KIND)
    const { page } = fixture
    await page.click('#save')
    await expectEventually(() => page.locator('#text[readonly]').count()).toBe(1)
    await page.selectOption('#select', 'y')
    await fixture.quiet()
    fixture.say(0, ['failed', 1])
    await expectEventually(() => page.locator('[readonly]').count()).toBe(0)
    expect(await fields(page)).toContain('select=y')
  })

  it.each([
    ['is done', [1]],
    ['has failed', [['failed', 1]]],
    ['was refused', [['refused', 1, 'spent']]],
  ])('the lock ends when it %s', async (_, effects) => {
    await using fixture = await testBrowser.open(EVERY_KIND)
    await fixture.page.click('#save')
    await expectEventually(() => fixture.page.locator('[readonly]').count()).toBe(3)
    await fixture.quiet()
    fixture.say(0, ...effects)
    await expectEventually(() => fixture.page.locator('[readonly]').count()).toBe(0)
  })

  it('the lock ends with the circuit', async () => {
    await using fixture = await testBrowser.open(EVERY_KIND)
    await fixture.page.click('#save')
    await expectEventually(() => fixture.page.locator('[readonly]').count()).toBe(3)
    await fixture.quiet()
    fixture.cut(4410)
    await expectEventually(() => fixture.page.locator('[readonly]').count()).toBe(0)
  })

  it('a field that comes meanwhile is locked too, and what is read-only anyway stays so', async () => {
    await using fixture = await testBrowser.open(
      `<form live-submit="save"><p></p><input id="kept" readonly><button live-disable-with="…">Save</button></form>`,
    )
    const { page } = fixture
    await page.click('button')
    await fixture.quiet()
    fixture.say(0, ['replace', 'p', '<input id="new">'])
    await expectEventually(() => page.locator('#new[readonly]').count()).toBe(1)
    fixture.say(0, 1)
    await expectEventually(() => page.locator('#new[readonly]').count()).toBe(0)
    expect(await page.locator('#kept[readonly]').count()).toBe(1)
  })

  it('the focus returns to a button that the server disabled for the time being', async () => {
    await using fixture = await testBrowser.open(
      `<main data-live-root="0"><form method="post"><button>Save</button></form></main>`,
      { join: false },
    )
    const { page } = fixture
    await fixture.join([[0, 'shape', [1, 0, { v: { pending: 1 } }]]], {
      1: ['h', '<form method="post" _><button _>Save</button></form>', ['@submit', '?disabled']],
    })
    await page.focus('button')
    await page.keyboard.press('Enter')
    await fixture.heard()
    await expectEventually(() =>
      page.evaluate(
        () =>
          !!document.querySelector('form')?.dataset['livePending'] ||
          document.querySelectorAll('[data-live-pending]').length,
      ),
    ).toBe(1)
    fixture.say([0, [0, 1, 1]])
    await expectEventually(() => page.locator('button:disabled').count()).toBe(1)
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
    fixture.say([0, [0, 1, 0]], 1)
    await expectEventually(() => page.evaluate(() => document.activeElement?.localName)).toBe('button')
  })

  it('one that the browser’s validation stops locks nothing', async () => {
    await using fixture = await testBrowser.open(
      `<form live-submit="save"><input required><button live-disable-with="…">Save</button></form>`,
    )
    await fixture.page.click('button')
    expect(await fixture.quiet()).toEqual([])
    expect(await fixture.page.locator('[readonly]').count()).toBe(0)
  })

  it('one that a script of the page prevents is not sent and locks nothing', async () => {
    await using fixture = await testBrowser.open(
      `<form live-submit="save"><input><button live-disable-with="…">Save</button></form>`,
    )
    await fixture.page.evaluate(() =>
      document.querySelector('form')?.addEventListener('submit', (event) => event.preventDefault()),
    )
    await fixture.page.click('button')
    expect(await fixture.quiet()).toEqual([])
    expect(await fixture.page.locator('[readonly]').count()).toBe(0)
  })

  it('the module may come when all is over', async () => {
    await using fixture = await testBrowser.open(EVERY_KIND, { modules: 'held', which: /busy/ })
    await fixture.page.click('#save')
    await fixture.quiet()
    fixture.say(0, 1)
    await expectEventually(() => pending(fixture.page)).toEqual([])
    fixture.release()
    await expectEventually(() =>
      fixture.page.evaluate(() =>
        performance.getEntriesByType('resource').some(({ name }) => name.includes('busy')),
      ),
    ).toBe(true)
    await fixture.quiet()
    expect(await fixture.page.locator('[readonly]').count()).toBe(0)
  })
})

describe('while a submit is on its way whose handler locks nothing', () => {
  it.each([
    ['its button shows something else', ['Sending…'], ''],
    ['its button has an attribute', [], 'live-disable-with="Sending…"'],
  ])('its fields can be typed in: %s', async (_, look, attribute) => {
    await using fixture = await testBrowser.open(
      `<main data-live-root="0"><form><input id="line"><button ${attribute}>Send</button></form></main>`,
      { join: false },
    )
    const { page } = fixture
    await fixture.join([[0, 'shape', [1, 0, { v: { pending: look } }]]], {
      1: ['h', `<form _><input id="line"><button ${attribute}>Send</button></form>`, ['@submit']],
    })
    await page.fill('#line', 'first')
    await page.click('button')
    await expectEventually(() => page.innerText('button')).toBe('Sending…')
    await page.fill('#line', 'next')
    expect(await page.locator('[readonly]').count()).toBe(0)
    expect(await page.inputValue('#line')).toBe('next')
  })
})

describe('what an element shows instead', () => {
  it('is told by an attribute, for a click and for the buttons of a form', async () => {
    await using fixture = await testBrowser.open(
      `<button id="a" live-click="a" live-disable-with="Wait">Go <b>on</b></button>
       <form live-submit="save"><button id="b" data-live-disable-with="Saving…">Save</button><input id="c" type="submit" value="Also" live-disable-with="…"></form>`,
    )
    const { page } = fixture
    await page.click('#a')
    await expectEventually(() => page.innerText('#a')).toBe('Wait')
    await page.click('#b')
    await expectEventually(() => page.innerText('#b')).toBe('Saving…')
    expect(await page.inputValue('#c')).toBe('…')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('b')
    await fixture.quiet()
    fixture.say(0, 1, 2)
    await expectEventually(() => page.innerHTML('#a')).toBe('Go <b>on</b>')
    expect([await page.innerText('#b'), await page.inputValue('#c')]).toEqual(['Save', 'Also'])
  })

  it('is told by a button of the form that stands elsewhere in the page', async () => {
    await using fixture = await testBrowser.open(
      `<form id="f" live-submit="save"><input id="text"></form><button form="f" live-disable-with="Saving…">Save</button>`,
    )
    const { page } = fixture
    await page.click('button')
    await expectEventually(() => page.innerText('button')).toBe('Saving…')
    expect(await page.locator('#text[readonly]').count()).toBe(1)
    await fixture.quiet()
    fixture.say(0, 1)
    await expectEventually(() => page.innerText('button')).toBe('Save')
  })

  it('gives way to what the server renders meanwhile, and comes back over it', async () => {
    await using fixture = await testBrowser.open(
      `<main data-live-root="0"><button>Save 1<!----></button></main>`,
      {
        join: false,
      },
    )
    const { page } = fixture
    await fixture.join([[0, 'shape', [1, 0, { v: { pending: { h: '<i>Saving</i>' } } }]]], {
      1: ['h', '<button _=2>Save <!></button>', ['@click', 'c']],
    })
    await page.click('button')
    await expectEventually(() => page.innerHTML('button')).toBe('<i>Saving</i>')
    await fixture.quiet()
    fixture.say([0, [0, 1, '2']])
    await fixture.quiet()
    expect(await page.innerHTML('button')).toBe('<i>Saving</i>')
    fixture.say(0, 1)
    await expectEventually(() => page.innerText('button')).toBe('Save 2')
  })
})
