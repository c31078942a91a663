import { Component, html, LiveView, route, type TemplateResult } from 'overwire'
import { describe, expectTypeOf, test } from 'vitest'
import { z } from 'zod'

const search = z.object({ page: z.coerce.number().catch(1), tags: z.array(z.string()).catch([]) })
const articles = route('/articles/:id', { search })

class ArticlePage extends LiveView<typeof articles> {
  override navigated(previous: Readonly<z.output<typeof search>>): void {
    expectTypeOf(previous.page).toBeNumber()
  }
  render(): TemplateResult {
    this.live.setSearch({ page: 2, tags: ['a'] })
    this.live.setSearch({ ...this.live.search, page: 2 }, { history: 'push' })
    // @ts-expect-error the schema makes no such field
    this.live.setSearch({ size: 2 })
    // @ts-expect-error the page is a number
    this.live.setSearch({ page: 'two' })
    return html``
  }
}

class AnyPage extends LiveView {
  render(): TemplateResult {
    this.live.setSearch({ page: 2, tags: ['a', 'b'], all: null, none: undefined })
    // @ts-expect-error an object has no text
    this.live.setSearch({ page: { number: 2 } })
    return html``
  }
}

class Menu extends Component {
  render(): TemplateResult {
    this.live.navigate('/articles/2')
    this.live.navigate('/articles/2', { history: 'replace' })
    // @ts-expect-error there is no other way to change the history
    this.live.navigate('/articles/2', { history: 'reload' })
    return html``
  }
}

describe('navigation', () => {
  test('is typed by the route of the view, and takes any search where there is none', () => {
    for (const type of [ArticlePage, AnyPage, Menu]) expectTypeOf(type).toBeConstructibleWith()
  })
})
