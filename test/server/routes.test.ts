import {
  failed,
  gate,
  html,
  LiveView,
  notFound,
  redirect,
  route,
  type App,
  type TemplateResult,
} from 'overwire'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { Browser } from './browser.ts'
import { startSite, textOf } from './site.ts'

const articles = route('/articles/:id', {
  search: z.object({ page: z.coerce.number().int().default(1), tags: z.array(z.string()).default([]) }),
})

class ArticlePage extends LiveView<typeof articles> {
  render(): TemplateResult {
    const { page, tags } = this.live.search
    return html`<p>${this.params.id} at ${page + 1} of ${tags.join('+')}</p>`
  }
}

class SearchPage extends LiveView {
  render(): TemplateResult {
    return html`<p>${JSON.stringify(this.live.search)}</p>`
  }
}

class Plain extends LiveView {
  render(): TemplateResult {
    return html`<p>plain</p>`
  }
}

describe('the search of a page', () => {
  test('is what the schema of its route makes of it', async () => {
    await using site = await startSite((app) => app.live(articles, ArticlePage))
    const read = async (search: string): Promise<string> =>
      textOf(await new Browser().load(`${site.url}/articles/2${search}`))
    expect(await read('')).toBe('2 at 2 of')
    expect(await read('?page=3&tags=a&tags=b')).toBe('2 at 4 of a+b')
    expect(await read('?tags=only')).toBe('2 at 2 of only')
  })

  test('without a schema holds texts, and a list where a name occurs more than once', async () => {
    await using site = await startSite((app) => app.live('/', SearchPage))
    const page = await new Browser().load(`${site.url}/?a=1&b=2&b=3&__proto__=x&%E0%A4%A=y`)
    expect(JSON.parse(textOf(page).replaceAll('&quot;', '"'))).toMatchObject({ a: '1', b: ['2', '3'] })
  })

  test('that does not fit is not found, and in development the log says why', async () => {
    await using site = await startSite((app) => app.live(articles, ArticlePage), { development: true })
    const page = await new Browser().load(`${site.url}/articles/2?page=two%0Ax`)
    expect([page.status, page.token]).toEqual([404, ''])
    expect(site.log.lines.join()).toMatch(
      /warn: The search \?page=two%0Ax does not fit the schema of "\/articles\/:id": page: .*The address is not found\./,
    )
  })

  test('whose schema throws, or never answers, fails the page and nothing else', async () => {
    const standard = { version: 1, vendor: 'test' } as const
    const throwing = { '~standard': { ...standard, validate: () => fail('the schema') } }
    const silent = { '~standard': { ...standard, validate: () => new Promise<never>(() => {}) } }
    await using site = await startSite(
      (app) => {
        app.live(route('/throwing', { search: throwing }), Plain)
        app.live(route('/silent', { search: silent }), Plain)
      },
      { limits: { handlerTime: 50 } },
    )
    expect((await new Browser().load(`${site.url}/throwing`)).status).toBe(500)
    expect((await new Browser().load(`${site.url}/silent`)).status).toBe(500)
    expect(site.log.lines).toEqual([
      'error: An error in the gates or the search of "/throwing": the schema fails',
      expect.stringContaining('The schema of the search of "/silent" had not settled after 50 ms'),
    ])
  })
})

interface User {
  readonly name: string
}

const users: Readonly<Record<string, User>> = { ada: { name: 'Ada' } }
const loggedIn = gate(async ({ cookies, url }) => ({
  user: users[cookies['user'] ?? ''] ?? redirect(`/login?next=${encodeURIComponent(url.pathname)}`),
}))
const account = route('/account', { gate: loggedIn })

class AccountPage extends LiveView<typeof account> {
  clicks = 0
  render(): TemplateResult {
    return html`<p>${this.live.context.user.name}</p>
      <button @click=${() => this.clicks++}>${this.clicks}</button>`
  }
}

function accounts(app: App): void {
  app.live(account, AccountPage).live('/login', SearchPage)
}

