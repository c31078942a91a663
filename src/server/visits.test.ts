import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { DEFAULT_LIMITS } from '../page/limits.ts'
import { html } from '../template/html.ts'
import type { TemplateResult } from '../template/template-value.ts'
import type { Context } from '../view/context.ts'
import { gate } from '../view/gate.ts'
import { LiveView } from '../view/live-view.ts'
import { route } from '../view/route.ts'
import { failed, NotFound, notFound, redirect } from '../view/signals.ts'
import { createContext, type ExtendContext } from './context.ts'
import { Contexts } from './contexts.ts'
import { ForeignWarnings } from './foreign-warnings.ts'
import { Locales } from './locale.ts'
import { platform } from './platform.ts'
import type { RouteTarget } from './route-target.ts'
import { Router } from './router.ts'
import { RouteRegistry } from './routes.ts'
import { Visits } from './visits.ts'

class Plain extends LiveView {
  render(): TemplateResult {
    return html`<p></p>`
  }
}
class Other extends Plain {}
class Missing extends Plain {}

const paged = route('/articles/:id', { search: z.object({ page: z.coerce.number().catch(1) }) })
class Articles extends LiveView<typeof paged> {
  render(): TemplateResult {
    return html`<p></p>`
  }
}

/** Visits of an application with these routes, and what it reported. */
function visitsOf(add: (routes: RouteRegistry) => void, login: (cookie: string) => string = () => '') {
  const reports: string[] = []
  const report = (error: unknown, where: string): void => void reports.push(`${where}: ${String(error)}`)
  const router = new Router<RouteTarget>()
  add(new RouteRegistry(router))
  const { clock } = platform
  const limits = DEFAULT_LIMITS
  const extend: ExtendContext = ({ cookies }) => ({ login: login(cookies['user'] ?? '') })
  const contexts = new Contexts({ extend, languages: new Locales(null), clock, limits, sessions: null })
  const logger = { info() {}, warn() {}, error() {} }
  const warnings = new ForeignWarnings(logger, clock)
  return {
    reports,
    visits: new Visits({ router, contexts, clock, limits, development: false, warnings, report }),
  }
}

/** The context of a page that is open at this address. */
async function pageAt(url: string, base: string = '', login: string = ''): Promise<Context> {
  const peer = { url, params: {}, headers: 'cookie:user=ada', ip: '192.0.2.1', base }
  return createContext(peer, () => ({ login }), new Locales(null))
}

const HOME = 'https://example.com/'

