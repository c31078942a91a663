import { Component, html, LiveView, notFound, redirect, type LiveEvent } from 'overwire'
import { describe, expect, test } from 'vitest'
import type { Content } from '../page/page-services.ts'
import { KEY, addresses, BUTTON, doing, lastShown, mounting, navigate, page, site } from './site.ts'
import { deferred, settled } from './wire-browser.ts'

const pages = { '/a': page('A'), '/b': page('B') }

describe('code of a page leads on', () => {
  test('by redirect(), in place, with the rank of its event', async () => {
    const { open, reports } = site({ ...pages, '/go': doing(() => redirect('/b')) })
    const browser = await open('/go')
    await browser.click(BUTTON)
    await settled()
    expect(browser.effects).toEqual([1, ['page', 1, '/b', 'push', 1, KEY]])
    expect([lastShown(browser).includes('"B"'), reports]).toEqual([true, []])
  })

  test('by redirect() in a mount: what was said before is shown by the page that it leads to', async () => {
    const early = mounting(({ live }) => {
      live.flash('First', 'good')
      redirect('/b')
    })
    const { open } = site({ ...pages, '/early': early })
    const browser = await open('/a')
    await navigate(browser, '/early')
    expect(browser.effects).toEqual([
      ['page', 1, '/b', 'push', 1, KEY],
      ['event', 1],
      ['flash', 'First', 'good'],
      1,
    ])
  })

  test('by notFound(), to the page that stands in its place, at the same address', async () => {
    const { open } = site({ ...pages, '/go': doing(() => notFound()) })
    const browser = await open('/go?q=1')
    await browser.click(BUTTON)
    await settled()
    expect(addresses(browser)).toEqual([['page', 1, '/go?q=1', 'replace', 1, KEY]])
    expect(lastShown(browser)).toContain('Not here')
  })

  test('by navigate(), with an entry in the history of its own or without', async () => {
    const { open } = site({
      ...pages,
      '/go': doing(({ live }) => live.navigate('/b', { history: 'replace' })),
      '/other': doing(({ live }) => live.navigate('https://example.com/')),
    })
    const browser = await open('/go')
    await browser.click(BUTTON)
    await settled()
    await navigate(browser, '/other')
    await browser.click(BUTTON)
    await settled()
    expect(addresses(browser)).toEqual([
      ['page', 1, '/b', 'replace', 1, KEY],
      ['page', 2, '/other', 'push', 1, KEY],
      ['load', 'https://example.com/'],
    ])
  })

  test('from an address that it has only come to, which Back does not lead to then', async () => {
    class Started extends LiveView {
      override start() {
        redirect('/b')
      }
      render() {
        return html`<p></p>`
      }
    }
    class Last extends LiveView {
      override navigated() {
        if (this.live.context.url.search === '?page=99') redirect('/last?page=9')
      }
      render() {
        return html`<p></p>`
      }
    }
    const { open } = site({ ...pages, '/started': Started, '/last': Last })
    const browser = await open('/last')
    await navigate(browser, '/last?page=99')
    await navigate(browser, '/started')
    expect(addresses(browser)).toEqual([
      ['page', 1, '/last?page=99', 'push', 0, KEY],
      ['page', 1, '/last?page=9', 'replace', 0, KEY],
      ['page', 2, '/started', 'push', 1, KEY],
      ['page', 0, '/b', 'replace', 1, KEY],
    ])
  })

  test('to no address that would run a script', async () => {
    const { open, reports } = site({
      ...pages,
      '/go': doing(({ live }) => live.navigate('javascript:alert(1)')),
    })
    const browser = await open('/go')
    await browser.click(BUTTON)
    expect(browser.effects).toEqual([['failed', 1]])
    expect(reports.join()).toContain('was refused')
  })

  test('but not before it has started: a mount redirects', async () => {
    const { open, reports } = site({ ...pages, '/early': mounting(({ live }) => live.navigate('/b')) })
    const browser = await open('/a')
    await navigate(browser, '/early')
    expect(lastShown(browser)).toContain('Broken')
    expect(reports).toEqual([expect.stringContaining('before the view has started')])
  })
})

describe('the search of a page', () => {
  class List extends LiveView {
    page = 1
    override navigated() {
      this.page = Number(this.live.context.url.searchParams.get('page'))
    }
    render() {
      return html`<button @click=${() => this.live.setSearch({ page: this.page + 1, q: 'a b' })}>More</button>
        <button @click=${() => this.live.setSearch({}, { history: 'push' })}>All</button>
        <p>${this.page}</p>`
    }
  }

  test('is set by its code: navigated runs, and the browser is told the address', async () => {
    const { open } = site({ ...pages, '/list': List })
    const browser = await open('/list?page=1')
    await browser.click([0, 1, 0])
    expect(browser.effects).toEqual([1, ['address', '/list?page=2&q=a+b', 'replace']])
    expect(lastShown(browser)).toBe('[0,[0,1,[0,2,2]]]')
    await browser.click([0, 1, 1])
    expect(addresses(browser).at(-1)).toEqual(['address', '/list', 'push'])
  })

  test('that it has already changes nothing', async () => {
    const { open } = site({ ...pages, '/list': doing(({ live }) => live.setSearch({ page: 1 })) })
    const browser = await open('/list?page=1')
    await browser.click(BUTTON)
    expect(browser.effects).toEqual([1])
  })

  test('that it has already takes a change back that is on its way', async () => {
    const thereAndBack = doing(({ live }) => {
      live.setSearch({ filter: 'on' })
      live.setSearch({})
    })
    const { open } = site({ ...pages, '/list': thereAndBack })
    const browser = await open('/list')
    await browser.click(BUTTON)
    expect(browser.effects).toEqual([1])
  })

  test('is that of the newest of several changes', async () => {
    const twice = doing(({ live }) => {
      live.setSearch({ page: 1 })
      live.setSearch({ page: 2 })
    })
    const { open } = site({ ...pages, '/list': twice })
    const browser = await open('/list')
    await browser.click(BUTTON)
    expect(addresses(browser)).toEqual([['address', '/list?page=2', 'replace']])
  })
})