describe('a gate', () => {
  test('lets those pass whom it knows, and the view has what it found', async () => {
    await using site = await startSite(accounts)
    const browser = new Browser()
    browser.cookie = 'user=ada'
    expect(textOf(await browser.load(`${site.url}/account`))).toBe('Ada 0')
  })

  test('leads others elsewhere, with status 303 and nothing of the page', async () => {
    await using site = await startSite(accounts)
    const page = await new Browser().load(`${site.url}/account`)
    expect([page.status, page.headers.get('location'), page.html]).toEqual([
      303,
      '/login?next=%2Faccount',
      '',
    ])
    expect(page.headers.get('cache-control')).toBe('no-store')
    expect(site.log.lines).toEqual([])
  })

  test.each([
    ['notFound()', () => notFound(), 404, []],
    ['failed()', () => failed(), 500, []],
    [
      'failed(reason)',
      () => failed('no database'),
      500,
      ['error: An error in the gates or the search of "/": no database'],
    ],
    [
      'a throw',
      () => fail('the gate'),
      500,
      ['error: An error in the gates or the search of "/": the gate fails'],
    ],
    [
      'a rejection',
      async () => fail('it'),
      500,
      ['error: An error in the gates or the search of "/": it fails'],
    ],
  ] as const)(
    'that ends in %s answers without the page',
    async (_, check: () => never | Promise<never>, status, lines) => {
      let mounts = 0
      class Counted extends Plain {
        override mount(): void {
          mounts++
        }
      }
      await using site = await startSite((app) => app.live(route('/', { gate: gate(check) }), Counted))
      const page = await new Browser().load(site.url)
      expect([page.status, mounts, site.log.lines]).toEqual([status, 0, lines])
      expect(page.html).not.toMatch(/fails|database|plain/)
    },
  )

  test('that never answers fails its request', async () => {
    const silent = gate(() => new Promise<object>(() => {}))
    await using site = await startSite((app) => app.live(route('/', { gate: silent }), Plain), {
      limits: { handlerTime: 50 },
    })
    expect((await new Browser().load(site.url)).status).toBe(500)
    expect(site.log.lines.join()).toContain('A gate of "/" had not settled after 50 ms')
  })

  test.each([
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    'javascript:alert(1)',
    'https:evil',
    '\ud800',
    '/a\udc00',
  ])('cannot lead to %j', async (to) => {
    await using site = await startSite((app) =>
      app.live(route('/', { gate: gate(() => redirect(to)) }), Plain),
    )
    const page = await new Browser().load(site.url)
    expect([page.status, page.headers.get('location')]).toEqual([500, null])
    expect(site.log.lines.join()).toContain('was refused')
  })

  test('that leads to an address with line breaks or other letters has it encoded', async () => {
    const to = gate(() => redirect('/a\r\nset-cookie: x=1\u00e9'))
    await using site = await startSite((app) => app.live(route('/', { gate: to }), Plain))
    const page = await new Browser().load(site.url)
    expect([page.status, page.headers.get('location')]).toEqual([303, '/a%0D%0Aset-cookie:%20x=1%C3%A9'])
    expect(page.headers.get('set-cookie')).toBeNull()
  })

  test('that leads in a circle is answered each time, and the browser ends it', async () => {
    const round = gate(({ url }) => redirect(url.pathname === '/a' ? '/b' : '/a'))
    await using site = await startSite((app) =>
      app.live(route('/a', { gate: round }), Plain).live(route('/b', { gate: round }), Plain),
    )
    await expect(fetch(`${site.url}/a`)).rejects.toThrow('fetch failed')
    expect((await new Browser().load(`${site.url}/b`)).headers.get('location')).toBe('/a')
  })

  test('is asked with the search that the schema has read', async () => {
    const search = z.object({ level: z.coerce.number().default(0) })
    const high = gate((context) => {
      if (context.search['level'] !== 3) notFound()
    })
    const levels = route('/', { search, gate: high })
    class Levels extends LiveView<typeof levels> {
      render(): TemplateResult {
        return html`<p>${this.live.search.level}</p>`
      }
    }
    await using site = await startSite((app) => app.live(levels, Levels))
    expect((await new Browser().load(`${site.url}/?level=3`)).status).toBe(200)
    expect((await new Browser().load(`${site.url}/?level=2`)).status).toBe(404)
  })

  test('may return what has a then, as queries of databases do', async () => {
    // What is to be tested.
    // oxlint-disable-next-line unicorn/no-thenable
    const query = { then: (done: (row: { user: string }) => unknown) => done({ user: 'Ada' }) }
    // What libraries call a promise often is none of the platform's.
    const found = gate(() => query as unknown as Promise<{ user: string }>)
    const home = route('/', { gate: found })
    class Home extends LiveView<typeof home> {
      render(): TemplateResult {
        return html`<p>${this.live.context.user}</p>`
      }
    }
    await using site = await startSite((app) => app.live(home, Home))
    expect(textOf(await new Browser().load(site.url))).toBe('Ada')
  })
})

