import {
  Component,
  failed,
  gate,
  html,
  LiveView,
  notFound,
  redirect,
  route,
  type App,
  type LayoutProps,
  type TemplateResult,
} from 'overwire'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Effect } from '../../src/protocol/messages.ts'
import { appWith, settled, WireBrowser } from './wire-browser.ts'
import { KEY } from './site.ts'

/** Counts how often it was made, and what it was clicked. */
class Shell extends Component<LayoutProps> {
  static mounts = 0
  clicks = 0
  override mount(): void {
    Shell.mounts++
  }
  render(): TemplateResult {
    return html`<button @click=${() => this.clicks++}>${this.clicks}</button>
      <nav>${this.live.context.url.pathname}</nav>
      <main>${this.props.content}</main>`
  }
}

/** Where the button of the layout is, and that of the page in it. */
const MENU = [0, 0]
const BUTTON = [0, 3, 0]

class Home extends LiveView {
  render(): TemplateResult {
    return html`<button @click=${() => this.leave()}>Home</button>`
  }
  leave(): unknown {
    return undefined
  }
}

class Missing extends LiveView {
  render(): TemplateResult {
    return html`<h1>Missing ${this.live.context.url.search}</h1>`
  }
}

class Broken extends LiveView {
  render(): TemplateResult {
    return html`<h1>Broken</h1>`
  }
}

const articles = route('/articles/:id', { search: z.object({ page: z.coerce.number().default(1) }) })
class Article extends LiveView<typeof articles> {
  override mount(): void {
    if (this.params.id === 'none') notFound()
    if (this.params.id === 'fails') throw new Error('it fails')
    if (this.params.id === 'closed') failed('closed today')
  }
  render(): TemplateResult {
    return html`<h1>${this.params.id} at ${this.live.search.page}</h1>`
  }
}

/** An application whose pages are in one group, and a browser at `/home`. */
async function opened(
  add: (group: Parameters<Parameters<App['group']>[1]>[0]) => unknown = () => {},
  home: new () => Home = Home,
): Promise<{ browser: WireBrowser; reports: string[]; app: App }> {
  const { app, reports } = appWith(Missing)
  app.group({ layout: Shell, notFound: Missing, failed: Broken }, (group) => {
    add(group.live('/home', home).live(articles, Article))
  })
  Shell.mounts = 0
  return { app, reports, browser: await WireBrowser.open(app, '/home') }
}

async function go(browser: WireBrowser, href: string): Promise<void> {
  browser.sendEvent(href, 'navigate', { data: { how: 'push' } })
  for (let turn = 0; turn < 5; turn++) await settled()
}

/** What the newest frame that changes something changes. */
function shown(browser: WireBrowser): string {
  return JSON.stringify(browser.frames.findLast(({ difference }) => difference !== 0)?.difference)
}

/** The effects that say where the browser is, in order. */
function addresses(browser: WireBrowser): Effect[] {
  return browser.effects.filter(
    (effect) => typeof effect === 'object' && ['page', 'address', 'load'].includes(effect[0]),
  )
}

describe('from one page of a group to another', () => {
  test('the root gets the key that it has in a response, by which it is found when it is made again', async () => {
    const { app, browser } = await opened()
    await go(browser, '/articles/2')
    const { html: response } = await WireBrowser.load(app, '/articles/2')
    const key = /data-live-key="(\w+)"/.exec(response)?.[1]
    expect(key).toBeDefined()
    expect(addresses(browser)).toEqual([['page', 1, '/articles/2', 'push', 1, key]])
  })

  test('the layout stays the same with its state, and only what differs is sent', async () => {
    const { browser } = await opened()
    await browser.click(MENU)
    await go(browser, '/articles/2?page=3')
    expect(browser.frames).toHaveLength(2)
    expect(browser.frames[1]?.difference).toEqual([0, [0, 2, '/articles/2', 3, expect.anything()]])
    expect(browser.frames[1]?.effects).toEqual([['page', 2, '/articles/2?page=3', 'push', 1, KEY], 2])
    expect(shown(browser)).toMatch(/"2","3"|"2",3/)
    await browser.click(MENU)
    expect(browser.frames[2]?.difference).toEqual([0, [0, 1, 2]])
    expect(Shell.mounts).toBe(1)
  })

  test('a layout that is a function stays, too', async () => {
    const frame = ({ content }: LayoutProps): TemplateResult => html`<p>frame</p>${content}`
    const { browser } = await opened((group) => {
      group.group({ layout: frame }, (inner) => inner.live('/one', Missing))
      group.group({ layout: frame }, (inner) => inner.live('/two', Broken))
    })
    await go(browser, '/one')
    await go(browser, '/two')
    // In part 3 of the shell, part 0 of the frame holds another template.
    expect(browser.frames[1]?.difference).toEqual([0, [0, 2, '/two', 3, [0, 0, [expect.any(Number)]]]])
  })

  test('out of the group replaces the layout', async () => {
    const { browser } = await opened()
    await go(browser, '/')
    expect(addresses(browser)).toEqual([['page', 1, '/', 'push', 1, KEY]])
    await go(browser, '/home')
    expect(Shell.mounts).toBe(2)
  })
})

