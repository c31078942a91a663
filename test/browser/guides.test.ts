/** The examples of the guides to forms, accessibility and local state, and of the reference of templates, run as they stand there. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectEventually } from './expect-eventually.ts'
import { openGuide, type GuideViews } from './guide-views.ts'
import { innerTexts } from './inner-texts.ts'
import { isSettled } from './wire-tap.ts'

let guide: GuideViews
let page: Page

/** Opens a document for the tests beside it. */
function use(start: () => Promise<GuideViews>): void {
  beforeAll(async () => {
    guide = await start()
    ;({ page } = guide)
  })
  afterAll(() => guide[Symbol.asyncDispose]())
}

function everyExampleIsOpened(): void {
  test('every example of it was opened', () => {
    expect(guide.unopened()).toEqual([])
  })
}

const text = (selector: string): Promise<string> => page.innerText(selector)

describe('the guide to forms', () => {
  use(() => openGuide('docs/guides/forms.md'))

  test('has a button that says that it saves', async () => {
    await guide.open('saving')
    await page.evaluate(() => {
      const button = document.querySelector('button')
      const note = (): void => void (document.title += `${button?.textContent};`)
      document.title = ''
      if (button)
        new MutationObserver(note).observe(button, { childList: true, subtree: true, characterData: true })
    })
    await page.getByLabel('Name').fill('Bea')
    await page.getByRole('button').click()
    await expectEventually(() => page.locator('input').getAttribute('value')).toBe('Bea')
    await isSettled(page)
    await expectEventually(() => page.title()).toMatch(/Saving….*Save;$/)
  })

  test('checks a name while it is typed', async () => {
    await guide.open('rename')
    await page.locator('input').fill('ada')
    await expectEventually(() => text('p')).toBe('ada is taken.')
    await page.locator('input').fill('bea')
    await expectEventually(() => text('p')).toBe('')
  })

  test('leaves a dialog open while something in it is wrong', async () => {
    await guide.open('invite')
    const dialog = page.getByRole('dialog', { name: 'Invite somebody' })
    const invite = async (name: string): Promise<void> => {
      await dialog.getByLabel('Name').fill(name)
      await dialog.getByRole('button', { name: 'Invite' }).click()
    }
    await page.getByRole('button', { name: 'Invite' }).click()
    await invite('Ada')
    await expectEventually(() => text('.field-errors')).toBe('Ada is invited already.')
    expect(await dialog.isVisible()).toBe(true)
    await invite('Bea')
    await dialog.waitFor({ state: 'hidden' })
    expect(await text('p')).toBe('Ada, Bea')
    await page.getByRole('button', { name: 'Invite' }).click()
    expect(await dialog.getByLabel('Name').inputValue()).toBe('')
  })

  test('binds controls to fields', async () => {
    await guide.open('booking')
    expect(await text('p')).toBe('2 seats for , vegan with , Turin')
    await page.getByLabel('Name').fill('Ada')
    await page.getByLabel('Seats').fill('3')
    await page.getByLabel('fish').check()
    await page.getByLabel('wine').check()
    await page.getByLabel('cake').check()
    await page.getByLabel('wine').uncheck()
    await page.getByLabel('City').fill('Rome')
    await page.getByLabel('City').press('Tab')
    await expectEventually(() => text('p')).toBe('3 seats for Ada, fish with cake, Rome')
    await page.getByRole('button', { name: 'Help' }).click()
    const help = page.getByRole('dialog', { name: 'Help' })
    await help.getByRole('button', { name: 'Close' }).click()
    await help.waitFor({ state: 'hidden' })
    const dialog = page.getByRole('dialog', { name: 'Book?' })
    for (const close of [
      () => page.getByRole('button', { name: 'Not yet' }).click(),
      () => page.keyboard.press('Escape'),
    ]) {
      await page.getByRole('button', { name: 'Book', exact: true }).click()
      await dialog.waitFor()
      await close()
      await dialog.waitFor({ state: 'hidden' })
      await isSettled(page)
    }
  })

  test('holds a form with rules and rows', async () => {
    await guide.open('registration')
    await page.getByLabel('Name').fill('ada')
    await page.getByLabel('Zip').fill('123')
    await page.getByLabel('Phone').fill('555')
    await expectEventually(() => innerTexts(page, '.field-errors')).toContain('This name is taken.')
    await page.getByRole('button', { name: 'Sign up' }).click()
    await expectEventually(() => innerTexts(page, '.field-errors')).toContain('Five digits.')
    await page.getByLabel('Name').fill('Bea')
    await page.getByLabel('Zip').fill('12345')
    await page.getByRole('button', { name: 'Sign up' }).click()
    await expectEventually(() => text('[role=status]')).toBe('Welcome, Bea.')
  })

  test('leads through steps, and sends what a condition has hidden where that is to be kept', async () => {
    await guide.open('wizard')
    await page.getByRole('button', { name: 'Greeting' }).click()
    await page.getByLabel('Text').fill('Cheers')
    await page.getByRole('button', { name: 'Greeting' }).click()
    await expectEventually(() => page.getByLabel('Text').count()).toBe(0)
    await page.getByRole('button', { name: 'Next' }).click()
    await expectEventually(() => innerTexts(page, '.field-errors')).toContain('Please give your name.')
    await page.getByLabel('Name').fill('Ada')
    await page.getByRole('button', { name: 'Next' }).click()
    await page.getByRole('button', { name: 'Back' }).click()
    await expectEventually(() => page.getByLabel('Name').inputValue()).toBe('Ada')
    await page.getByRole('button', { name: 'Next' }).click()
    await page.getByLabel('City').fill('Rome')
    await page.getByRole('button', { name: 'Next' }).click()
    await expectEventually(() => text('[role=status]')).toBe('Ada, Rome: Cheers')
  })

  everyExampleIsOpened()
})

