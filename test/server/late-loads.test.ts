/** Pages with slow regions, over real sockets: their beginning is there before their end. */
import { brotliDecompressSync, constants, gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { Browser, type Line } from './browser.ts'
import { addLatePages, leave, miss, Slow } from './late-views.ts'
import { startSite, type Site } from './site.ts'
import { StreamedPage } from './streamed-page.ts'

async function start(): Promise<{ site: Site; slow: Slow } & AsyncDisposable> {
  const slow = new Slow()
  const site = await startSite((app) => addLatePages(app, slow), {
    limits: { lateTime: 60_000, handlerTime: 60_000 },
  })
  return { site, slow, [Symbol.asyncDispose]: () => site[Symbol.asyncDispose]() }
}

const plain = (html: string): string => html.replaceAll(/<!--.*?-->/g, '').replaceAll(/>\s+</g, '><')

describe('a page with late loads', () => {
  test('sends what comes before each region at once, and its token last', async () => {
    await using served = await start()
    const { site, slow } = served
    await using page = await StreamedPage.open(`${site.url}/two`)
    await page.until('<h1>shell</h1>')
    expect(page.response.statusCode).toBe(200)
    expect(page.response.headers).toMatchObject({
      'transfer-encoding': 'chunked',
      'cache-control': 'private, no-cache, no-transform',
      'x-accel-buffering': 'no',
    })
    expect(page.text).toMatch(
      /<title>Two<\/title>.*<link rel="preload" as="script" href="\/_live\/client\.\w+\.js">/s,
    )
    expect(page.text).not.toMatch(/<p>|<button|data-live-token/)
    expect(slow.asked).toEqual(['news', 'offers'])

    slow.arrive('offers')
    slow.arrive('news')
    const html = await page.end()
    expect(plain(html)).toMatch(
      /<h1>shell<\/h1><p>the news<\/p><button[^>]*>0<\/button><p>the offers<\/p><footer>end<\/footer><\/div><script defer [^>]*data-live-token="[^"]+"[^>]*><\/script><\/body><\/html>$/,
    )
    expect(html.match(/<script/g)).toHaveLength(1)
  })

  test('is sent with what there is of it, and its token, when the server closes meanwhile', async () => {
    const slow = new Slow()
    const site = await startSite((app) => addLatePages(app, slow), {
      limits: { lateTime: 60_000, handlerTime: 60_000 },
    })
    await using page = await StreamedPage.open(`${site.url}/two`)
    await page.until('<h1>shell</h1>')
    const closing = site.close()
    const html = await page.end()
    expect(plain(html)).toMatch(
      /<h1>shell<\/h1><p>…<\/p>.*<p>…<\/p><footer>end<\/footer>.*data-live-token="[^"]+"/,
    )
    expect(html).toMatch(/<\/html>$/)
    await closing
    expect(slow.asked.toSorted()).toEqual(slow.aborted.toSorted())
  })

  test('shows what other portals show as well, when it has waited for one in a portal', async () => {
    await using served = await start()
    const { site, slow } = served
    const loading = new Browser().load(`${site.url}/portals`)
    await expect.poll(() => slow.asked).toEqual(['news'])
    slow.arrive('news')
    const { html } = await loading
    expect(plain(html)).toContain(
      '<div id="first"><b>at once</b></div><div id="second"><p>the news</p></div>',
    )
    expect(html).not.toContain('<template')
  })

  test('becomes live by its shape alone, and gets the head of its regions then', async () => {
    await using served = await start()
    const { site, slow } = served
    const browser = new Browser()
    const loading = browser.load(`${site.url}/two`)
    await expect.poll(() => slow.asked).toHaveLength(2)
    for (const name of slow.asked) slow.arrive(name)
    const { token, html } = await loading
    expect(html).toContain('<title>Two</title>')

    await using line = await browser.connect(site.url)
    line.join(token)
    const joined = await line.next('joined')
    expect(JSON.stringify(joined.roots)).not.toMatch(/shell|the news|the offers/)
    const frame = await line.next('frame')
    expect(frame.effects).toContainEqual(['title', 'the offers'])
    expect(JSON.stringify(frame)).not.toContain('shell')
    expect(slow.asked).toHaveLength(2)
  })

  test('whose limit is over is sent as pending, and the rest comes over the socket', async () => {
    await using served = await start()
    const { site, slow } = served
    const browser = new Browser()
    const { token, html } = await browser.load(`${site.url}/short`)
    expect(plain(html)).toContain('<h1>shell</h1><p>…</p>')

    await using line = await browser.connect(site.url)
    line.join(token)
    await line.next('joined')
    slow.arrive('news')
    const frame = await line.next('frame')
    expect(JSON.stringify(frame)).toContain('the news')
    expect(slow.asked).toEqual(['news'])
  })

  test('shows its layout while its view loads', async () => {
    await using served = await start()
    const { site, slow } = served
    await using page = await StreamedPage.open(`${site.url}/shell`)
    await page.until('<nav>shell</nav>')
    expect(page.text).not.toContain('<main')
    slow.arrive('view')
    expect(plain(await page.end())).toContain('<nav>shell</nav><main>the view</main>')
  })

  test.each([
    ['br', (bytes: Buffer) => brotliDecompressSync(bytes, { finishFlush: constants.BROTLI_OPERATION_FLUSH })],
    ['gzip', (bytes: Buffer) => gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH })],
  ])('is compressed by %s, and each piece can be read when it is there', async (encoding, decompress) => {
    await using served = await start()
    const { site, slow } = served
    await using page = await StreamedPage.open(`${site.url}/two`, { 'accept-encoding': encoding })
    expect(page.response.headers['content-encoding']).toBe(encoding)
    const read = (): string => (page.bytes.length > 0 ? decompress(page.bytes).toString() : '')
    await page.until('<h1>shell</h1>', read)
    for (const name of slow.asked) slow.arrive(name)
    await page.end()
    expect(read()).toMatch(/<\/html>$/)
  })

  test('is given up when its reader goes away', async () => {
    await using served = await start()
    const { site, slow } = served
    await using page = await StreamedPage.open(`${site.url}/two`)
    await page.until('<h1>shell</h1>')
    page.response.destroy()
    await expect.poll(() => slow.aborted).toEqual(['news', 'offers'])
    expect(site.log.lines).toEqual([])
  })

  test('of a HEAD has the headers alone, and nothing of it goes on', async () => {
    await using served = await start()
    const { site, slow } = served
    await using page = await StreamedPage.open(`${site.url}/two`, {}, 'HEAD')
    expect([page.response.statusCode, await page.end()]).toEqual([200, ''])
    await expect.poll(() => slow.aborted).toEqual(['news', 'offers'])
  })

  test('comes in one piece to the page that asks for itself', async () => {
    await using served = await start()
    const { site, slow } = served
    const opening = StreamedPage.open(`${site.url}/two`, { 'live-renewal': '' })
    await expect.poll(() => slow.asked).toHaveLength(2)
    for (const name of slow.asked) slow.arrive(name)
    await using page = await opening
    expect(page.response.headers['transfer-encoding']).toBeUndefined()
    expect(plain(await page.end())).toContain('<p>the news</p>')
  })

  test('that caches keep is sent when all of it is there, whatever its limits', async () => {
    await using served = await start()
    const { site, slow } = served
    const opening = StreamedPage.open(`${site.url}/cached`)
    await expect.poll(() => slow.asked).toEqual(['news'])
    await new Promise((done) => setTimeout(done, 40))
    slow.arrive('news')
    await using page = await opening
    expect(page.response.headers['etag']).toMatch(/^".+"$/)
    expect(plain(await page.end())).toContain('<h1>shell</h1><p>the news</p>')
  })
})

