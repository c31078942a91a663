import { failed, html, LiveView, notFound, redirect } from 'overwire'
import { describe, expect, test } from 'vitest'
import { KEY, addresses, lastShown, mounting, navigate, page, Shell, site } from './site.ts'
import { deferred, settled } from './wire-browser.ts'

const never = (): Promise<void> => new Promise(() => {})
const pages = { '/a': page('A'), '/b': page('B'), '/articles/:id': page('Article') }

describe('a link', () => {
  test('shows its page in one frame, which names the address first and says that the event is done', async () => {
    const { open } = site(pages)
    const browser = await open('/a')
    await navigate(browser, '/b')
    expect(browser.frames.length).toBe(1)
    expect(browser.effects).toEqual([['page', 1, '/b', 'push', 1, KEY], 1])
    expect(browser.frames[0]?.difference).toEqual([0, [0, 0, '/b', 1, [expect.any(Number), 'B', null]]])
  })

  test('to a page in other layouts replaces all of it', async () => {
    const { open } = site(pages, { alone: { '/alone': page('Alone') } })
    const browser = await open('/a')
    await navigate(browser, '/alone')
    expect(browser.frames[0]?.difference).toEqual([0, [expect.any(Number), 'Alone', null]])
    await navigate(browser, '/a')
    expect(lastShown(browser)).toContain('"A"')
  })

  test('to what is no page of a route is loaded, for its event', async () => {
    const { open } = site(pages)
    const browser = await open('/a')
    await navigate(browser, '/download.pdf')
    expect(browser.effects).toEqual([['event', 1], ['load', '/download.pdf'], 1])
  })

  test('is done, and the page stays, when only its search differs: navigated runs', async () => {
    const log: unknown[] = []
    class Filtered extends LiveView {
      override navigated() {
        log.push(this.live.context.url.search)
      }
      render() {
        return html`<p>${this.live.context.url.search}</p>`
      }
    }
    const { open } = site({ '/list': Filtered })
    const browser = await open('/list?page=1')
    await navigate(browser, '/list?page=2')
    expect(browser.effects).toEqual([['page', 1, '/list?page=2', 'push', 0, KEY], 1])
    expect(browser.frames[0]?.difference).toEqual([0, [0, 1, [0, 0, '?page=2']]])
    expect(log).toEqual(['?page=2'])
  })

  test('keeps what is behind "#" out of what the server sees, and gives it back', async () => {
    const { open } = site({ ...pages, '/old': mounting(() => redirect('/b#part')) })
    const browser = await open('/a')
    await navigate(browser, '/old')
    expect(addresses(browser)).toEqual([['page', 1, '/b#part', 'push', 1, KEY]])
  })
})

describe('a step in the history', () => {
  let mounts = 0
  class Counted extends LiveView {
    override mount() {
      mounts++
    }
    render() {
      return html`<p>${this.live.context.url.search}</p>`
    }
  }

  test('to an entry of another visit of the same page mounts it again', async () => {
    mounts = 0
    const { open } = site({ '/list': Counted })
    const browser = await open('/list')
    await navigate(browser, '/list?page=2', 'traverse', 'own')
    await navigate(browser, '/list', 'traverse')
    expect(addresses(browser)).toEqual([
      ['page', 1, '/list?page=2', 'replace', 0, KEY],
      ['page', 2, '/list', 'replace', 1, KEY],
    ])
    expect(mounts).toBe(2)
  })
})