describe('when the user has gone on', () => {
  test('a handler of the page that is left is aborted; what it does goes nowhere, and its outcome is told', async () => {
    const work = deferred()
    let aborted = false
    class Working extends LiveView {
      async work(event: LiveEvent) {
        event.signal.addEventListener('abort', () => (aborted = true))
        await work.promise
        this.live.flash('done')
        this.live.setSearch({ late: 1 })
        event.reset()
        redirect('/a')
      }
      render() {
        return html`<button @click=${(event: LiveEvent) => this.work(event)}>Work</button>`
      }
    }
    const { open, reports } = site({ ...pages, '/work': Working })
    const browser = await open('/work')
    await browser.click(BUTTON)
    await navigate(browser, '/b')
    work.resolve()
    await settled()
    expect(browser.effects).toEqual([['page', 2, '/b', 'push', 1, KEY], 2, 1])
    expect([aborted, reports]).toEqual([true, []])
  })

  test('an action that was asked for on the page that is left does nothing to the next one', async () => {
    const work = deferred()
    let aborted = false
    const { open } = site(pages, {
      action: async ({ run, target }) => {
        run.event.signal.addEventListener('abort', () => (aborted = true))
        await work.promise
        await run.now(() => target.effect(['replace', '#list', 'now']))
        run.atEnd(() => target.effect(['replace', '#list', 'at the end']))
        return undefined
      },
    })
    const browser = await open('/a')
    await browser.click('work')
    await navigate(browser, '/b')
    work.resolve()
    await settled()
    expect(browser.effects).toEqual([['page', 2, '/b', 'push', 1, KEY], 2, 1])
    expect(aborted).toBe(true)
  })

  test('an event for a part of the page that is left is gone, though the new one has the same part there', async () => {
    let clicks = 0
    const Counter = doing(() => clicks++)
    const { open } = site({ ...pages, '/articles/:id': Counter })
    const browser = await open('/articles/1')
    browser.sendEvent('/articles/2', 'navigate', { data: { how: 'push' } })
    await settled()
    await browser.click(BUTTON, 0)
    expect([browser.effects.at(-1), clicks]).toEqual([['refused', 2, 'gone'], 0])
    await browser.click(BUTTON)
    expect([browser.effects.at(-1), clicks]).toEqual([3, 1])
  })

  test('a handler of the layout goes on: it is not aborted, and shows what it does', async () => {
    const work = deferred()
    let aborted = false
    class Player extends Component<Content> {
      song = 'silence'
      async play(event: LiveEvent) {
        event.signal.addEventListener('abort', () => (aborted = true))
        await work.promise
        this.song = 'music'
      }
      render() {
        return html`<button @click=${(event: LiveEvent) => this.play(event)}>${this.song}</button>${this.props.content}`
      }
    }
    const { open } = site(pages, { layouts: [Player] })
    const browser = await open('/a')
    await browser.click([0, 0])
    await navigate(browser, '/b')
    work.resolve()
    await settled()
    expect([browser.effects, aborted]).toEqual([[['page', 2, '/b', 'push', 1, KEY], 2, 1], false])
    expect(lastShown(browser)).toBe('[0,[0,1,"music"]]')
  })
})

describe('sockets', () => {
  test('a browser that comes back is sent the page that it missed, and stays where it is', async () => {
    const { open } = site({ ...pages, '/where': doing(({ live }) => live.flash(live.context.url.pathname)) })
    const browser = await open('/a')
    browser.sendEvent('/where', 'navigate', { data: { how: 'push' } })
    browser.cut()
    await settled()
    expect(browser.frames).toEqual([])
    await browser.comeBack()
    expect(addresses(browser)).toEqual([['page', 1, '/where', 'push', 1, KEY]])
    await browser.click(BUTTON)
    expect(browser.effects).toContainEqual(['flash', '/where', 'info'])
  })

  test('a browser that joins while its user is on the way is led there', async () => {
    const { open } = site(pages)
    expect(addresses(await open('/a', '/b'))).toEqual([['page', 0, '/b', 'replace', 1, KEY]])
    expect(addresses(await open('/a', '/nowhere'))).toEqual([['load', '/nowhere']])
    expect(addresses(await open('/a?q=1', '/a?q=1'))).toEqual([])
  })
})
