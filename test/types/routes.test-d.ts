import { Component, createApp, failed, gate, href, html, LiveView, notFound, redirect, route } from 'overwire'
import type { Context, Layout, LayoutProps, RawSearch, RouteParams, TemplateResult } from 'overwire'
import * as v from 'valibot'
import { describe, expectTypeOf, test } from 'vitest'
import { z } from 'zod'

interface User {
  readonly name: string
}

const findUser = (cookies: Context['cookies']): User | null => (cookies['user'] ? { name: 'Ada' } : null)

const loggedIn = gate(({ cookies }) => ({ user: findUser(cookies) ?? redirect('/login') }))
const search = z.object({ page: z.coerce.number().catch(1), tags: z.array(z.string()).catch([]) })

const plain = route('/about')
const article = route('/articles/:id', { search })
const account = route('/account/:tab', { gate: loggedIn })

class ArticlePage extends LiveView<typeof article> {
  render(): TemplateResult {
    expectTypeOf(this.params).toEqualTypeOf<Readonly<{ readonly id: string }>>()
    expectTypeOf(this.live.search.page).toBeNumber()
    expectTypeOf(this.live.search.tags).toEqualTypeOf<string[]>()
    // @ts-expect-error the schema makes no such field
    void this.live.search.size
    // @ts-expect-error the search is that of the URL: `setSearch` changes it
    this.live.search.page = 2
    return html``
  }
}

class AccountPage extends LiveView<typeof account> {
  render(): TemplateResult {
    expectTypeOf(this.live.context.user).toEqualTypeOf<User>()
    expectTypeOf(this.live.context.url).toEqualTypeOf<URL>()
    return html`${this.params.tab}`
  }
}

class PlainPage extends LiveView<typeof plain> {
  override navigated(previous: Readonly<object>): void {
    expectTypeOf(previous).toEqualTypeOf<Readonly<object>>()
  }
  render(): TemplateResult {
    expectTypeOf(this.live.search['q']).toEqualTypeOf<string | readonly string[] | undefined>()
    return html``
  }
}

class AnyPage extends LiveView {
  render(): TemplateResult {
    return html`${this.params['anything']}${this.live.search['q']}`
  }
}

class ById extends LiveView<{ id: string }> {
  render(): TemplateResult {
    return html`${this.params.id}`
  }
}

const app = createApp()

describe('a view', () => {
  test('is taken by the route that it is typed by, and by one that gives the same', () => {
    const routes = (): void => {
      app.live(article, ArticlePage)
      app.live(account, AccountPage)
      app.live(plain, PlainPage)
      app.live(plain, AnyPage)
      app.live(route('/:id'), ById)
      app.live(account, AnyPage)
      app.live(route('/other/:id', { search }), ArticlePage)
      app.live('/articles/:id', ById)
      app
        .live('/anything', AnyPage)
        .live('/any', AnyPage)
        .group({}, () => {})
    }
    expectTypeOf(routes).toBeFunction()
  })

  test('is not taken by a route that does not give what it reads', () => {
    const routes = (): void => {
      // @ts-expect-error the pattern captures no "id"
      app.live(plain, ArticlePage)
      // @ts-expect-error the pattern has no schema for the search
      app.live('/articles/:id', ArticlePage)
      // @ts-expect-error another schema makes something else of the search
      app.live(route('/articles/:id', { search: z.object({ page: z.string() }) }), ArticlePage)
      // @ts-expect-error the view reads the search as it stands in the URL
      app.live(article, ById)
      // @ts-expect-error no gate of the route finds a user
      app.live('/account/:tab', AccountPage)
      // @ts-expect-error the gate finds another user
      app.live(route('/account/:tab', { gate: gate(() => ({ user: 1 })) }), AccountPage)
      // @ts-expect-error a component is no view
      app.live(plain, Shell)
    }
    expectTypeOf(routes).toBeFunction()
  })
})