describe('while a page is made', () => {
  test('the next link takes its place: its mount is aborted, and it never starts', async () => {
    const log: string[] = []
    const slow = deferred()
    class Slow extends LiveView {
      override async mount() {
        this.live.signal.addEventListener('abort', () => log.push('aborted'))
        await slow.promise
      }
      override start() {
        log.push('started')
      }
      override stop() {
        log.push('stopped')
      }
      render() {
        return html`<h1>Slow</h1>`
      }
    }
    const { open, reports } = site({ ...pages, '/slow': Slow })
    const browser = await open('/a')
    await navigate(browser, '/slow')
    await navigate(browser, '/b')
    slow.resolve()
    await settled()
    expect(browser.effects).toEqual([['refused', 1, 'superseded'], ['page', 2, '/b', 'push', 1, KEY], 2])
    expect([log, reports]).toEqual([['aborted'], []])
  })

  test('a redirect of an older event comes too late, and one of a newer event takes its place', async () => {
    const [save, slow] = [deferred(), deferred()]
    class Form extends LiveView {
      async save() {
        await save.promise
        redirect('/saved')
      }
      async leave() {
        await settled()
        redirect('/b')
      }
      render() {
        return html`<button @click=${() => this.save()}></button><button @click=${() => this.leave()}></button>`
      }
    }
    const { open } = site({
      ...pages,
      '/form': Form,
      '/slow': mounting(() => slow.promise),
      '/saved': page('Saved'),
    })
    const browser = await open('/form')
    await browser.click([0, 1, 0])
    await navigate(browser, '/slow')
    save.resolve()
    await settled()
    expect(addresses(browser)).toEqual([])
    await browser.click([0, 1, 1])
    await settled()
    await settled()
    expect(addresses(browser)).toEqual([['page', 3, '/b', 'push', 1, KEY]])
    expect(browser.effects).toContainEqual(['refused', 2, 'superseded'])
    slow.resolve()
  })

  test('a timer leads nowhere; it does when nobody is on the way', async () => {
    const slow = deferred()
    class Slideshow extends LiveView {
      override start() {
        this.live.every(1000, () => this.live.navigate('/b'))
      }
      render() {
        return html`<h1>Slide</h1>`
      }
    }
    const slowly = mounting(() => slow.promise)
    const { open, platform } = site({ ...pages, '/slides': Slideshow, '/slow': slowly })
    const browser = await open('/slides')
    await navigate(browser, '/slow')
    await platform.pass(1000)
    expect(addresses(browser)).toEqual([])
    await navigate(browser, '/slides', 'replace')
    await platform.pass(1000)
    expect(addresses(browser)).toEqual([
      ['page', 2, '/slides', 'replace', 0, KEY],
      ['page', 0, '/b', 'push', 1, KEY],
    ])
    slow.resolve()
  })

  test('the end of the circuit aborts it', async () => {
    let signal: AbortSignal | undefined
    const endless = mounting(({ live }) => {
      signal = live.signal
      return new Promise(() => {})
    })
    const { open } = site({ ...pages, '/endless': endless })
    const browser = await open('/a')
    await navigate(browser, '/endless')
    expect(signal?.aborted).toBe(false)
    await browser.send({ kind: 'leave' })
    expect(signal?.aborted).toBe(true)
  })

  test('the process that ends says that the navigation is interrupted', async () => {
    const { open, circuits } = site({ ...pages, '/endless': mounting(never) })
    const browser = await open('/a')
    await navigate(browser, '/endless')
    await circuits.drain(0)
    expect(browser.effects).toEqual([['interrupted', 1]])
  })

  test('links without end are refused, when the pages before them never come to an end', async () => {
    const { open } = site({ ...pages, '/endless': mounting(never) }, { limits: { queuedEvents: 3 } })
    const browser = await open('/a')
    for (let link = 0; link < 5; link++) await navigate(browser, '/endless')
    expect(browser.effects.slice(2)).toEqual([
      ['refused', 4, 'limited'],
      ['refused', 5, 'limited'],
    ])
  })
})

describe('a page that leads elsewhere', () => {
  test('is followed where it leads, and out of the application', async () => {
    const { open } = site({
      ...pages,
      '/one': mounting(() => redirect('/two')),
      '/two': mounting(() => redirect('/b')),
      '/out': mounting(() => redirect('https://example.com/')),
    })
    const browser = await open('/a')
    await navigate(browser, '/one')
    await navigate(browser, '/out')
    expect(addresses(browser)).toEqual([
      ['page', 1, '/b', 'push', 1, KEY],
      ['load', 'https://example.com/'],
    ])
  })

  test('in a circle ends as a page that failed, at the address that was asked for, and the page lives on', async () => {
    const { open, reports } = site({
      ...pages,
      '/one': mounting(() => redirect('/two')),
      '/two': mounting(() => redirect('/one')),
    })
    const browser = await open('/a')
    await navigate(browser, '/one')
    expect(addresses(browser)).toEqual([['page', 1, '/one', 'push', 1, KEY]])
    expect(lastShown(browser)).toContain('Broken')
    expect(reports).toEqual([expect.stringContaining('redirected more than ten times')])
    await navigate(browser, '/b')
    expect(lastShown(browser)).toContain('"B"')
  })

  test('to nothing is the page for that of its group; what throws is the other, and is reported once', async () => {
    const { open, reports } = site({
      ...pages,
      '/gone': mounting(() => notFound()),
      '/failed': mounting(() => failed('no reason')),
      '/thrown': mounting(() => {
        throw new Error('broken')
      }),
    })
    const browser = await open('/a')
    const shown: string[] = []
    for (const href of ['/gone', '/failed', '/thrown']) {
      await navigate(browser, href)
      shown.push(lastShown(browser))
    }
    expect(shown).toEqual([
      expect.stringContaining('Not here'),
      expect.stringContaining('Broken'),
      expect.stringContaining('Broken'),
    ])
    expect(addresses(browser).map((effect) => Array.isArray(effect) && effect[2])).toEqual([
      '/gone',
      '/failed',
      '/thrown',
    ])
    expect(reports.filter((report) => report.includes('broken'))).toEqual([expect.any(String)])
  })

  test('and has no page of its group for what is wrong is loaded', async () => {
    const thrown = mounting(() => {
      throw new Error('broken')
    })
    const { open } = site(pages, { alone: { '/thrown': thrown } })
    const browser = await open('/a')
    await navigate(browser, '/thrown')
    expect(addresses(browser)).toEqual([['load', '/thrown']])
  })

  test('and that its layout cannot show is loaded, by its path: behind a proxy the host has another name', async () => {
    class Fragile extends Shell {
      override render() {
        if (this.live.context.url.pathname === '/b') throw new Error('broken')
        return super.render()
      }
    }
    const { open } = site(pages, { layouts: [Fragile] })
    const browser = await open('/a')
    await navigate(browser, '/b?page=2')
    expect(addresses(browser).at(-1)).toEqual(['load', '/b?page=2'])
  })

  test('after too long is the page that failed', async () => {
    const { open, platform } = site({ ...pages, '/endless': mounting(never) })
    const browser = await open('/a')
    await navigate(browser, '/endless')
    await platform.pass(30_000)
    expect(addresses(browser)).toEqual([['page', 1, '/endless', 'push', 1, KEY]])
    expect(lastShown(browser)).toContain('Broken')
  })
})
