import { createApp, gate, html, LiveView, redirect, route, type App, type RequestContext } from 'overwire'
import { visit, type User } from 'overwire/testing'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { deskApp, session } from '../server/session-views.ts'

/** The desk in a tab of a visitor, and in another one. */
async function tabs(): Promise<readonly [first: User, second: User]> {
  const { app } = deskApp()
  const first = await visit(app, '/')
  return [first, await first.tab('/')]
}

describe('a page that logs in over its socket', () => {
  test('goes on as it was, and belongs to the login from then on', async () => {
    const { app } = deskApp()
    await using user = await visit(app, '/')
    await user.click('Add')
    await user.type('Draft', 'typed before')
    await user.click('Ada')
    expect([user.text('h1'), user.text('p'), user.value('Draft')]).toEqual([
      'Ada, light',
      '1',
      'typed before',
    ])
    expect(user.errors).toEqual([])
    await user.goto('/')
    expect(user.text('h1')).toBe('Ada, light')
  })

  test('shows nothing of what was typed to who has logged in while it was away', async () => {
    const [first, second] = await tabs()
    await using _ = first
    await first.click('Ada')
    await first.type('Draft', 'a secret of Ada')
    await first.disconnect()
    await second.click('Bob')
    expect(second.text('h1')).toBe('Bob, light')
    await first.reconnect()
    expect([first.text('h1'), first.value('Draft')]).toEqual(['Bob, light', ''])
    const notices = first.document.querySelectorAll('[data-live-notice] p')
    expect([...notices].map((each) => each.textContent)).toEqual([
      'The login of this page has ended, so it was loaded again. ×',
    ])
  })

  test('is loaded again when somebody else logs in, in another tab', async () => {
    const [first, second] = await tabs()
    await using _ = first
    await first.click('Ada')
    await first.type('Draft', 'a secret of Ada')
    await second.click('Bob')
    await first.until(() => first.text('h1') === 'Bob, light')
    expect(first.value('Draft')).toBe('')
  })

  test('leaves pages of nobody alone', async () => {
    const [first, second] = await tabs()
    await using _ = first
    await second.type('Draft', 'typed by nobody')
    await first.click('Ada')
    await second.click('Add')
    expect([second.text('p'), second.value('Draft')]).toEqual(['1', 'typed by nobody'])
  })
})

describe('gates', () => {
  const guests = gate(({ login }) => (login === '' ? {} : redirect('/account')))
  const members = gate(({ session: { user } }) => ({ member: user ?? redirect('/login') }))
  const loginRoute = route('/login', { gate: guests })
  const accountRoute = route('/account', { gate: members })

  /** Where its handler leads after the login; nowhere for an empty address. */
  function siteOf(to: string): { readonly app: App; readonly handled: string[] } {
    const handled: string[] = []
    class LoginPage extends LiveView<typeof loginRoute> {
      render() {
        return html`<h1>Log in</h1>
          <button @click=${() => this.logIn()}>Ada</button>`
      }
      async logIn(): Promise<void> {
        await this.live.setSession({ user: { name: 'Ada' } })
        handled.push('logged in')
        if (to) redirect(to)
      }
    }
    class AccountPage extends LiveView<typeof accountRoute> {
      render() {
        return html`<h1>${this.live.context.member.name}</h1>
          <button @click=${() => this.logOut()}>Log out</button>`
      }
      async logOut(): Promise<void> {
        await this.live.clearSession()
        handled.push('logged out')
      }
    }
    const logger = {
      info() {},
      warn() {},
      error: (...words: unknown[]) => void handled.push(words.join(' ')),
    }
    const app = createApp({ session, secret: 's'.repeat(32), logger })
    return { app: app.live(loginRoute, LoginPage).live(accountRoute, AccountPage), handled }
  }

  test('that turn the visitor away after a login let the handler end, which leads elsewhere', async () => {
    const { app, handled } = siteOf('/account')
    await using user = await visit(app, '/login')
    await user.click('Ada')
    await user.until(() => user.text('h1') === 'Ada')
    expect(handled).toEqual(['logged in'])
  })

  test('lead on where the handler does not, after a login and after a logout', async () => {
    const { app, handled } = siteOf('')
    await using user = await visit(app, '/login')
    await user.click('Ada')
    await user.until(() => user.text('h1') === 'Ada')
    await user.click('Log out')
    await user.until(() => user.text('h1') === 'Log in')
    expect(handled).toEqual(['logged in', 'logged out'])
  })
})

describe('the context of a page whose handler logs in or out', () => {
  test('has the search as the schema of the route reads it', async () => {
    const list = route('/list', { search: z.object({ page: z.coerce.number().catch(1) }) })
    class List extends LiveView<typeof list> {
      render() {
        return html`<h1>${this.live.session.user?.name} ${this.live.search.page + 1}</h1>
          <button @click=${() => this.live.setSession({ user: { name: 'Ada' } })}>Ada</button>`
      }
    }
    const app = createApp({ session, secret: 's'.repeat(32) }).live(list, List)
    await using user = await visit(app, '/list?page=2')
    await user.click('Ada')
    expect(user.text('h1')).toBe('Ada 3')
  })

  test('knows nothing any more of who was there before, neither by the application nor by gates', async () => {
    const open = route('/', { gate: gate(({ session: { user } }) => (user ? { found: user.name } : {})) })
    const known = (context: object): string =>
      Object.entries(context)
        .flatMap(([name, value]) =>
          name === 'member' || name === 'found' ? [`${name} ${String(value)}`] : [],
        )
        .join(', ')
    class Page extends LiveView<typeof open> {
      render() {
        return html`<h1>${known(this.live.context)}</h1>
          <button @click=${() => this.live.setSession({ user: { name: 'Ada' } })}>Ada</button>
          <button @click=${() => this.live.clearSession()}>Log out</button>`
      }
    }
    const context = ({ session: { user } }: RequestContext): object => (user ? { member: user.name } : {})
    const app = createApp({ session, context, secret: 's'.repeat(32) }).live(open, Page)
    await using user = await visit(app, '/')
    await user.click('Ada')
    await expect.poll(() => user.text('h1')).toBe('member Ada, found Ada')
    await user.click('Log out')
    await expect.poll(() => user.text('h1')).toBe('')
  })
})

describe('a page that logs out', () => {
  test('goes on as nobody, and the other tabs are loaded again', async () => {
    const [first, second] = await tabs()
    await using _ = first
    await first.click('Ada')
    await second.goto('/')
    await second.type('Draft', 'a secret of Ada')
    await first.click('Log out')
    expect(first.text('h1')).toBe('nobody, light')
    await second.until(() => second.text('h1') === 'nobody, light')
    expect(second.value('Draft')).toBe('')
  })
})

test('a change that is no login leaves the other tabs alone', async () => {
  const [first, second] = await tabs()
  await using _ = first
  await first.click('Ada')
  await second.goto('/')
  await second.type('Draft', 'typed')
  await first.click('Dark')
  expect(first.text('h1')).toBe('Ada, dark')
  await second.click('Add')
  expect([second.text('h1'), second.text('p'), second.value('Draft')]).toEqual(['Ada, light', '1', 'typed'])
})
