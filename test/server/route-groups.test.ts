import {
  createApp,
  failed,
  gate,
  html,
  LiveView,
  notFound,
  redirect,
  route,
  type App,
  type RouteGroupOptions,
  type TemplateResult,
  type ViewClass,
} from 'overwire'
import { visit } from 'overwire/testing'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { Browser, type LoadedPage } from './browser.ts'
import { createLog } from './log.ts'
import { Broken, Counter, Missing } from './site-views.ts'
import { startSite, textOf } from './site.ts'

/** A view that does this when it mounts. */
function mounting(mount: () => unknown): ViewClass {
  return class Mounting extends LiveView {
    override async mount(): Promise<void> {
      await mount()
    }
    render(): TemplateResult {
      return html`<p>mounted</p>`
    }
  }
}

async function pageOf(
  add: (app: App) => void,
  path: string = '/',
): Promise<LoadedPage & { lines: string[] }> {
  await using site = await startSite(add)
  return { ...(await new Browser().load(site.url + path)), lines: site.log.lines }
}

describe('the gates of groups', () => {
  test('are asked from the outermost on, each once, with what those before have found', async () => {
    const asked: string[] = []
    const outer = gate(() => {
      asked.push('outer')
      return { level: 1 }
    })
    const inner = gate((context) => {
      asked.push(`inner ${String(Object.entries(context).find(([name]) => name === 'level')?.[1])}`)
      return { level: 2 }
    })
    const own = route('/', { gate: outer })
    class Levels extends LiveView<typeof own> {
      render(): TemplateResult {
        return html`<p>${this.live.context.level}</p>`
      }
    }
    const page = await pageOf((app) =>
      app.group({ gate: outer }, (group) => group.group({ gate: inner }, (more) => more.live(own, Levels))),
    )
    expect(asked).toEqual(['outer', 'inner 1'])
    expect(textOf(page)).toBe('2')
  })

  test('keep later ones from being asked', async () => {
    const page = await pageOf((app) =>
      app.group({ gate: gate(() => redirect('/login')) }, (group) =>
        group.live(route('/', { gate: gate(() => expect.unreachable()) }), Counter),
      ),
    )
    expect([page.status, page.headers.get('location'), page.lines]).toEqual([303, '/login', []])
  })

  test('show the error page of the group around theirs, as theirs is not for this visitor', async () => {
    const none = gate(() => notFound())
    const page = await pageOf((app) =>
      app.group({ notFound: Missing }, (group) =>
        group.group({ gate: none, notFound: Broken }, (inner) => inner.live('/', Counter)),
      ),
    )
    expect([page.status, textOf(page)]).toEqual([404, 'Nothing at / Asked 0'])
  })
})