describe('the guide to accessibility', () => {
  use(() => openGuide('docs/guides/accessibility.md'))

  test('keeps the focus in a dialog, and gives it back', async () => {
    await guide.open('rename')
    const focused = (): Promise<string | undefined> =>
      page.evaluate(
        () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent,
      )
    await page.getByRole('button', { name: 'Rename' }).click()
    await expectEventually(focused).toBe('Name')
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('Done')
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('Name')
    await page.getByRole('button', { name: 'Done' }).click()
    await expectEventually(focused).toBe('Rename')
  })

  test('keeps the focus in what stays in the page, as long as a value says so', async () => {
    await guide.open('filters')
    const isIn = (): Promise<boolean> => page.evaluate(() => !!document.activeElement?.closest('section'))
    await page.getByRole('button', { name: 'Filters' }).click()
    await expectEventually(isIn).toBe(true)
    for (let step = 0; step < 3; step++) {
      await page.keyboard.press('Tab')
      expect(await isIn()).toBe(true)
    }
    await page.getByRole('button', { name: 'Apply' }).click()
    await expectEventually(isIn).toBe(false)
  })

  everyExampleIsOpened()
})

describe('the reference of templates', () => {
  use(() => openGuide('docs/reference/templates.md'))

  test('shows what each helper gives, and what becomes of it', async () => {
    await guide.open('helpers')
    const shown = async (): Promise<unknown> =>
      page.evaluate(() => {
        const at = (selector: string): Element | null => document.querySelector(selector)
        return {
          heading: [
            at('h1')?.className.trim(),
            at('h1')?.getAttribute('title'),
            at('h1')?.textContent.trim(),
          ],
          bar: at('#bar')?.getAttribute('style'),
          rows: [at('section')?.textContent, at('#rows')?.textContent],
          status: at('#status')?.textContent,
          article: at('article')?.innerHTML.replaceAll(/<!--.*?-->/g, ''),
          // A property that the element does not know.
          chart: [
            at('my-chart')?.getAttribute('title'),
            (at('my-chart') as { points?: unknown } | null)?.points,
          ],
        }
      })
    await expectEventually(shown).toEqual({
      heading: ['user known', null, 'Anna'],
      bar: 'width: 40%; --accent: teal;',
      rows: ['ab', 'a, b123'],
      status: 'On its way',
      article: '<em>Trusted</em>',
      chart: ['Sales', [1, 2, 3]],
    })
    await page.fill('[name=name]', 'Typed')
    await page.evaluate(() => document.querySelector('#map')?.append('A map'))
    await page.getByRole('button', { name: 'Next' }).click()
    await expectEventually(shown).toEqual({
      heading: ['user known', 'The next', 'Nobody'],
      bar: 'width: 60%; --accent: teal;',
      rows: ['bc', 'b, c123'],
      status: '',
      article: '<em>Trusted</em>',
      chart: ['Sales', [1, 2, 3]],
    })
    expect([await page.inputValue('[name=name]'), await text('#map')]).toEqual(['', 'A map'])
  })

  test('renders rows again whose dependency has changed', async () => {
    await guide.open('rows')
    expect(await text('li.on')).toBe('Anna')
    await page.getByRole('button', { name: 'Bert' }).click()
    await expectEventually(() => innerTexts(page, 'li.on')).toEqual(['Bert'])
  })

  everyExampleIsOpened()
})

