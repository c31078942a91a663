/** What views have put into the document around them, in a real browser. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LIMITS, openTestBrowser, type Fixture, type TestBrowser } from './fixture.ts'

let testBrowser: TestBrowser
beforeAll(async () => {
  testBrowser = await openTestBrowser()
})
afterAll(() => testBrowser[Symbol.asyncDispose]())

const TRUSTED = "require-trusted-types-for 'script'; trusted-types overwire; script-src 'self'"

/** The elements of the head that are of views, without their marks. */
function tags({ page }: Fixture): Promise<string[]> {
  return page.evaluate(() =>
    [...document.head.querySelectorAll('[data-live-tag]')].map((each) =>
      each.outerHTML.replace(/ data-live-tag="[^"]*"/, ''),
    ),
  )
}

function meta(name: string, content: string): string {
  return `<meta name="${name}" content="${content}" data-live-tag="${name}">`
}

async function performed(fixture: Fixture, done: string): Promise<void> {
  fixture.say(0, ['title', done])
  await fixture.page.waitForFunction((title) => document.title === title, done)
}

describe('the head of a page', () => {
  it('gets, changes and loses what views put there, and nothing else, under a strict policy', async () => {
    await using fixture = await testBrowser.open('', { headers: { 'content-security-policy': TRUSTED } })
    const { page } = fixture
    await page.evaluate(() =>
      document.head.append(Object.assign(document.createElement('style'), { id: 'other' })),
    )
    const data = '<script type="application/ld+json" data-live-tag="ld 1">{"a":"\\u003c/script>"}</script>'
    fixture.say(0, ['head', [], meta('description', 'one') + meta('robots', 'all') + data])
    await performed(fixture, 'one')
    expect(await tags(fixture)).toEqual([
      '<meta name="description" content="one">',
      '<meta name="robots" content="all">',
      '<script type="application/ld+json">{"a":"\\u003c/script>"}</script>',
    ])

    fixture.say(0, ['head', ['robots', 'ld 1'], meta('description', 'two')])
    await performed(fixture, 'two')
    expect(await tags(fixture)).toEqual(['<meta name="description" content="two">'])

    fixture.say(0, ['head', 0, meta('author', 'Ada')])
    await performed(fixture, 'three')
    expect(await tags(fixture)).toEqual(['<meta name="author" content="Ada">'])
    expect(await page.locator('#other').count()).toBe(1)
    expect(await page.locator('link[rel=icon]').count()).toBe(1)
  })

  it('does not wait for the module of actions, which has nothing to do with it', async () => {
    await using fixture = await testBrowser.open('', { modules: 'held', which: /actions/ })
    fixture.say(0, ['head', [], meta('description', 'one')])
    // Less than effects wait for a module that does not come.
    await fixture.page.waitForSelector('meta[name=description]', { state: 'attached', timeout: 4_000 })
    expect(await tags(fixture)).toEqual(['<meta name="description" content="one">'])
  })

  it('has the classes that views set beside those of others, and the language', async () => {
    await using fixture = await testBrowser.open('', { nonce: ' data-live-body="list wide"' })
    const { page } = fixture
    await page.evaluate(() => {
      document.documentElement.className = 'js'
      document.body.className = 'list wide night'
    })
    fixture.say(0, ['head', [], '', { html: 'dark', body: 'wide article', lang: 'ar', dir: 'rtl' }])
    await performed(fixture, 'one')
    const around = (): Promise<unknown> =>
      page.evaluate(
        '[document.documentElement.className, document.body.className, document.documentElement.lang, document.dir]',
      )
    expect(await around()).toEqual(['js dark', 'night wide article', 'ar', 'rtl'])
    fixture.say(0, ['head', [], '', { html: '', body: '', dir: 'ltr' }])
    await performed(fixture, 'two')
    expect(await around()).toEqual(['js', 'night', 'ar', 'ltr'])
  })

  it('keeps a style sheet until the one that takes its place has loaded', async () => {
    await using fixture = await testBrowser.open('', { shared: false })
    const { page } = fixture
    const sheet = (name: string): string =>
      `<link rel="stylesheet" href="/${name}.css" data-live-tag="stylesheet /${name}.css">`
    const routes: (() => Promise<void>)[] = []
    await page.route('**/*.css', (route) => {
      const fulfill = (): Promise<void> => route.fulfill({ contentType: 'text/css', body: '' })
      if (route.request().url().includes('two')) routes.push(fulfill)
      else void fulfill()
    })
    fixture.say(0, ['head', [], sheet('one')])
    await performed(fixture, 'one')
    fixture.say(0, ['head', ['stylesheet /one.css'], sheet('two')])
    await performed(fixture, 'two')
    expect(await page.locator('link[rel=stylesheet]').count()).toBe(2)
    await Promise.all(routes.map((fulfill) => fulfill()))
    await page.waitForFunction(() => !document.querySelector('link[href="/one.css"]'))
    expect(await page.locator('link[href="/two.css"]').count()).toBe(1)
  })

  it('keeps a style sheet that is wanted again before the one in its place has loaded', async () => {
    await using fixture = await testBrowser.open('', { shared: false })
    const { page } = fixture
    const sheet = (name: string): string =>
      `<link rel="stylesheet" href="/${name}.css" data-live-tag="stylesheet /${name}.css">`
    const held: (() => Promise<void>)[] = []
    await page.route('**/*.css', (route) => {
      const fulfill = (): Promise<void> => route.fulfill({ contentType: 'text/css', body: '' })
      if (route.request().url().includes('two')) held.push(fulfill)
      else void fulfill()
    })
    fixture.say(0, ['head', [], sheet('one')])
    fixture.say(0, ['head', ['stylesheet /one.css'], sheet('two')])
    await performed(fixture, 'two')
    fixture.say(0, ['head', [], sheet('one')])
    await performed(fixture, 'one')
    await page.evaluate(() => {
      const link = document.querySelector('link[href="/two.css"]')
      link?.addEventListener('load', () => setTimeout(() => (document.title = 'loaded')))
    })
    await expect.poll(() => held.length).toBe(1)
    await Promise.all(held.map((fulfill) => fulfill()))
    await page.waitForFunction(() => document.title === 'loaded')
    expect(await tags(fixture)).toEqual([
      '<link rel="stylesheet" href="/two.css">',
      '<link rel="stylesheet" href="/one.css">',
    ])
  })

  it('is that of the new page when a circuit is over, with its classes', async () => {
    const key = 'data-live-root="0" data-live-key="view"'
    const head = `<html lang="ar" dir="rtl"><title>Two</title>${meta('description', 'two')}`
    const script = 'src="/client.js" data-live-token="t1" data-live-body="article"'
    await using fixture = await testBrowser.open(`<main ${key}><b>1</b></main>`, {
      join: false,
      again: () => ({ head, script }),
    })
    await fixture.join([[0, 'shape', 1]], { 1: ['h', '<b _></b>', ['s']] })
    fixture.say(0, ['head', [], meta('description', 'one') + meta('robots', 'all'), { body: 'list' }])
    await performed(fixture, 'One')
    fixture.cut()
    expect((await fixture.heard())[0]).toBe('rejoin')
    fixture.say('refused', 'circuit-ended')
    expect((await fixture.heard())[0]).toBe('join')
    fixture.say('joined', {
      circuit: 'd',
      secret: 's',
      limits: LIMITS,
      templates: { 1: 'h' },
      roots: [[0, 'values', [1, '2']]],
    })
    await fixture.page.waitForFunction(() => document.title === 'Two')
    expect(await tags(fixture)).toEqual(['<meta name="description" content="two">'])
    expect(
      await fixture.page.evaluate('[document.body.className, document.documentElement.lang, document.dir]'),
    ).toEqual(['article', 'ar', 'rtl'])
  })
})

describe('what the browser keeps', () => {
  it('is a cookie for a year, and its time zone, which it tells', async () => {
    await using fixture = await testBrowser.open('', { shared: false })
    const { page } = fixture
    fixture.say(0, ['head', [], '', { cookie: 'locale=de' }], ['head', [], '', { zone: 'timezone' }])
    const zone = await page.evaluate(() => Intl.DateTimeFormat().resolvedOptions().timeZone)
    expect(await fixture.heard()).toEqual(['zone', zone])
    const cookies = await page.context().cookies()
    expect(cookies.map(({ name, value, path, sameSite }) => ({ name, value, path, sameSite }))).toEqual([
      { name: 'locale', value: 'de', path: '/', sameSite: 'Lax' },
      { name: 'timezone', value: encodeURIComponent(zone), path: '/', sameSite: 'Lax' },
    ])
    expect(Math.min(...cookies.map(({ expires }) => expires))).toBeGreaterThan(Date.now() / 1000 + 30_000_000)
  })
})
