/** What a browser tells of local state with an event. */
import { html, LiveView, on } from 'overwire'
import type { TemplateResult } from 'overwire'
import { local, read } from 'overwire/local'
import { expect, test } from 'vitest'
import { appWith, settled, WireBrowser } from './wire-browser.ts'

const menu = local('menu', { open: false })

class Menu extends LiveView {
  was = ''

  render(): TemplateResult {
    const save = on((event) => (this.was = String(read(menu, event).open)), { send: menu })
    return html`<div ${menu}><button @click=${save}>${this.was}</button></div>`
  }
}

test('an event whose local state is not what it was described as is refused as invalid, and is no failure of the application', async () => {
  const { app, reports } = appWith(Menu)
  const browser = await WireBrowser.open(app)
  browser.sendEvent([0, 1], 'click', { local: { menu: { open: 'yes' } } })
  await settled()
  expect(browser.effects).toEqual([['refused', 1, 'invalid', {}]])
  expect(reports).toEqual([expect.stringMatching(/^The browser sent for "open"/)])
})
