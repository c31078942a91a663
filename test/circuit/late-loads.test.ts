import { html, LiveView } from 'overwire'
import { expect, test } from 'vitest'
import { lastShown, navigate, page, site } from './site.ts'
import { settled } from './wire-browser.ts'

test('a page that is navigated to is shown with its late loads pending, and the values follow', async () => {
  let settle: (value: string) => void = () => {}
  class Slow extends LiveView {
    data = this.live.load(() => new Promise<string>((resolve) => (settle = resolve)), { late: true })
    render() {
      return html`<p>${this.data.value ?? 'pending'}</p>`
    }
  }
  const { open } = site({ '/a': page('A'), '/slow': Slow })
  const browser = await open('/a')
  await navigate(browser, '/slow')
  expect(browser.effects).toEqual([['page', 1, '/slow', 'push', 1, expect.any(String)], 1])
  expect(lastShown(browser)).toContain('"pending"')
  settle('value')
  await settled()
  expect(lastShown(browser)).toContain('"value"')
})