describe('the page for errors of a group takes the place of a page that is live', () => {
  test.each([
    ['calls notFound() in mount', '/articles/none', 'Missing', []],
    ['has a search that does not fit', '/articles/2?page=x', 'Missing', []],
    ['throws in mount', '/articles/fails', 'Broken', ['it fails']],
    ['calls failed() in mount', '/articles/closed', 'Broken', ['closed today']],
    ['has a gate that calls notFound()', '/none', 'Missing', []],
    ['has a gate that throws', '/broken', 'Broken', ['the gate fails']],
  ] as const)('when the next one %s', async (_, href, text, logged) => {
    const { browser, reports } = await opened((group) => {
      group.live(route('/none', { gate: gate(() => notFound()) }), Home)
      group.live(route('/broken', { gate: gate(() => fail('the gate fails')) }), Home)
    })
    await go(browser, href)
    expect(addresses(browser)).toEqual([['page', 1, href, 'push', 1, KEY]])
    expect(browser.effects).toContain(1)
    expect(JSON.stringify(browser.frames)).toContain(text)
    expect(reports).toHaveLength(logged.length)
    for (const line of logged) expect(reports.join()).toContain(line)
    await browser.click(MENU)
    expect(browser.effects).toContain(2)
    await go(browser, '/articles/2')
    expect(addresses(browser).at(-1)).toEqual(['page', 3, '/articles/2', 'push', 1, KEY])
    expect(Shell.mounts).toBe(1)
  })

  test('when a handler calls notFound() or failed()', async () => {
    for (const [leave, text] of [
      [() => notFound(), 'Missing'],
      [() => failed('closed'), 'Broken'],
    ] as const) {
      const { browser } = await opened(
        () => {},
        class extends Home {
          override leave(): unknown {
            return leave()
          }
        },
      )
      await browser.click(BUTTON)
      await settled()
      expect(JSON.stringify(browser.frames)).toContain(text)
      expect(
        addresses(browser).filter((effect) => typeof effect === 'object' && effect[0] === 'load'),
      ).toEqual([])
      expect(Shell.mounts).toBe(1)
    }
  })
})

describe('gates on the way to a page', () => {
  test('lead elsewhere in place, and what they find is in the context of the page', async () => {
    const known = gate(({ cookies }) => ({ visitor: cookies['live_visitor'] ?? redirect('/') }))
    const mine = route('/mine', { gate: known })
    class Mine extends LiveView<typeof mine> {
      render(): TemplateResult {
        return html`<p>${this.live.context.visitor.length} characters</p>`
      }
    }
    const { browser } = await opened((group) => {
      group.live(mine, Mine)
      group.live(route('/members', { gate: gate(() => redirect('/articles/7#top')) }), Home)
    })
    await go(browser, '/mine')
    expect(shown(browser)).toMatch(/"22"|22/)
    await go(browser, '/members')
    expect(addresses(browser)).toEqual([
      ['page', 1, '/mine', 'push', 1, KEY],
      ['page', 2, '/articles/7#top', 'push', 1, KEY],
    ])
  })

  test('that lead in a circle end in the page for errors, at the address that was asked for', async () => {
    const round = gate(({ url }) => redirect(url.pathname === '/a' ? '/b' : '/a'))
    const { browser, reports } = await opened((group) => {
      group.live(route('/a', { gate: round }), Home).live(route('/b', { gate: round }), Home)
    })
    await go(browser, '/a')
    expect(addresses(browser)).toEqual([['page', 1, '/a', 'push', 1, KEY]])
    expect(JSON.stringify(browser.frames)).toContain('Broken')
    expect(reports).toHaveLength(1)
    await browser.click(MENU)
    expect(browser.effects).toContain(2)
  })

  test('are asked again, for the page that is shown by then, when the socket comes back', async () => {
    let state: 'open' | 'closed' = 'open'
    const closing = gate(() => (state === 'closed' ? notFound() : undefined))
    const { browser } = await opened((group) => group.live(route('/members', { gate: closing }), Home))
    await go(browser, '/members')
    browser.cut()
    await browser.rejoin(1)
    expect(browser.received.at(-1)?.kind).toBe('rejoined')
    state = 'closed'
    browser.cut()
    await browser.rejoin(1)
    expect(browser.received.at(-1)).toEqual({ kind: 'refused', code: 'circuit-ended' })
  })
})

test('addresses that lead to no view are loaded', async () => {
  const { browser, app } = await opened()
  app.page('/document', () => html`<p>document</p>`)
  app.handle('GET', '/report.csv', () => new Response('a,b'))
  for (const href of ['/document', '/report.csv', '/nowhere', '//evil.example']) await go(browser, href)
  expect(addresses(browser)).toEqual([
    ['load', '/document'],
    ['load', '/report.csv'],
    ['load', '/nowhere'],
    ['load', '/evil.example'],
  ])
})

function fail(message: string): never {
  throw new Error(message)
}