describe('a gate', () => {
  test('is known by what it returns, whatever it leads away from', () => {
    expectTypeOf(
      gate(async ({ cookies }) => ({ user: findUser(cookies) ?? notFound() })).check,
    ).returns.toExtend<void | { user: User } | Promise<void | { user: User }>>()
    expectTypeOf(loggedIn.kind).toEqualTypeOf<'gate'>()
    // It may only let pass.
    gate(({ ip }) => {
      if (ip === '') failed('The address is not known.')
    })
    gate(({ search: asked }) => ({ asked: asked['next'] }))
    gate(({ ip }) => ({ ip, until: new Date() }))
    gate(async () => (Math.random() > 0.5 ? { until: new Date() } : {}))
    // @ts-expect-error the time when it is asked again is a Date
    gate(() => ({ until: 5 }))
    // @ts-expect-error what a gate finds has names
    gate(() => 'user')
  })
})

describe('href', () => {
  test('takes what the pattern captures and what the search holds', () => {
    expectTypeOf(href(plain)).toBeString()
    expectTypeOf(href(article, { id: 2 })).toBeString()
    expectTypeOf(href(article, { id: 'two' }, { page: 3, tags: ['a'] })).toBeString()
    href(plain, {}, { q: 'any', more: ['a', 'b'] })
    href(route('/files/*'), { '*': 'a/b.txt' })
    href(route('/days', { search: v.object({ from: v.date() }) }), {}, { from: '2026-11-28' })
    // @ts-expect-error "id" is missing
    href(article)
    // @ts-expect-error there is no such name in the pattern
    href(article, { id: 2, slug: 'x' })
    // @ts-expect-error a part of a path is no object
    href(article, { id: {} })
    // @ts-expect-error the page is a number
    href(article, { id: 2 }, { page: 'three' })
    // @ts-expect-error the search has no such field
    href(article, { id: 2 }, { size: 3 })
    // @ts-expect-error a pattern alone is no route
    href('/articles/:id', { id: 2 })
  })
})

describe('a route', () => {
  test('knows its pattern, and what schemas and gates give', () => {
    expectTypeOf(article.pattern).toEqualTypeOf<'/articles/:id'>()
    expectTypeOf<RouteParams<'/:section/articles/:id'>>().toEqualTypeOf<{
      readonly section: string
      readonly id: string
    }>()
    expectTypeOf<RawSearch['q']>().toEqualTypeOf<string | readonly string[] | undefined>()
    // @ts-expect-error what a search is read as has names
    route('/x', { search: z.string() })
  })
})

class Shell extends Component<LayoutProps> {
  open = false
  render(): TemplateResult {
    return html`<main>${this.props.content}</main>`
  }
}

class Needy extends Component<{ title: string }> {
  render(): TemplateResult {
    return html`${this.props.title}`
  }
}

describe('a group', () => {
  test('takes layouts, a gate and views for errors', () => {
    const routes = (): void => {
      app
        .group({ layout: Shell, gate: loggedIn, notFound: AnyPage, failed: AnyPage }, (group) => {
          group.live(account, AccountPage).live('/plain', AnyPage)
          group.group(
            { layout: ({ content, live }) => html`${live.context.url.href}${content}` },
            (inner) => {
              inner.live(article, ArticlePage)
              // @ts-expect-error the pattern does not capture what the view's params say
              inner.live('/plain', ById)
            },
          )
        })
        .live('/', AnyPage)
      // @ts-expect-error nobody gives a layout such props
      app.group({ layout: Needy }, () => {})
      // @ts-expect-error a view is no layout
      app.group({ layout: AnyPage }, () => {})
      // @ts-expect-error an error page is a view
      app.group({ notFound: Shell }, () => {})
    }
    expectTypeOf(routes).toBeFunction()
    expectTypeOf(Shell).toExtend<Layout>()
  })
})

describe('app.handle', () => {
  test('takes a handler that gives a response', () => {
    const routes = (): void => {
      app.handle('POST', '/webhook', async (request, context) => {
        expectTypeOf(request).toEqualTypeOf<Request>()
        expectTypeOf(context).toExtend<Context>()
        return Response.json({ id: context.params['id'] })
      })
      // @ts-expect-error a text is no response
      app.handle('POST', '/webhook', () => 'done')
    }
    expectTypeOf(routes).toBeFunction()
  })
})

test('redirect(), notFound() and failed() return to nobody', () => {
  expectTypeOf(redirect).returns.toBeNever()
  expectTypeOf(notFound).returns.toBeNever()
  expectTypeOf(failed).returns.toBeNever()
})