describe('an address that a page asks for', () => {
  test('leads to the visit of its route, with params, search and the cookies of the socket', async () => {
    const { visits } = visitsOf((routes) => routes.live(paged, Articles))
    const answer = await visits.at(await pageAt(HOME), '/articles/2?page=3#comments')
    expect(answer).toMatchObject({
      kind: 'visit',
      visit: { pattern: '/articles/:id', params: { id: '2' }, layouts: [], view: Articles },
    })
    if (answer.kind !== 'visit') expect.unreachable()
    const { context } = answer.visit
    expect([context.url.href, context.search, context.cookies['user'], context.ip]).toEqual([
      'https://example.com/articles/2?page=3',
      { page: 3 },
      'ada',
      '192.0.2.1',
    ])
  })

  test.each([
    ['/nowhere', '/nowhere'],
    ['/nowhere?a=b#c', '/nowhere?a=b#c'],
    ['//evil.example/x', '/evil.example/x'],
    ['/\\evil.example/x', '/evil.example/x'],
    ['https://other.example/x', 'https://other.example/x'],
    ['javascript:alert(1)', '/here?now'],
    ['data:text/html,x', '/here?now'],
    ['https://', '/here?now'],
    ['', '/here?now'],
    [`/articles/${'x'.repeat(33_000)}`, `/articles/${'x'.repeat(33_000)}`],
  ])('%s is loaded in full where it leads to no view', async (address, href) => {
    const { visits } = visitsOf((routes) => routes.live(paged, Articles))
    expect(await visits.at(await pageAt('https://example.com/here?now'), address)).toEqual({
      kind: 'load',
      href,
    })
  })

  test.each(['//evil.example/x', '/a/..//evil.example/x', 'https://example.com//evil.example/x'])(
    '%s is a path of this host, and is not shown in place, as browsers read it as another host',
    async (address) => {
      const { visits } = visitsOf((routes) => routes.live('/*', Plain))
      const answer = await visits.at(await pageAt(HOME), address)
      expect(answer).toEqual({ kind: 'load', href: '/evil.example/x' })
    },
  )

  test('is looked for below the path under which the application is mounted, and nowhere else', async () => {
    const { visits } = visitsOf((routes) => routes.live('/articles', Plain))
    const from = await pageAt('https://example.com/shop/', '/shop')
    expect(await visits.at(from, '/shop/articles')).toMatchObject({ kind: 'visit' })
    expect(await visits.at(from, '/articles')).toEqual({ kind: 'load', href: '/articles' })
    expect(await visits.at(from, '/shopping/articles')).toMatchObject({ kind: 'load' })
  })

  test('of the same host may be written in full, as redirects may', async () => {
    const { visits } = visitsOf((routes) => routes.live('/a', Plain))
    expect(await visits.at(await pageAt(HOME), 'https://example.com/a')).toMatchObject({ kind: 'visit' })
  })

  test('leads where its gates lead', async () => {
    const { visits } = visitsOf((routes) => {
      const away = gate((_, { flash }) => {
        flash('Log in first.')
        redirect('/login')
      })
      routes.live(route('/away', { gate: away }), Plain)
      routes.live(route('/none', { gate: gate(() => notFound()) }), Plain)
      routes.group({ notFound: Missing }, (group) => {
        group.group({}, (inner) => inner.live(route('/lost', { gate: gate(() => notFound()) }), Plain))
      })
    })
    const from = await pageAt(HOME)
    expect(await visits.at(from, '/away')).toEqual({
      kind: 'redirect',
      to: '/login',
      messages: [['Log in first.', 'info']],
    })
    // Without a page of its own for that, its request answers it.
    expect(await visits.at(from, '/none')).toMatchObject({ kind: 'load', href: '/none', isFault: false })
    const lost = await visits.at(from, '/lost')
    expect(lost).toMatchObject({ kind: 'failed', visit: { pattern: '/lost', view: Missing, status: 404 } })
  })

  test('is loaded in full where somebody else is logged in by now', async () => {
    const { visits } = visitsOf(
      (routes) => routes.live('/a', Plain),
      (user) => user,
    )
    expect(await visits.at(await pageAt(HOME, '', 'ada'), '/a')).toMatchObject({ kind: 'visit' })
    expect(await visits.at(await pageAt(HOME, '', 'bob'), '/a')).toEqual({
      kind: 'load',
      href: '/a',
      isFault: false,
    })
    expect(await visits.at(await pageAt(HOME), '/a')).toEqual({ kind: 'load', href: '/a', isFault: false })
  })

  test('is loaded in full where nothing can be known of the visitor, which is reported', async () => {
    const { visits, reports } = visitsOf(
      (routes) => routes.live('/a', Plain),
      () => {
        throw new Error('no sessions')
      },
    )
    expect(await visits.at(await pageAt(HOME), '/a')).toEqual({ kind: 'load', href: '/a', isFault: true })
    expect(reports).toEqual(['the page of "/a": Error: no sessions'])
  })
})

describe('what stands in the place of a page that threw', () => {
  test('is found from its group outwards, and never the same page again', async () => {
    const { visits } = visitsOf((routes) => {
      routes.group({ notFound: Missing, failed: Missing }, (group) => {
        group.group({ notFound: Other, failed: Other }, (inner) => inner.live('/a', Plain))
      })
    })
    const answer = await visits.at(await pageAt(HOME), '/a')
    if (answer.kind !== 'visit') expect.unreachable()
    const inner = visits.after(answer.visit, new NotFound())
    expect(inner).toMatchObject({ kind: 'visit', visit: { view: Other, status: 404 } })
    if (inner.kind !== 'visit') expect.unreachable()
    const outer = visits.after(inner.visit, new Error('failed, too'))
    expect(outer).toMatchObject({ kind: 'visit', visit: { view: Missing, status: 500 } })
    if (outer.kind !== 'visit') expect.unreachable()
    const thrown = new Error('failed as well')
    expect(visits.after(outer.visit, thrown)).toEqual({ kind: 'thrown', thrown })
  })

  test('in a page that is live is a load where the application has no page for it, and a reason is reported', async () => {
    const { visits, reports } = visitsOf((routes) => routes.live('/a', Plain))
    const answer = await visits.at(await pageAt(HOME), '/a?b')
    if (answer.kind !== 'visit') expect.unreachable()
    const after = (throwing: () => never): unknown => {
      try {
        return throwing()
      } catch (thrown) {
        return visits.answerAfter(answer.visit, thrown)
      }
    }
    expect(after(() => redirect('/b'))).toEqual({ kind: 'redirect', to: '/b', messages: [] })
    expect(after(() => notFound())).toEqual({ kind: 'load', href: '/a?b' })
    expect(after(() => failed('no stock'))).toEqual({ kind: 'load', href: '/a?b' })
    expect(reports).toEqual(['the page of "/a": no stock'])
  })
})
