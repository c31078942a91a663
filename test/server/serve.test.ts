import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { createApp, html } from 'overwire'
import { serve } from 'overwire/node'
import type { Served } from 'overwire/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { root } from '../../scripts/root.ts'
import { CLOSE_CODES } from '../../src/protocol/messages.ts'
import { bundleProgram } from '../browser/bundled-program.ts'
import { deferred } from '../circuit/wire-browser.ts'
import { Browser } from './browser.ts'
import { createLog } from './log.ts'
import { Counter } from './views.ts'

describe('serve', () => {
  test('says where it listens', async () => {
    const log = createLog()
    await using site = await serve(createApp({ logger: log }), { port: 0, signals: false })
    expect(site.url).toBe(`http://localhost:${site.port}`)
    expect(log.lines).toEqual([`info: Overwire listens on ${site.url}`])
  })

  test('says what to do when the port is taken', async () => {
    await using site = await serve(createApp({ logger: createLog() }), { port: 0, signals: false })
    const second = serve(createApp({ logger: createLog() }), { port: site.port, signals: false })
    await expect(second).rejects.toMatchObject({
      code: 'port-in-use',
      message: expect.stringContaining(`PORT=${site.port + 1}`),
    })
  })

  test('tells browsers to come back when it closes, and stops listening', async () => {
    const app = createApp({ logger: createLog() })
    app.live('/', Counter)
    const site = await serve(app, { port: 0, signals: false })
    const line = await new Browser().visit(site.url)
    await site.close()
    expect(await line.closed).toBe(CLOSE_CODES.restarting)
    await expect(fetch(site.url)).rejects.toThrow('fetch failed')
  })

  test('lets handlers finish when it closes, and their browsers get what they did', async () => {
    const gate = deferred()
    const app = createApp({ logger: createLog() })
    app.live('/', Counter)
    app.action('save', async (page) => {
      await gate.promise
      page.title('saved')
    })
    const site = await serve(app, { port: 0, signals: false })
    const line = await new Browser().visit(site.url)
    line.event('save')
    await new Promise((done) => setTimeout(done, 50))
    const closing = site.close()
    const late = new Request(site.url + app.handler.socketPath, { headers: { origin: site.url } })
    expect(app.handler.upgrade(late)).toEqual({
      kind: 'refused',
      status: 503,
      reason: 'no room for a socket',
    })
    gate.resolve()
    expect(await line.effects()).toEqual([['event', 1], ['title', 'saved'], 1])
    expect(await line.closed).toBe(CLOSE_CODES.restarting)
    await closing
  })

  test('does not wait for a handler beyond its deadline', async () => {
    const app = createApp({ logger: createLog() })
    app.live('/', Counter)
    app.action('hang', () => new Promise(() => {}))
    const site = await serve(app, { port: 0, signals: false, deadline: 300 })
    const line = await new Browser().visit(site.url)
    line.event('hang')
    await new Promise((done) => setTimeout(done, 50))
    // Without a deadline this would last for ever.
    await site.close()
    expect(await line.closed).toBe(CLOSE_CODES.restarting)
  })

  test('adds the headers of its options to every response', async () => {
    const app = createApp({ logger: createLog() })
    app.live('/', Counter)
    const headers = { 'content-security-policy': "default-src 'self'" }
    await using site = await serve(app, { port: 0, signals: false, headers })
    for (const path of ['/', '/none', '/_live/none.js']) {
      const response = await fetch(site.url + path)
      expect(response.headers.get('content-security-policy')).toBe("default-src 'self'")
    }
  })

  test('believes a proxy only when told to', async () => {
    const asked = { 'x-forwarded-proto': 'https', 'x-forwarded-for': '6.6.6.6, 1.2.3.4' }
    const seen = async (proxy: boolean): Promise<string> => {
      const app = createApp({ logger: createLog() })
      app.page('/', ({ ip, url }) => html`${ip} ${url.protocol}`)
      await using site = await serve(app, { port: 0, signals: false, host: '127.0.0.1', proxy })
      const text = await (await fetch(site.url, { headers: asked })).text()
      return text.replaceAll(/<!--.*?-->/g, '')
    }
    expect(await seen(false)).toContain('127.0.0.1 http:')
    expect(await seen(true)).toContain('1.2.3.4 https:')
  })

  test('refuses a request that is none', async () => {
    await using site = await serve(createApp({ logger: createLog() }), { port: 0, signals: false })
    const request = get({ port: site.port, path: '//[', headers: { host: 'a b' } })
    const [response] = await once(request, 'response')
    expect(response.statusCode).toBe(400)
    response.resume()
  })
})

