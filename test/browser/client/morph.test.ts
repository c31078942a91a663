/** What users can change in an element that stays is theirs: `page.morph` leaves it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestBrowser, type TestBrowser } from './fixture.ts'

let testBrowser: TestBrowser
beforeAll(async () => {
  testBrowser = await openTestBrowser()
})
afterAll(() => testBrowser[Symbol.asyncDispose]())

/** Has the user do something and morphs the content. */
async function morphed(before: string, act: () => void, after: string) {
  const fixture = await testBrowser.open(`<main id="t">${before}</main>`)
  await fixture.page.evaluate(act)
  fixture.say(0, ['morph', '#t', after])
  expect(await fixture.quiet()).toEqual([])
  return fixture
}

describe('page.morph leaves', () => {
  it('details open that the user has opened, and closed those that the user has closed', async () => {
    const details = (open: string, text: string) =>
      `<details id="c" ${open}><summary>${text}</summary></details><details ${open}></details>`
    await using opened = await morphed(
      details('', 'a'),
      () => document.querySelector('details')?.toggleAttribute('open', true),
      details('', 'b'),
    )
    expect(await opened.page.innerHTML('#t')).toBe(
      '<details id="c" open=""><summary>b</summary></details><details></details>',
    )
    await using closed = await morphed(
      details('open', 'a'),
      () => document.querySelector('details')?.removeAttribute('open'),
      details('open', 'b'),
    )
    expect(await closed.page.innerHTML('#t')).toBe(
      '<details id="c"><summary>b</summary></details><details open=""></details>',
    )
  })

  it('a modal dialog open, and the page behind it usable once it is closed', async () => {
    const content = (text: string) => `<dialog id="c">${text}</dialog><button id="b">b</button>`
    await using fixture = await morphed(
      content('one'),
      () => document.querySelector('dialog')?.showModal(),
      content('two'),
    )
    const { page } = fixture
    expect(await page.locator('dialog').textContent()).toBe('two')
    expect(await page.evaluate(() => document.querySelector('#c')?.matches(':modal'))).toBe(true)
    await page.keyboard.press('Escape')
    expect(await page.evaluate(() => document.querySelector('#c')?.matches('[open]'))).toBe(false)
    await page.locator('#b').click()
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('b')
  })

  it('shown what the browser has found in what was hidden until then', async () => {
    const content = '<p id="c" hidden="until-found">a</p>'
    await using fixture = await morphed(
      content,
      () => document.querySelector('#c')?.removeAttribute('hidden'),
      content,
    )
    expect(await fixture.page.innerHTML('#t')).toBe('<p id="c">a</p>')
  })

  it.each([
    ['a text', '<input id="c" value="a">', 'typed', '<input id="c" value="b">'],
    ['a long text', '<textarea id="c">a</textarea>', 'typed', '<textarea id="c">b</textarea>'],
    ['a text without a value of its own', '<input id="c">', 'typed', '<input id="c" value="b">'],
  ])('%s that the user has typed', async (_, before, typed, after) => {
    await using fixture = await testBrowser.open(`<main id="t">${before}</main>`)
    await fixture.page.locator('#c').fill(typed)
    await fixture.page.evaluate(() => document.querySelector<HTMLElement>('#c')?.blur())
    fixture.say(0, ['morph', '#t', after])
    await fixture.quiet()
    expect(await fixture.page.locator('#c').inputValue()).toBe(typed)
  })

  it('the option and the radio that the user has chosen, when the content comes to choose a third one', async () => {
    const content = (chosen: number) =>
      ['x', 'y', 'z'].map((value, index) => `<input type="radio" name="r" value="${value}"${index === chosen ? ' checked' : ''}>`).join('') +
      `<select>${['x', 'y', 'z'].map((value, index) => `<option value="${value}"${index === chosen ? ' selected' : ''}>${value}</option>`).join('')}</select>` // prettier-ignore
    await using fixture = await testBrowser.open(`<main id="t">${content(0)}</main>`)
    await fixture.page.locator('[value=y][type=radio]').check()
    await fixture.page.locator('select').selectOption('y')
    fixture.say(0, ['morph', '#t', content(2)])
    await fixture.quiet()
    expect(await fixture.page.locator('select').inputValue()).toBe('y')
    expect(await fixture.page.locator(':checked[type=radio]').getAttribute('value')).toBe('y')
  })
})

describe('page.morph changes', () => {
  it('what a button says that has the focus', async () => {
    await using fixture = await morphed(
      '<button id="c">Save</button>',
      () => document.querySelector<HTMLElement>('#c')?.focus(),
      '<button id="c">Saved</button>',
    )
    expect(await fixture.page.evaluate(() => document.activeElement?.textContent)).toBe('Saved')
  })

  it('controls that nobody has changed, whatever browsers make of their HTML', async () => {
    await using fixture = await morphed(
      '<select><option value="x">x</option><option value="y">y</option></select><input type="range" id="c"><input type="checkbox">',
      () => {},
      '<select><option value="x">x</option><option value="y" selected>y</option></select><input type="range" id="c" value="7"><input type="checkbox" checked>',
    )
    const { page } = fixture
    expect(await page.locator('select').inputValue()).toBe('y')
    expect(await page.locator('#c').inputValue()).toBe('7')
    expect(await page.locator('[type=checkbox]').isChecked()).toBe(true)
  })

  it('nothing in what is new: it is as the content says', async () => {
    await using fixture = await morphed('<p>a</p>', () => {}, '<p>a</p><details open></details>')
    expect(await fixture.page.innerHTML('#t')).toBe('<p>a</p><details open=""></details>')
  })
})
