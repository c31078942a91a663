/** The application without a server around it, as tests visit it. */
import { createApp } from 'overwire'
import type { App } from 'overwire'
import { z } from 'zod'
import { articleList } from './article-list.ts'
import { ArticlePage } from './article-page.ts'
import { ArticlePanel } from './article-panel.ts'
import { home } from './home.ts'
import { layout } from './layout.ts'
import { database } from './store.ts'

export const app: App = createApp({ document: layout })

app.page('/', home, { title: 'Overwire: the articles' })

app.live('/articles/:id', ArticlePage)

// One article at a time: of two that are asked for in a row, the second is shown last.
const showing = { data: z.object({ id: z.coerce.number() }), key: 'article' }
app.action('show-article', showing, async (page, { data }) => {
  const article = await database.article(data.id)
  if (!article) return page.flash('This article does not exist.', 'error')

  const articles = await database.articles()
  page.replace('#articles', articleList(articles, { current: article.id, action: 'show-article' }))
  page.mount('#article', ArticlePanel, { id: article.id })
  page.title(article.title)
  page.url(`/articles/${article.id}`)
  page.scrollTo('#article')
})
