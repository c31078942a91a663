import { html, LiveView } from '../index.ts'
import { createApp } from '../server/app.ts'
import { expect, test } from 'vitest'
import { visit } from './visit.ts'

class Shop extends LiveView {
  name = 'Chairs'

  render() {
    const isGerman = this.live.locale === 'de'
    this.live.head = {
      title: isGerman ? 'Laden' : 'Shop',
      description: this.name,
      bodyClass: this.name.toLowerCase(),
    }
    return html`<h1>${isGerman ? 'Stühle' : this.name}</h1>
      <p>${this.live.timeZone}</p>
      <input aria-label="Note" />
      <button @click=${() => (this.name = 'Tables')}>Next</button>
      <button @click=${() => (this.live.locale = 'de')}>Deutsch</button>`
  }
}

test('a user without a browser has the head that views set, and their language', async () => {
  await using user = await visit(createApp({ locales: ['en', 'de'] }).live('/', Shop), '/')
  const { document } = user
  const description = (): string | null | undefined =>
    document.querySelector('meta[name=description]')?.getAttribute('content')
  expect([document.title, description(), document.body.className]).toEqual(['Shop', 'Chairs', 'chairs'])

  await user.click('Next')
  await user.until(() => description() === 'Tables')
  expect([document.title, document.body.className]).toEqual(['Shop', 'tables'])

  await user.type('Note', 'kept')
  await user.click('Deutsch')
  await user.until(() => document.documentElement.lang === 'de')
  expect([document.title, user.text('h1')]).toEqual(['Laden', 'Stühle'])
  expect(document.querySelector('input')?.value).toBe('kept')
  expect(document.cookie).toContain('locale=de')

  await user.until(() => user.text('p') === Intl.DateTimeFormat().resolvedOptions().timeZone)
  expect(user.errors).toEqual([])
})
