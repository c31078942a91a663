/** What a CDN or a proxy in front is told of responses that are for one visitor: it goes by headers of its own first. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { html, LiveView, route } from 'overwire'
import { nodeHandler, serve } from 'overwire/node'
import { expect, test } from 'vitest'
import { Browser } from './browser.ts'
import { deskApp } from './session-views.ts'

class News extends LiveView {
  render() {
    return html`<h1>the news for all</h1>`
  }
}

/** What an author has every response say. */
const TOLD = {
  'CDN-Cache-Control': 'max-age=600',
  'Cloudflare-CDN-Cache-Control': 'max-age=600',
  'Surrogate-Control': 'max-age=600',
  'Edge-Control': '!no-store, max-age=600',
  'X-Accel-Expires': '600',
}
const KEPT = Object.values(TOLD).join(' ')
const NOT_KEPT = 'no-store no-store no-store no-store 0'

function toldIn({ headers }: Response): string {
  return Object.keys(TOLD)
    .map((name) => headers.get(name))
    .join(' ')
}

test('a page or a session of one visitor is not kept by a CDN that middleware has told to', async () => {
  const { app } = deskApp()
  app.live(route('/news', { cache: { sharedMaxAge: 600 } }), News)
  app.handle('GET', '/theme', async (_, context) => {
    await context.setSession({ theme: 'dark' })
    return new Response('set', { headers: { ...TOLD, 'cache-control': 'public' } })
  })
  app.handle('GET', '/said', (_, context) => {
    context.flash('Said')
    return new Response('said', { headers: TOLD })
  })
  app.handle('GET', '/plain', () => new Response('plain'))
  app.handle('GET', '/own', () => new Response('own', { headers: { ...TOLD, 'cache-control': 'private' } }))
  const site = express()
  site.use((_request, response, next) => {
    for (const [name, value] of Object.entries(TOLD)) response.setHeader(name, value)
    next()
  })
  site.get('/island', async (request, response) => {
    const live = app.page(request)
    await live.ready
    live.setHeaders(response)
    response.send(live.head)
  })
  site.get('/login', async (request, response) => {
    const session = await app.session(request)
    await session.set({ user: { name: 'Ada' } })
    session.setHeaders(response)
    response.send('logged in')
  })
  site.get('/looked', async (request, response) => {
    const session = await app.session(request)
    session.setHeaders(response)
    response.send('looked')
  })
  site.use(nodeHandler(app))
  const server = createServer(site).listen(0, '127.0.0.1')
  await once(server, 'listening')
  try {
    // A server that listens on a port has an address of this form.
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const answers = ['/', '/theme', '/said', '/island', '/login'].map(async (path) => [
      path,
      toldIn(await new Browser().fetch(url + path)),
    ])
    for (const answer of await Promise.all(answers)) expect(answer).toEqual([answer[0], NOT_KEPT])
    // What is for everybody is kept as the author says, and so is what a handler says of its own response.
    for (const path of ['/news', '/plain', '/looked', '/own'])
      expect([path, toldIn(await new Browser().fetch(url + path))]).toEqual([path, KEPT])
  } finally {
    server.closeAllConnections()
    server.close()
  }
})

test('a session in headers of the web is not kept by a CDN either', async () => {
  const { app } = deskApp()
  const session = await app.session(new Request('http://localhost/', { headers: { host: 'localhost' } }))
  await session.set({ theme: 'dark' })
  const headers = new Headers({ ...TOLD, 'x-own': 'stays' })
  session.setHeaders(headers)
  expect([toldIn(new Response(null, { headers })), headers.get('x-own')]).toEqual([NOT_KEPT, 'stays'])
})

test('headers that a server sets for every response do not have its pages kept by a CDN', async () => {
  const { app } = deskApp()
  await using served = await serve(app, { port: 0, signals: false, headers: TOLD })
  expect(toldIn(await fetch(served.url))).toBe(NOT_KEPT)
  const { html: page } = await new Browser().load(served.url)
  const [, script = ''] = /src="([^"]+)"/.exec(page) ?? []
  expect(toldIn(await fetch(new URL(script, served.url)))).toBe(KEPT)
})
