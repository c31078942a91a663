import { Component, component, html, LiveView, type TemplateResult } from 'overwire'
import { describe, expect, test } from 'vitest'
import type { MountableClass } from '../../src/page/component-instance.ts'
import { Page, type AddressChange } from '../../src/page/page.ts'
import type { Visit } from '../../src/page/visit.ts'
import { renderHtml } from '../../src/template/output/render-html.ts'
import { deferred } from '../circuit/wire-browser.ts'
import { CONTEXT, FOLLOWER, pageServices, visitOf, type Content } from './page-services.ts'

const CHANGE: AddressChange = { event: 3, effect: ['page', 3, '/b', 'push', 1, 'key'] }

/** What happened, in order. */
let log: string[] = []

/** A class of layouts that counts its renders and shows where the page is. */
function layout(name: string): MountableClass {
  return class extends Component<Content> {
    static id = name
    opened = 0
    override mount() {
      log.push(`${name} mounts`)
    }
    override start() {
      log.push(`${name} starts`)
    }
    override stop() {
      log.push(`${name} stops`)
    }
    render() {
      return html`<nav>${name} ${this.live.context.url.pathname} ${this.opened}</nav><main>${this.props.content}</main>`
    }
  }
}

function view(name: string, extra: () => TemplateResult | null = () => null): MountableClass {
  return class extends LiveView {
    static id = name
    override mount() {
      log.push(`${name} mounts`)
    }
    override start() {
      log.push(`${name} starts`)
    }
    override stop() {
      log.push(`${name} stops`)
    }
    render() {
      return html`<h1>${name} ${this.live.context.url.pathname}</h1>${extra()}`
    }
  }
}

const Shell = layout('Shell')
const Section = layout('Section')
const A = view('A')
const B = view('B')

function at(pathname: string, type: MountableClass, layouts: readonly MountableClass[] = [Shell]): Visit {
  const context = { ...CONTEXT, url: new URL(pathname, CONTEXT.url) }
  return visitOf(type, { pattern: pathname, layouts, context })
}

/** A page that a socket follows. */
async function livePage(visit: Visit): Promise<{ page: Page; reports: string[] }> {
  log = []
  const { services, reports } = pageServices()
  const page = new Page(services, CONTEXT)
  await page.mountVisit(visit)
  page.follow(FOLLOWER)
  return { page, reports }
}

async function go(page: Page, visit: Visit): Promise<void> {
  const prepared = page.prepare(visit)
  await prepared.ready
  page.show(prepared, CHANGE)
  page.render(() => {})
  // What started may have changed something.
  page.render(() => {})
}

function shown(page: Page): string {
  return page.runtime.trees.map(({ node }) => renderHtml(node).replaceAll('<!---->', '')).join('')
}

describe('a page of a route', () => {
  test('shows its layouts, each in the one before, and its view in the innermost', async () => {
    const { page } = await livePage(at('/a', A, [Shell, Section]))
    expect(shown(page)).toBe(
      '<nav>Shell /a 0</nav><main><nav>Section /a 0</nav><main><h1>A /a</h1></main></main>',
    )
    expect(log).toEqual([
      ...['Shell mounts', 'Section mounts', 'A mounts'],
      ...['Shell starts', 'Section starts', 'A starts'],
    ])
  })

  test('rejects with what the mount of its view throws, though a layout stands around it', async () => {
    const Broken = class extends LiveView {
      override mount() {
        throw new Error('broken')
      }
      render() {
        return html`<p></p>`
      }
    }
    const page = new Page(pageServices().services, CONTEXT)
    await expect(page.mountVisit(at('/a', Broken))).rejects.toThrow('broken')
  })

  test('refuses a layout that shows its content twice', async () => {
    const Twice = class extends Component<Content> {
      render() {
        return html`<i>${this.props.content}</i><b>${this.props.content}</b>`
      }
    }
    const page = new Page(pageServices().services, CONTEXT)
    await expect(page.mountVisit(at('/a', A, [Twice]))).rejects.toThrow(
      expect.objectContaining({ code: 'content-twice' }),
    )
  })
})