describe('a late load that leads elsewhere', () => {
  test('says where to those without a script, and leads the page there', async () => {
    await using served = await start()
    const { site, slow } = served
    const browser = new Browser()
    const loading = browser.load(`${site.url}/shell`)
    await expect.poll(() => slow.asked).toEqual(['view'])
    slow.arrive('view', leave)
    const { status, html, token } = await loading
    expect(status).toBe(200)
    expect(html).toContain(
      '<noscript><meta http-equiv="refresh" content="0;url=/elsewhere"></noscript><script',
    )

    await using line = await browser.connect(site.url)
    line.join(token)
    expect(await frameWith(line, 'no page')).toContain('"page",0,"/elsewhere"')
  })

  test('to nothing is not for search engines, and shows the error page in place', async () => {
    await using served = await start()
    const { site, slow } = served
    const browser = new Browser()
    const loading = browser.load(`${site.url}/shell`)
    await expect.poll(() => slow.asked).toEqual(['view'])
    slow.arrive('view', miss)
    const { html, token } = await loading
    expect(html).toContain('<meta name="robots" content="noindex">')

    await using line = await browser.connect(site.url)
    line.join(token)
    expect(await frameWith(line, 'no page')).toContain('"/shell"')
  })
})

async function frameWith(line: Line, text: string): Promise<string> {
  for (;;) {
    const frame = JSON.stringify(await line.next('frame'))
    if (frame.includes(text)) return frame
  }
}
