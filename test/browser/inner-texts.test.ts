import { expect, test } from 'vitest'
import { openBrowser } from './chromium.ts'
import { innerTexts, visibleTexts } from './inner-texts.ts'

test('texts are read as they are shown, also of elements that are replaced all the time', async () => {
  await using opened = await openBrowser()
  await using taken = await opened.pages.shared()
  const { page } = taken
  await page.setContent('<main></main>')
  await page.evaluate(() => {
    const { port1, port2 } = new MessageChannel()
    // As fast as there are tasks: between two steps of a driver there is always one.
    port1.onmessage = () => {
      document.querySelector('main')?.replaceChildren(titleOf('shown'), titleOf('hidden'))
      port2.postMessage(null)
    }
    port2.postMessage(null)

    function titleOf(name: string): HTMLElement {
      const title = document.createElement('p')
      title.textContent = `\n      ${name}\n    `
      title.hidden = name === 'hidden'
      return title
    }
  })
  for (let time = 0; time < 20; time++) {
    expect((await innerTexts(page, 'p')).at(0)).toBe('shown')
    expect(await visibleTexts(page.locator('main'), 'p')).toEqual(['shown'])
  }
})