describe('going to another page', () => {
  test('keeps the layouts that both have, with their state, and renders them at the new address', async () => {
    const { page } = await livePage(at('/a', A, [Shell, Section]))
    const before = page.instances.slice(0, 2)
    Object.assign(before[0]?.component ?? {}, { opened: 7 })
    await go(page, at('/b', B, [Shell, Section]))
    expect(page.instances.slice(0, 2)).toEqual(before)
    expect(shown(page)).toBe(
      '<nav>Shell /b 7</nav><main><nav>Section /b 0</nav><main><h1>B /b</h1></main></main>',
    )
  })

  test('stops what is left, then starts what is new, once each, and nothing before it is shown', async () => {
    const { page } = await livePage(at('/a', A, [Shell, Section]))
    log = []
    const prepared = page.prepare(at('/b', B))
    await prepared.ready
    expect(log).toEqual(['B mounts'])
    page.show(prepared, CHANGE)
    page.render(() => {})
    expect(log).toEqual(['B mounts', 'Section stops', 'A stops', 'B starts'])
  })

  test('with other layouts replaces the root, and back again', async () => {
    const { page } = await livePage(at('/a', A))
    await go(page, at('/b', B, []))
    expect(shown(page)).toBe('<h1>B /b</h1>')
    expect(log.slice(-4)).toEqual(['B mounts', 'Shell stops', 'A stops', 'B starts'])
    await go(page, at('/a', A))
    expect(shown(page)).toBe('<nav>Shell /a 0</nav><main><h1>A /a</h1></main>')
    expect(page.dirty).toBe(false)
  })

  test('shows a new layout in one that stays', async () => {
    const { page } = await livePage(at('/a', A))
    await go(page, at('/b', B, [Shell, Section]))
    expect(shown(page)).toContain('<nav>Shell /b 0</nav><main><nav>Section /b 0</nav><main><h1>B /b</h1>')
    expect(log.slice(-3)).toEqual(['A stops', 'Section starts', 'B starts'])
  })

  test('to the same view is another visit', async () => {
    const { page } = await livePage(at('/a', A))
    await go(page, at('/a', A))
    expect(log.slice(-3)).toEqual(['A mounts', 'A stops', 'A starts'])
  })

  test('tells the browser the page before all else, once', async () => {
    const { page } = await livePage(at('/a', A))
    await go(page, at('/b', B))
    expect([page.runtime.takeAddressChanges(), page.runtime.takeAddressChanges()]).toEqual([
      [CHANGE.effect],
      [],
    ])
  })

  test('gives each view the context of its own visit while both are there', async () => {
    const { page } = await livePage(at('/a', A))
    const [, first] = page.instances
    const prepared = page.prepare(at('/b', B))
    await prepared.ready
    const path = (): (string | undefined)[] =>
      [first, prepared.instance].map((each) => each?.component.live.context.url.pathname)
    expect(path()).toEqual(['/a', '/b'])
    page.show(prepared, CHANGE)
    page.render(() => {})
    expect(path()).toEqual(['/a', '/b'])
  })

  test('starts the components of the new page too, and stops those of the one before', async () => {
    const part = (name: string) =>
      class extends Component {
        override start() {
          log.push(`${name} starts`)
        }
        override stop() {
          log.push(`${name} stops`)
        }
        render() {
          return html`<i>${name}</i>`
        }
      }
    const [One, Two] = [part('one'), part('two')]
    const { page } = await livePage(
      at(
        '/a',
        view('A', () => html`${component(One)}`),
      ),
    )
    log = []
    await go(
      page,
      at(
        '/b',
        view('B', () => html`${component(Two)}`),
      ),
    )
    expect(log).toEqual(['B mounts', 'A stops', 'one stops', 'B starts', 'two starts'])
    expect(shown(page)).toContain('<i>two</i>')
  })
})

describe('what a page that is left still does', () => {
  test('reaches nothing: no effect, no title, no render, no other page', async () => {
    class Busy extends LiveView {
      count = 0
      render() {
        return html`<h1>${this.count}</h1>`
      }
    }
    const { page } = await livePage(at('/a', Busy))
    const busy = page.instances[1]?.component as Busy
    await go(page, at('/b', B))
    page.runtime.effects.take()
    busy.count++
    busy.update()
    busy.live.flash('late')
    busy.live.title = 'late'
    expect([page.dirty, page.runtime.effects.size, page.runtime.document.title]).toEqual([
      false,
      0,
      undefined,
    ])
    expect(busy.live.signal.aborted).toBe(true)
  })
})

describe('a page that is prepared', () => {
  test('sends its title and messages when it is shown, and nothing before', async () => {
    class Titled extends LiveView {
      override mount() {
        this.live.title = 'B'
        this.live.flash('Welcome')
      }
      render() {
        return html`<p></p>`
      }
    }
    const { page } = await livePage(at('/a', A))
    const prepared = page.prepare(at('/b', Titled))
    await prepared.ready
    expect(page.runtime.effects.size).toBe(0)
    page.show(prepared, CHANGE)
    page.render(() => {})
    expect(page.runtime.effects.texts).toEqual(['["flash","Welcome","info"]', '["title","B"]'])
  })

  test('and is discarded aborts its signals, and calls no stop', async () => {
    const loading = deferred()
    let signal: AbortSignal | undefined
    class Slow extends LiveView {
      override async mount() {
        signal = this.live.signal
        await loading.promise
      }
      override stop() {
        log.push('Slow stops')
      }
      render() {
        return html`<p></p>`
      }
    }
    const { page, reports } = await livePage(at('/a', A))
    log = []
    const prepared = page.prepare(at('/b', Slow))
    prepared.discard()
    loading.resolve()
    await expect(prepared.ready).rejects.toThrow('The page has ended.')
    expect([signal?.aborted, prepared.state, log, reports]).toEqual([true, 'discarded', [], []])
    expect(shown(page)).toContain('A /a')
  })

  test('shows what its loads have fetched meanwhile', async () => {
    let count = 1
    class Loading extends LiveView {
      count = this.live.load(() => count)
      render() {
        return html`<p>${this.count.value}</p>`
      }
    }
    const { page } = await livePage(at('/a', A))
    const prepared = page.prepare(at('/b', Loading))
    await prepared.ready
    count = 2
    await (prepared.instance.component as Loading).count.reload()
    page.show(prepared, CHANGE)
    page.render(() => {})
    expect(shown(page)).toContain('<p>2</p>')
  })

  test('brings the rows of its streams', async () => {
    class Feed extends LiveView {
      rows = this.live.stream(
        (text: string) => text,
        (text) => html`<li>${text}</li>`,
      )
      override mount() {
        this.rows.append('one')
      }
      render() {
        return html`<ul>${this.rows}</ul>`
      }
    }
    const { page } = await livePage(at('/a', A))
    await go(page, at('/b', Feed))
    expect(shown(page)).toContain('<li>one</li>')
    const feed = page.instances[1]?.component as Feed
    feed.rows.append('two')
    expect(page.runtime.effects.size).toBe(1)
  })

  test('fits no longer when the layouts that it was made for have gone', async () => {
    const { page } = await livePage(at('/a', A, [Shell, Section]))
    const prepared = page.prepare(at('/b', B, [Shell, Section]))
    await prepared.ready
    expect(page.fits(prepared)).toBe(true)
    await go(page, at('/c', A, [Shell]))
    expect(page.fits(prepared)).toBe(false)
  })
})

