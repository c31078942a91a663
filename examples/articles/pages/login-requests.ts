/** What the forms of the login page and of the desk are answered with where they were sent without JavaScript. */
import { href, redirect } from 'overwire'
import type { RequestHandler } from 'overwire'
import { authorIn } from '../parts/author-in.ts'
import { home, login, loginSearch } from '../routes.ts'

export const logIn: RequestHandler = async (request, context) => {
  const { next } = loginSearch.parse(context.search)
  const author = await authorIn(await request.formData())
  if (!author) redirect(href(login, {}, { next, refused: 'yes' }))
  await context.setSession({ author })
  redirect(next)
}

export const logOut: RequestHandler = async (_, context) => {
  await context.setSession({ author: undefined })
  redirect(href(home))
}