describe('static files', () => {
  let folder: string
  let site: Served
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'overwire-'))
    await mkdir(join(folder, 'public/docs'), { recursive: true })
    await writeFile(join(folder, 'secret.txt'), 'secret')
    await writeFile(join(folder, 'public/.env'), 'secret')
    await writeFile(join(folder, 'public/style.css'), 'p { color: red }\n'.repeat(200))
    await writeFile(join(folder, 'public/docs/index.html'), '<h1>Docs</h1>')
    await writeFile(join(folder, 'public/large.bin'), Buffer.alloc(1_500_000, 'x'))
    const app = createApp({ logger: createLog() })
    app.live('/', Counter)
    app.page('/*', () => 'everything else')
    site = await serve(app, { port: 0, signals: false, static: join(folder, 'public') })
  })
  afterAll(async () => {
    await site.close()
    await rm(folder, { recursive: true })
  })

  test('have a type and validators, and are compressed', async () => {
    const plain = await fetch(`${site.url}/style.css`, { headers: { 'accept-encoding': 'identity' } })
    expect(plain.headers.get('content-type')).toBe('text/css; charset=utf-8')
    expect(plain.headers.get('cache-control')).toBe('public, max-age=0, must-revalidate')
    expect(plain.headers.get('x-content-type-options')).toBe('nosniff')
    const small = await fetch(`${site.url}/style.css`, { headers: { 'accept-encoding': 'gzip' } })
    expect(small.headers.get('content-encoding')).toBe('gzip')
    expect(await small.text()).toBe(await plain.text())
  })

  test('that the browser has are not sent again, until they change', async () => {
    const url = `${site.url}/style.css`
    const { headers } = await fetch(url)
    const etag = headers.get('etag') ?? ''
    const modified = headers.get('last-modified') ?? ''
    expect((await fetch(url, { headers: { 'if-none-match': `"other", ${etag}` } })).status).toBe(304)
    expect((await fetch(url, { headers: { 'if-modified-since': modified } })).status).toBe(304)
    expect(
      (await fetch(url, { headers: { 'if-none-match': '"other"', 'if-modified-since': modified } })).status,
    ).toBe(200)
    await writeFile(join(folder, 'public/style.css'), 'p { color: blue }')
    await utimes(join(folder, 'public/style.css'), 1, 1)
    const changed = await fetch(url, { headers: { 'if-none-match': etag } })
    expect(await changed.text()).toBe('p { color: blue }')
  })

  test('that are large come whole', async () => {
    const body = await (await fetch(`${site.url}/large.bin`)).text()
    expect(body).toHaveLength(1_500_000)
  })

  test.each([
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/docs/..%2f..%2fsecret.txt',
    '/.env',
  ])('are nothing outside of the folder and nothing hidden: %s', async (path) => {
    const request = get({ port: site.port, path })
    const [response] = await once(request, 'response')
    let body = ''
    for await (const chunk of response) body += String(chunk)
    expect(body).not.toContain('secret')
  })

  test('come before a route that takes everything, and pages before a folder', async () => {
    expect(await (await fetch(`${site.url}/style.css`)).text()).toContain('color')
    expect(await (await fetch(`${site.url}/docs/`)).text()).toContain('everything else')
    expect(await (await fetch(`${site.url}/`)).text()).toContain('<h1>0</h1>')
    expect((await fetch(`${site.url}/style.css`, { method: 'PUT' })).status).toBe(405)
  })
})

describe('a process that serves', () => {
  test('survives a rejection that nobody handles, and ends on SIGTERM', async () => {
    const { child, url, output } = await run('rejecting.ts')
    for (let count = 0; count < 3; count++) {
      expect(await (await fetch(url)).text()).toContain('careless')
    }
    expect(output.join('\n')).toContain('nobody handles this')
    const browser = new Browser()
    const line = await browser.visit(url)
    child.kill('SIGTERM')
    expect(await line.closed).toBe(CLOSE_CODES.restarting)
    const [code] = await once(child, 'exit')
    expect(code).toBe(0)
    // It starts a process of its own, which takes its time on a busy machine.
  }, 60_000)
})

/** Starts one of the programs and waits until it says where it listens. */
async function run(program: string): Promise<{ child: ChildProcess; url: string; output: string[] }> {
  const file = await bundleProgram(join(root, 'test/server/programs', program))
  const child = spawn(process.execPath, [file], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output: string[] = []
  createInterface(child.stderr).on('line', (line) => output.push(line))
  for await (const line of createInterface(child.stdout)) {
    const [url] = /http:\S+/.exec(line) ?? []
    if (url !== undefined) return { child, url, output }
  }
  throw new Error(`${program} ended: ${output.join('\n')}`)
}
