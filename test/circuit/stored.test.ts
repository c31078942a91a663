import { Component, createApp, html, LiveView, type AppOptions, type LayoutProps } from 'overwire'
import { visit, type User } from 'overwire/testing'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { session } from '../server/session-views.ts'

const filters = z.object({ sort: z.enum(['newest', 'best']).default('newest'), page: z.number().optional() })

class List extends LiveView {
  filters = this.live.stored('filters', filters)
  draft = this.live.stored('draft', z.object({ text: z.string().default('') }), { area: 'session' })
  problem = ''
  render() {
    const { sort, page = 0 } = this.filters.value
    return html`<h1>${sort} ${page}</h1>
      <p>${this.filters.known ? 'known' : 'unknown'}</p>
      <output>${this.draft.value.text}</output>
      <em>${this.problem}</em>
      <button @click=${() => this.filters.set({ sort: 'best' })}>Best</button>
      <button @click=${() => this.filters.set({ page: 2 })}>Page</button>
      <button @click=${() => this.filters.set({ page: undefined })}>No page</button>
      <button @click=${() => this.filters.clear()}>Clear</button>
      <button @click=${() => this.draft.set({ text: 'mine' })}>Draft</button>
      <button @click=${() => this.large()}>Large</button>
      <button @click=${() => this.live.setSession({ user: { name: 'Ada' } })}>Ada</button>`
  }
  large() {
    try {
      this.draft.set({ text: 'x'.repeat(20_000) })
    } catch (error) {
      this.problem = error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : ''
    }
  }
}

const app = (options: AppOptions = {}) =>
  createApp({ session, secret: 's'.repeat(32), ...options }).live('/', List)

/** What the browser stores for views. */
function stored(user: User, area: 'localStorage' | 'sessionStorage'): Record<string, string> {
  const window = user.document.defaultView
  const entries = Object.entries<string>({ ...window?.[area] })
  return Object.fromEntries(entries.filter(([key]) => /^live:[\w-]*:/.test(key)))
}

/** Another tab stores filters, or something else under its key. */
async function changeElsewhere(
  user: User,
  newValue: string,
  area: 'localStorage' | 'sessionStorage' = 'localStorage',
): Promise<void> {
  const window = user.document.defaultView
  const change = { key: 'live::filters', newValue, storageArea: window?.[area] ?? null }
  window?.dispatchEvent(new window.StorageEvent('storage', change))
  await user.settled()
}

describe('what a view stores in the browser', () => {
  test('is what the schema makes of nothing in the first response, and read once the page is live', async () => {
    await using user = await visit(app(), '/')
    expect(user.source).toMatch(/newest.*unknown/s)
    await user.until(() => user.text('p') === 'known')
    expect(user.text('h1')).toBe('newest 0')
  })

  test('changes field by field', async () => {
    await using user = await visit(app(), '/')
    await user.click('Best')
    await user.click('Page')
    expect(stored(user, 'localStorage')).toEqual({ 'live::filters': '{"sort":"best","page":2}' })
    await user.click('No page')
    expect(stored(user, 'localStorage')).toEqual({ 'live::filters': '{"sort":"best"}' })
    await user.click('Clear')
    expect(stored(user, 'localStorage')).toEqual({})
    expect(user.text('h1')).toBe('newest 0')
  })

  test('is of the tab alone where that is asked for', async () => {
    await using user = await visit(app(), '/')
    await user.click('Draft')
    expect(stored(user, 'sessionStorage')).toEqual({ 'live::draft': '{"text":"mine"}' })
    expect(stored(user, 'localStorage')).toEqual({})
  })

  test('is refused where it is too large', async () => {
    await using user = await visit(app(), '/')
    await user.click('Large')
    expect(user.text('em')).toBe(
      "this.live.stored('draft') was not changed: it has 20011 characters as JSON.",
    )
    expect(stored(user, 'sessionStorage')).toEqual({})
  })

  test('is not that of another login', async () => {
    await using user = await visit(app(), '/')
    await user.click('Best')
    await user.click('Ada')
    expect(user.text('h1')).toBe('newest 0')
    await user.click('Page')
    expect(user.text('h1')).toBe('newest 2')
    const keys = Object.keys(stored(user, 'localStorage'))
    expect(keys).toEqual(['live::filters', expect.stringMatching(/^live:[\w-]{11}:filters$/)])
  })

  test('that anybody has changed is what the schema makes of nothing', async () => {
    await using user = await visit(app(), '/')
    await user.until(() => user.text('p') === 'known')
    for (const text of ['nonsense', '{"sort":"worst"}', '[]', `{"sort":"best"${' '.repeat(20_000)}}`]) {
      await changeElsewhere(user, text)
      expect(user.text('h1'), text.slice(0, 20)).toBe('newest 0')
    }
  })

  test('is that of another tab when that changes it', async () => {
    await using user = await visit(app(), '/')
    await user.until(() => user.text('p') === 'known')
    await changeElsewhere(user, '{"sort":"best"}')
    expect(user.text('h1')).toBe('best 0')
  })

  test('is not what the other storage has under the same name', async () => {
    await using user = await visit(app(), '/')
    await user.until(() => user.text('p') === 'known')
    await changeElsewhere(user, '{"sort":"best"}', 'sessionStorage')
    expect(user.text('h1')).toBe('newest 0')
  })
})

test('a layout and the page in it keep the same, whichever of them changes it', async () => {
  const size = z.object({ size: z.number().default(1) })
  class Shell extends Component<LayoutProps> {
    reading = this.live.stored('reading', size)
    render() {
      return html`<b>${this.reading.value.size}</b> <a href="/">Home</a> <a href="/settings">Settings</a>
        <button @click=${() => this.reading.set({ size: 2 })}>Two</button>
        ${this.props.content}`
    }
  }
  class Settings extends LiveView {
    reading = this.live.stored('reading', size)
    render() {
      return html`<i>${this.reading.value.size}</i>
        <button @click=${() => this.reading.set({ size: 3 })}>Three</button>
        <button @click=${() => this.reading.clear()}>Clear</button>`
    }
  }
  class Home extends LiveView {
    render() {
      return html`<h1>Home</h1>`
    }
  }
  const site = createApp().group({ layout: Shell }, (group) =>
    group.live('/', Home).live('/settings', Settings),
  )
  await using user = await visit(site, '/settings')
  const shown = () => user.texts('b, i').join(' ')
  await user.click('Two')
  expect(shown()).toBe('2 2')
  await user.click('Three')
  expect(shown()).toBe('3 3')
  await user.click('Clear')
  expect(shown()).toBe('1 1')
  await user.click('Three')
  await user.click('Home')
  await user.click('Two')
  await user.click('Settings')
  await user.until(() => shown() === '2 2')
  expect(user.errors).toEqual([])
})

test('a schema that does not take nothing is refused', async () => {
  class Wrong extends LiveView {
    filters = this.live.stored('filters', z.object({ sort: z.string() }))
    render() {
      return html`<p>${this.filters.value.sort}</p>`
    }
  }
  const site = createApp({ development: true }).live('/', Wrong)
  const response = await site.handler.fetch(new Request('http://localhost/'))
  expect(response?.status).toBe(500)
  expect(await response?.text()).toContain('it does not take an empty object')
})
