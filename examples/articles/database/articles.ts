import { and, asc, count, desc, eq, getTableColumns, gt, lt, or, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { LibSQLDatabase } from 'drizzle-orm/libsql'
import { renderMarkdown } from './markdown.ts'
import { articles, authors } from './schema.ts'

/** What a list of articles shows of one. */
export interface ArticleSummary {
  readonly id: number
  readonly title: string
  readonly author: string
  readonly authorId: number
  /** The day of publication, as `2026-11-22`. */
  readonly date: string
  readonly summary: string
  readonly reactions: number
}

/** What its author writes of an article. */
export interface ArticleText {
  readonly title: string
  readonly summary: string
  readonly markdown: string
}

/** An article with its text, and the HTML that was made of it. */
export interface Article extends ArticleSummary, ArticleText {
  readonly html: string
}

/** A page of what was found. Pages are counted from 1. */
export interface FoundArticles {
  readonly articles: readonly ArticleSummary[]
  /** How many there are on all pages. */
  readonly total: number
  readonly page: number
  readonly pages: number
}

/** The articles that come before and after another one. */
export interface ArticleNeighbours {
  readonly previous: ArticleSummary | undefined
  readonly next: ArticleSummary | undefined
}

const ON_A_PAGE = 5

export class Articles {
  readonly #queries: LibSQLDatabase

  constructor(queries: LibSQLDatabase) {
    this.#queries = queries
  }

  /** All of them in their order, without their texts. */
  async all(): Promise<ArticleSummary[]> {
    return this.#summaries().orderBy(asc(articles.id))
  }

  /** The newest. */
  async latest(most: number): Promise<ArticleSummary[]> {
    return this.#summaries().orderBy(desc(articles.date), desc(articles.id)).limit(most)
  }

  /** Those of one author. */
  async of(author: number): Promise<ArticleSummary[]> {
    return this.#summaries().where(eq(articles.authorId, author)).orderBy(asc(articles.id))
  }

  /** Those that hold a text, in their titles, summaries, authors or texts. Behind the last page is the last page. */
  async search({ q, page }: { readonly q: string; readonly page: number }): Promise<FoundArticles> {
    const where = holds(q.trim())
    const [row] = await this.#queries
      .select({ total: count() })
      .from(articles)
      .innerJoin(authors, eq(authors.id, articles.authorId))
      .where(where)
    const total = row?.total ?? 0
    const pages = Math.max(1, Math.ceil(total / ON_A_PAGE))
    const shown = Math.min(page, pages)
    const found = this.#summaries()
      .where(where)
      .orderBy(asc(articles.id))
      .limit(ON_A_PAGE)
      .offset((shown - 1) * ON_A_PAGE)
    return { articles: await found, total, page: shown, pages }
  }

  /** One of them, or undefined when there is none with this id. */
  async find(id: number): Promise<Article | undefined> {
    return this.#queries
      .select({ ...summaryColumns, markdown: articles.markdown, html: articles.html })
      .from(articles)
      .innerJoin(authors, eq(authors.id, articles.authorId))
      .where(eq(articles.id, id))
      .get()
  }

  /** Its neighbours in the order of all. */
  async around(id: number): Promise<ArticleNeighbours> {
    const [previous] = await this.#summaries().where(lt(articles.id, id)).orderBy(desc(articles.id)).limit(1)
    const [next] = await this.#summaries().where(gt(articles.id, id)).orderBy(asc(articles.id)).limit(1)
    return { previous, next }
  }

  /** Writes a new one and returns its id. */
  async add(authorId: number, text: ArticleText): Promise<number> {
    const date = new Date().toISOString().slice(0, 10)
    const row = { ...columnsOf(text), authorId, date }
    const { id } = await this.#queries.insert(articles).values(row).returning({ id: articles.id }).get()
    return id
  }

  /** Changes one, if it is this author's. */
  async change(id: number, authorId: number, text: ArticleText): Promise<void> {
    await this.#queries
      .update(articles)
      .set(columnsOf(text))
      .where(and(eq(articles.id, id), eq(articles.authorId, authorId)))
  }

  #summaries() {
    return this.#queries
      .select(summaryColumns)
      .from(articles)
      .innerJoin(authors, eq(authors.id, articles.authorId))
      .$dynamic()
  }
}

const { id, title, authorId, date, summary, reactions } = getTableColumns(articles)
const summaryColumns = { id, title, author: authors.name, authorId, date, summary, reactions }

function columnsOf({ title, summary, markdown }: ArticleText) {
  return { title, summary, markdown, html: renderMarkdown(markdown), edited: true }
}

/** `%` and `_` stand for themselves. */
function holds(text: string): SQL | undefined {
  const pattern = `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
  const columns = [articles.title, articles.summary, articles.markdown, authors.name]
  return or(...columns.map((column) => sql`${column} like ${pattern} escape '\\'`))
}
