import { html, LiveView, type Pages, type TemplateResult } from 'overwire'
import { expectTypeOf, test } from 'vitest'

interface Article {
  readonly id: number
  readonly date: Date
  readonly title: string
}

const page = async (): Promise<{ readonly rows: readonly Article[]; readonly more: boolean }> => ({
  rows: [],
  more: false,
})

test('pages know the type of their rows, and of what the next one is asked for by', () => {
  class List extends LiveView {
    byKey = this.live.pages(
      ({ after, size, signal }) => {
        expectTypeOf(after).toEqualTypeOf<number | null>()
        expectTypeOf(size).toBeNumber()
        expectTypeOf(signal).toEqualTypeOf<AbortSignal>()
        return page()
      },
      {
        size: 20,
        key: (article: Article) => article.id,
        row: (article) => html`<li>${article.title}</li>`,
        await: 200,
      },
    )
    byDate = this.live.pages(
      ({ after }) => {
        expectTypeOf(after).toEqualTypeOf<readonly [Date, number] | null>()
        return page()
      },
      {
        key: (article: Article) => article.id,
        cursor: ({ date, id }: Article): readonly [Date, number] => [date, id],
        row: ({ title }) => html`<li>${title}</li>`,
      },
    )
    // @ts-expect-error rows are shown by a template
    bare = this.live.pages(page, { key: (article: Article) => article.id })
    // @ts-expect-error a load says whether there is more
    endless = this.live.pages(async () => ({ rows: [] }), { key: () => 1, row: () => html`<li></li>` })
    render(): TemplateResult {
      return html`<ul>${this.byKey.rows}</ul>`
    }
  }
  expectTypeOf<List['byKey']>().toEqualTypeOf<Pages<Article, number>>()
  expectTypeOf<List['byDate']>().toEqualTypeOf<Pages<Article, readonly [Date, number]>>()
})