describe('an error page', () => {
  const errorPages: RouteGroupOptions = { notFound: Missing, failed: Broken }

  test.each([
    ['notFound() in mount', () => notFound(), [404, 'Nothing at / Asked 0', []]],
    ['failed() in mount', () => failed(), [500, 'Broken', []]],
    [
      'failed(reason) in mount',
      () => failed('no stock'),
      [500, 'Broken', ['error: An error in the page of "/": no stock']],
    ],
    ['an error in mount', () => fail(), [500, 'Broken', ['error: An error in the page of "/": it fails']]],
  ] as const)('stands in the place of a view after %s', async (_, mount, expected) => {
    const page = await pageOf((app) => app.group(errorPages, (group) => group.live('/', mounting(mount))))
    expect([page.status, textOf(page), page.lines]).toEqual(expected)
    expect(page.headers.get('cache-control')).toBe('private, no-cache, no-transform')
  })

  test('stands where a load or a render fails, which is reported once', async () => {
    class Loading extends LiveView {
      rows = this.live.load(async () => fail())
      render(): TemplateResult {
        return html`<p>${this.rows.value}</p>`
      }
    }
    class Rendering extends LiveView {
      render(): TemplateResult {
        return fail()
      }
    }
    for (const view of [Loading, Rendering]) {
      const page = await pageOf((app) => app.group(errorPages, (group) => group.live('/', view)))
      expect([page.status, textOf(page)]).toEqual([500, 'Broken'])
      expect(page.lines).toHaveLength(1)
    }
  })

  test('stands where a search does not fit its schema', async () => {
    const paged = route('/', { search: z.object({ page: z.coerce.number() }) })
    class Paged extends LiveView<typeof paged> {
      render(): TemplateResult {
        return html`<p>${this.live.search.page}</p>`
      }
    }
    const page = await pageOf((app) => app.group(errorPages, (group) => group.live(paged, Paged)), '/?page=x')
    expect([page.status, textOf(page)]).toEqual([404, 'Nothing at / Asked 0'])
  })

  test('is live', async () => {
    const app = createApp({ logger: createLog() }).group(errorPages, (group) =>
      group.live(
        '/',
        mounting(() => notFound()),
      ),
    )
    await using user = await visit(app, '/')
    await user.click('Asked 0')
    expect(user.text('button')).toBe('Asked 1')
  })

  test('of the group around stands in where the inner group has none', async () => {
    const page = await pageOf((app) =>
      app.group(errorPages, (group) =>
        group.group({}, (inner) =>
          inner.live(
            '/',
            mounting(() => notFound()),
          ),
        ),
      ),
    )
    expect([page.status, textOf(page)]).toEqual([404, 'Nothing at / Asked 0'])
  })

  test('that fails itself is replaced by that of the group around, in the end by the plain one', async () => {
    const failing = mounting(() => fail())
    const page = await pageOf((app) =>
      app.group({ failed: Broken }, (group) =>
        group.group({ notFound: failing, failed: failing }, (inner) =>
          inner.live(
            '/',
            mounting(() => notFound()),
          ),
        ),
      ),
    )
    expect([page.status, textOf(page)]).toEqual([500, 'Broken'])
    const plain = await pageOf((app) =>
      app.group({ failed: failing }, (group) =>
        group.live(
          '/',
          mounting(() => fail()),
        ),
      ),
    )
    expect([plain.status, plain.token]).toEqual([500, ''])
    expect(plain.html).toContain('<h1>Something went wrong</h1>')
  })

  test('that calls notFound() itself ends in that of the group around', async () => {
    const lost = mounting(() => notFound())
    const page = await pageOf((app) =>
      app.group({ notFound: Missing }, (group) =>
        group.group({ notFound: lost, failed: lost }, (inner) =>
          inner.live(
            '/',
            mounting(() => fail()),
          ),
        ),
      ),
    )
    expect([page.status, textOf(page)]).toEqual([404, 'Nothing at / Asked 0'])
  })

  test('does not stand where the document of the application fails: that would fail, too', async () => {
    await using site = await startSite((app) => app.group(errorPages, (group) => group.live('/', Counter)), {
      document: () => fail(),
    })
    const page = await new Browser().load(site.url)
    expect([page.status, page.token, page.html]).toEqual([
      500,
      '',
      expect.stringContaining('Something went wrong'),
    ])
    expect(site.log.lines).toEqual(['error: An error in the page of "/": it fails'])
  })

  test('may lead elsewhere', async () => {
    const page = await pageOf((app) =>
      app.group({ notFound: mounting(() => redirect('/search')) }, (group) =>
        group.live(
          '/*',
          mounting(() => notFound()),
        ),
      ),
    )
    expect([page.status, page.headers.get('location')]).toEqual([303, '/search'])
  })

  test('is for nobody a page that a gate has opened meanwhile', async () => {
    let state: 'closed' | 'open' = 'closed'
    const opening = gate(() => (state === 'closed' ? notFound() : undefined))
    const home = route('/', { gate: opening })
    await using site = await startSite((app) => app.group(errorPages, (group) => group.live(home, Counter)))
    await using other = await startSite((app) => app.group(errorPages, (group) => group.live(home, Counter)))
    const browser = new Browser()
    const page = await browser.load(site.url)
    expect(page.status).toBe(404)
    state = 'open'
    // Its process has gone, so the page would have to be made again, and another one would come of it.
    await using line = await browser.connect(other.url)
    line.join(page.token)
    expect((await line.next('refused')).code).toBe('gone')
  })
})

test('a page that was allowed is not shown once a gate shows an error page in its place', async () => {
  let state: 'closed' | 'open' = 'open'
  const closing = gate(() => (state === 'closed' ? notFound() : undefined))
  await using site = await startSite((app) =>
    app.group({ notFound: Missing }, (group) => group.live(route('/', { gate: closing }), Counter)),
  )
  const browser = new Browser()
  const page = await browser.load(site.url)
  state = 'closed'
  await using line = await browser.connect(site.url)
  line.join(page.token)
  expect((await line.next('refused')).code).toBe('token-invalid')
})

function fail(): never {
  throw new Error('it fails')
}
