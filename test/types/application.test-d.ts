import { Component, createApp, createMemoryPubSub, html, LiveView } from 'overwire'
import type { ActionPage, PubSub, TemplateResult } from 'overwire'
import { describe, expectTypeOf, test } from 'vitest'
import { z } from 'zod'

class ArticlePage extends LiveView<{ id: string }> {
  render(): TemplateResult {
    return html`<p>${this.params.id}</p>`
  }
}

class AnyPage extends LiveView {
  render(): TemplateResult {
    return html`<p>${this.params['anything']}</p>`
  }
}

class Panel extends Component<{ id: number }> {
  render(): TemplateResult {
    return html`<p>${this.props.id}</p>`
  }
}

class Clock extends Component {
  render(): TemplateResult {
    return html`<time></time>`
  }
}

const app = createApp()

describe('a route', () => {
  test('takes a view whose params its pattern captures', () => {
    const routes = (): void => {
      app.live('/articles/:id', ArticlePage)
      app.live('/:section/articles/:id', ArticlePage)
      app.live('/', AnyPage)
      app.live('/articles/:id', AnyPage)
      app.live('/files/*', AnyPage)
    }
    expectTypeOf(routes).toBeFunction()
  })

  test('takes no view whose params it does not capture', () => {
    const routes = (): void => {
      // @ts-expect-error the pattern captures "slug"
      app.live('/posts/:slug', ArticlePage)
      // @ts-expect-error the pattern captures nothing
      app.live('/posts', ArticlePage)
      // @ts-expect-error a component is not a view
      app.live('/clock', Clock)
    }
    expectTypeOf(routes).toBeFunction()
  })
})

describe('an action', () => {
  test('is given what its schemas let through', () => {
    const data = z.object({ id: z.coerce.number() })
    const form = z.object({ name: z.string(), tags: z.array(z.string()) })
    app.action('both', { data, form }, (_page, request) => {
      expectTypeOf(request.data).toEqualTypeOf<{ id: number }>()
      expectTypeOf(request.form).toEqualTypeOf<{ name: string; tags: string[] }>()
    })
    app.action('data', { data }, (_page, request) => {
      expectTypeOf(request.data).toEqualTypeOf<{ id: number }>()
      expectTypeOf(request.form).toEqualTypeOf<FormData>()
    })
    app.action('neither', (_page, request) => {
      expectTypeOf(request.data).toEqualTypeOf<Readonly<Record<string, string>>>()
      expectTypeOf(request.form).toEqualTypeOf<FormData>()
    })
  })

  test('mounts a component with its props', () => {
    const mount = (page: ActionPage): void => {
      page.mount('#a', Panel, { id: 1 })
      page.mount('#a', Clock)
      // @ts-expect-error "id" is missing
      page.mount('#a', Panel)
      // @ts-expect-error "id" is a number
      page.mount('#a', Panel, { id: 'one' })
    }
    expectTypeOf(mount).toBeFunction()
  })

  test('puts only content into a page', () => {
    const put = (page: ActionPage): void => {
      page.replace('#a', 'text')
      page.replace('#a', html`<p></p>`)
      page.replace('#a', page.view('article', {}))
      // @ts-expect-error an object has no form of its own
      page.replace('#a', { id: 1 })
    }
    expectTypeOf(put).toBeFunction()
  })
})

describe('pub/sub', () => {
  test('of your own carries texts', () => {
    expectTypeOf(createMemoryPubSub()).toEqualTypeOf<PubSub>()
    createApp({ pubsub: createMemoryPubSub() })
    // @ts-expect-error It must give the positions of topics.
    createApp({ pubsub: { publish: async () => {}, subscribe: async () => () => {} } })
  })

  test('is published to with a promise', () => {
    expectTypeOf(app.publish('topic', { any: 'data' })).toEqualTypeOf<Promise<void>>()
    expectTypeOf<LiveView['live']['publish']>().returns.toEqualTypeOf<Promise<void>>()
  })

  test('is followed until the returned function is called', () => {
    expectTypeOf<LiveView['live']['subscribe']>().returns.toEqualTypeOf<() => void>()
  })
})