describe('the guide to local state', () => {
  use(() => openGuide('docs/guides/local-state.md'))

  test('has a state for each row', async () => {
    await guide.open('orders')
    expect(await page.locator('p').isVisible()).toBe(false)
    await page.getByRole('button').click()
    await expectEventually(() => page.locator('p').isVisible()).toBe(true)
  })

  test('combines flags and texts', async () => {
    await guide.open('join')
    const isDisabled = (): Promise<boolean> => page.getByRole('button').isDisabled()
    await page.getByLabel('Name').fill('Ada')
    expect(await isDisabled()).toBe(true)
    await page.getByLabel('I am invited').check()
    await expectEventually(isDisabled).toBe(false)
    await page.getByLabel('I am invited').uncheck()
    await expectEventually(isDisabled).toBe(true)
    await page.getByLabel('I accept the rules').check()
    await expectEventually(isDisabled).toBe(false)
    await page.getByLabel('Name').fill('A')
    await expectEventually(isDisabled).toBe(true)
  })

  test('changes numbers and flags, and moves the focus', async () => {
    await guide.open('search')
    await page.getByRole('button', { name: 'Search' }).click()
    await expectEventually(() => page.evaluate(() => document.activeElement?.id)).toBe('query')
    await page.getByRole('button', { name: 'Next' }).click()
    await page.getByLabel('everywhere').check()
    await expectEventually(() => text('output')).toBe('2')
    await expectEventually(() => page.locator('em').isVisible()).toBe(true)
  })

  test('closes a menu without a message', async () => {
    await guide.open('row')
    const star = page.getByRole('button', { name: 'Star' })
    const more = page.getByRole('button', { name: 'More' })
    await more.click()
    await star.waitFor()
    await page.keyboard.press('Escape')
    await star.waitFor({ state: 'hidden' })
    await more.click()
    await page.mouse.click(600, 400)
    await star.waitFor({ state: 'hidden' })
    await more.click()
    await star.click()
    await star.waitFor({ state: 'hidden' })
    await expectEventually(() => page.locator('.starred').count()).toBe(1)
  })

  everyExampleIsOpened()
})

describe('the reference of views', () => {
  use(() => openGuide('docs/reference/views.md'))

  test('has handlers for keys, in a chain, and beside one that runs', async () => {
    await guide.open('editor')
    const [input, keys] = [page.locator('input').first(), page.locator('input').last()]
    await input.fill('x')
    await keys.press('a')
    await keys.press('c')
    await expectEventually(() => input.inputValue()).toBe('xa')
    await page.getByRole('button', { name: 'Save' }).dblclick()
    await expectEventually(() => text('p')).toMatch(/[12]/)
    await page.getByRole('button', { name: 'Clear' }).click()
    await expectEventually(() => input.inputValue()).toBe('')
  })

  test('has components that another key makes anew', async () => {
    await guide.open('stepper')
    await page.locator('p button').click()
    await expectEventually(() => text('p button')).toBe('2')
    await page.click('#more')
    await expectEventually(() => text('p button')).toBe('0')
    await page.locator('p button').click()
    await expectEventually(() => text('p button')).toBe('3')
  })

  test('has components that load together', async () => {
    await guide.open('users')
    const names = (): Promise<string[]> => innerTexts(page, 'li')
    expect(await names()).toEqual(['user 1', 'user 2', 'user 3'])
    await page.getByRole('button', { name: 'More' }).click()
    await expectEventually(names).toEqual(['user 1', 'user 2', 'user 3', 'user 4', 'user 5'])
  })

  test('has rows of a stream that one handler hears', async () => {
    await guide.open('log')
    for (const count of [1, 2]) {
      await page.getByRole('button', { name: 'Log' }).click()
      await expectEventually(() => page.locator('li').count()).toBe(count)
    }
    await page.locator('li').nth(1).click()
    await expectEventually(() => text('output')).toBe('2')
  })

  everyExampleIsOpened()
})