describe('when no frame can be sent', () => {
  test('of two pages that are shown one after the other only the last is ever seen', async () => {
    const { page } = await livePage(at('/a', A))
    log = []
    for (const visit of [at('/b', B, [Shell, Section]), at('/c', view('C'), [Shell, Section])]) {
      const prepared = page.prepare(visit)
      await prepared.ready
      page.show(prepared, CHANGE)
    }
    page.render(() => {})
    expect(shown(page)).toBe(
      '<nav>Shell /c 0</nav><main><nav>Section /c 0</nav><main><h1>C /c</h1></main></main>',
    )
    expect(log.filter((line) => /s(?:tarts|tops)$/.test(line))).toEqual([
      'A stops',
      'Section starts',
      'C starts',
    ])
    page.stop()
  })
})

describe('the same page with another search', () => {
  class Filtered extends LiveView {
    override navigated(previous: object) {
      log.push(`navigated from ${JSON.stringify(previous)} to ${this.live.context.url.search}`)
    }
    render() {
      return html`<p>${this.live.context.url.search}</p>`
    }
  }

  test('runs navigated with the search before, and renders all that shows the address', async () => {
    const { page } = await livePage(at('/a?page=1', Filtered))
    const visit = at('/a?page=2', Filtered)
    log = []
    page.moveTo({ ...visit, context: { ...visit.context, search: { page: '2' } } }, CHANGE)
    page.render(() => {})
    expect(log).toEqual(['navigated from {} to ?page=2'])
    expect(shown(page)).toContain('<p>?page=2</p>')
  })
})

describe('a layout', () => {
  test('keeps the page that it shows when it shows it in another place', async () => {
    class Toggling extends Component<Content> {
      wide = false
      render() {
        return this.wide
          ? html`<article>${this.props.content}</article>`
          : html`<aside>${this.props.content}</aside>`
      }
    }
    const { page } = await livePage(at('/a', A, [Toggling]))
    const [toggling, inner] = page.instances
    Object.assign(toggling?.component ?? {}, { wide: true })
    toggling?.component.update()
    page.render(() => {})
    expect(shown(page)).toBe('<article><h1>A /a</h1></article>')
    expect([page.instances[1] === inner, log.includes('A stops')]).toEqual([true, false])
  })

  test('that cannot render at the new address has the browser load it', async () => {
    let broken = false
    class Breaking extends Component<Content> {
      render() {
        if (broken) throw new Error('broken')
        return html`<main>${this.props.content}</main>`
      }
    }
    const { page, reports } = await livePage(at('/a', A, [Breaking]))
    broken = true
    await go(page, at('/b', B, [Breaking]))
    expect(page.runtime.effects.texts).toEqual(['["load","/b"]'])
    expect(reports).toEqual([expect.stringContaining('broken')])
  })
})

describe('a record', () => {
  test('of a page that has moved is of the page that it moved to', async () => {
    class Counting extends LiveView {
      count = 0
      render() {
        return html`<p>${this.count} ${this.live.context.url.pathname}</p>`
      }
    }
    const { page } = await livePage(at('/a', A))
    const visit = at('/b', Counting)
    await go(page, visit)
    Object.assign(page.instances[1]?.component ?? {}, { count: 5 })
    page.instances[1]?.component.update()
    page.render(() => {})
    const again = await Page.restore(page.services, visit.context, page.plan, page.record() ?? '')
    expect(shown(again)).toBe('<nav>Shell /b 0</nav><main><p>5 /b</p></main>')
    expect(again.visit?.pattern).toBe('/b')
    again.follow(FOLLOWER)
    await go(again, at('/c', A))
    expect(shown(again)).toBe('<nav>Shell /c 0</nav><main><h1>A /c</h1></main>')
  })
})