describe('a socket', () => {
  test('is given the page when the gates let its cookies pass', async () => {
    await using site = await startSite(accounts)
    const browser = new Browser()
    browser.cookie = 'user=ada'
    const page = await browser.load(`${site.url}/account`)
    await using line = await browser.connect(site.url)
    line.join(page.token)
    expect((await line.next('joined')).roots).toEqual([[0, 'shape', 1]])
  })

  test('is not given a page whose gate turns its cookies away by now', async () => {
    await using site = await startSite(accounts)
    const browser = new Browser()
    browser.cookie = 'user=ada'
    const page = await browser.load(`${site.url}/account`)
    // The user has logged out.
    browser.cookie = browser.cookie.replace('user=ada; ', '')
    await using line = await browser.connect(site.url)
    line.join(page.token)
    expect((await line.next('refused')).code).toBe('token-invalid')
  })

  test('that comes back is not given a circuit whose gate turns its cookies away by now', async () => {
    await using site = await startSite(accounts)
    const browser = new Browser()
    browser.cookie = 'user=ada'
    const page = await browser.load(`${site.url}/account`)
    const line = await browser.connect(site.url)
    line.join(page.token)
    const { circuit, secret } = await line.next('joined')
    await line[Symbol.asyncDispose]()
    await using back = await browser.connect(site.url)
    back.send({ kind: 'rejoin', version: 1, circuit, secret, received: 0, attempt: 2 })
    await back.next('rejoined')
    browser.cookie = browser.cookie.replace('user=ada; ', '')
    await using other = await browser.connect(site.url)
    other.send({ kind: 'rejoin', version: 1, circuit, secret, received: 0, attempt: 3 })
    expect((await other.next('refused')).code).toBe('circuit-ended')
  })

  test('waits while a gate fails for a moment, and gets its page then', async () => {
    let database: 'up' | 'down' = 'up'
    const checked = gate(() => {
      if (database === 'down') throw new Error('the database is down')
    })
    await using site = await startSite((app) => app.live(route('/', { gate: checked }), Plain))
    const browser = new Browser()
    const page = await browser.load(site.url)
    database = 'down'
    await using line = await browser.connect(site.url)
    line.join(page.token)
    expect((await line.next('refused')).code).toBe('busy')
    database = 'up'
    await using again = await browser.connect(site.url)
    again.join(page.token, { attempt: 2 })
    expect((await again.next('joined')).roots).toHaveLength(1)
  })
})

describe('addresses that are malformed', () => {
  test.each(['/articles/%E0%A4%A', '/articles/%', '/articles/', '//articles/2', '/articles/2/%2e%2e'])(
    '%s leads nowhere, and the site goes on',
    async (path) => {
      await using site = await startSite((app) => app.live(articles, ArticlePage))
      expect((await fetch(site.url + path)).status).toBe(404)
      expect((await fetch(`${site.url}/articles/2`)).status).toBe(200)
      expect(site.log.lines).toEqual([])
    },
  )
})

test('an address that begins with two slashes, which in a page would name another host, leads to the one that it means', async () => {
  await using site = await startSite((app) => app.page('/*', () => html`<p>all</p>`))
  const answer = await fetch(`${site.url}//evil.example//x?a=b`, { redirect: 'manual' })
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/evil.example//x?a=b'])
})

function fail(what: string): never {
  throw new Error(`${what} fails`)
}
