/** The application without a server around it, as tests visit it. */
import { createApp } from 'overwire'
import type { App } from 'overwire'
import { document } from './document.ts'
import { Shelf } from './layouts/shelf.ts'
import { Site } from './layouts/site.ts'
import { messages } from './messages/messages.ts'
import { ArticlePage } from './pages/article-page.ts'
import { ArticlesPage } from './pages/articles-page.ts'
import { AuthorPage } from './pages/author-page.ts'
import { AuthorsPage } from './pages/authors-page.ts'
import { DeskPage } from './pages/desk-page.ts'
import { EditorPage } from './pages/editor-page.ts'
import { FailedPage, MissingPage, NoSuchPage } from './pages/error-pages.ts'
import { HomePage } from './pages/home-page.ts'
import { LoginPage } from './pages/login-page.ts'
import { logIn, logOut } from './pages/login-requests.ts'
import { SettingsPage } from './pages/settings-page.ts'
import * as routes from './routes.ts'
import { session } from './session.ts'

export const app: App = createApp({
  document,
  session,
  locales: messages.locales,
  secret: process.env['SECRET'],
})

// Pages fade into each other, but for the frame around them.
app.transitions()

app.group({ layout: Site, notFound: MissingPage, failed: FailedPage }, (site) => {
  site
    .live(routes.home, HomePage)
    .live(routes.articles, ArticlesPage)
    .live(routes.authors, AuthorsPage)
    .live(routes.author, AuthorPage)
    .live(routes.settings, SettingsPage)
    .live(routes.login, LoginPage)

  site.group({ layout: Shelf }, (shelf) => shelf.live(routes.article, ArticlePage))

  site.group({ gate: routes.loggedIn }, (own) =>
    own.live(routes.desk, DeskPage).live(routes.editor, EditorPage),
  )

  // Whatever no other route has taken.
  site.live('/*', NoSuchPage)
})

// What forms send without JavaScript.
app.handle('POST', '/login', logIn).handle('POST', '/logout', logOut)
