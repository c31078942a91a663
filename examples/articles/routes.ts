/** Where everything is: each route with what its address may say, and who may see it. */
import { gate, href, redirect, route } from 'overwire'
import { z } from 'zod'

export const home = route('/')

/** What somebody looks for, and the page of what was found. Links of others may say anything, so each has a default. */
export const articles = route('/articles', {
  search: z.object({
    q: z.string().max(100).catch(''),
    page: z.coerce.number().int().min(1).catch(1),
  }),
})
export const article = route('/articles/:id')

export const authors = route('/authors')
export const author = route('/authors/:id')

export const settings = route('/settings')

export const loginSearch = z.object({
  /** Where to go then: a path of this site, and nothing that only looks like one. */
  next: z
    .string()
    .regex(/^\/(?![/\\])/)
    .catch('/desk'),
  /** A form that was sent without JavaScript had the wrong password. */
  refused: z.literal('yes').optional().catch(undefined),
})
export const login = route('/login', { search: loginSearch })

/** Who is not logged in logs in first, and comes back. */
export const loggedIn = gate(({ session, url }) => ({
  author: session.author ?? redirect(href(login, {}, { next: url.pathname })),
}))

export const desk = route('/desk', { gate: loggedIn })
/** The id of an article, or `new`. */
export const editor = route('/desk/:id', { gate: loggedIn })
