import {
  Component,
  createApp,
  gate,
  html,
  notFound,
  redirect,
  type App,
  type Layout,
  type LayoutProps,
  type TemplateResult,
} from 'overwire'
import { visit } from 'overwire/testing'
import { describe, expect, test } from 'vitest'
import { Browser, type LoadedPage } from './browser.ts'
import { createLog } from './log.ts'
import { Broken, Counter, Missing } from './site-views.ts'
import { startSite, textOf } from './site.ts'

class Shell extends Component<LayoutProps> {
  open = false
  render(): TemplateResult {
    return html`<button id="menu" @click=${() => (this.open = !this.open)}>Menu ${this.open ? 'open' : 'closed'}</button>
      <main>${this.props.content}</main>`
  }
}

async function pageOf(
  add: (app: App) => void,
  path: string = '/',
): Promise<LoadedPage & { lines: string[] }> {
  await using site = await startSite(add)
  return { ...(await new Browser().load(site.url + path)), lines: site.log.lines }
}

describe('layouts', () => {
  test('stand around the page in the first response, the outermost first', async () => {
    const section = ({ content, live }: LayoutProps & { live: Component['live'] }): TemplateResult =>
      html`<section>${live.context.params['id']}: ${content}</section>`
    const page = await pageOf(
      (app) =>
        app.group({ layout: Shell }, (group) =>
          group.group({ layout: section }, (inner) => inner.live('/articles/:id', Counter)),
        ),
      '/articles/2',
    )
    expect(page.status).toBe(200)
    expect(page.html.replaceAll(/<!--.*?-->/g, '')).toMatch(
      /<div data-live-root="0" data-live-key="\w+"><button id="menu">Menu closed<\/button>\s*<main><section>2: <h1>0<\/h1>\s*<button>Add<\/button><\/section><\/main><\/div>/,
    )
    expect(page.html.match(/data-live-root=/g)).toHaveLength(1)
  })

  test('and what is in them are live', async () => {
    const app = createApp({ logger: createLog() }).group({ layout: Shell }, (group) =>
      group.live('/', Counter),
    )
    await using user = await visit(app, '/')
    await user.click('Add')
    await user.click('Menu closed')
    await user.click('Add')
    expect(user.text('h1')).toBe('2')
    expect(user.text('#menu')).toBe('Menu open')
    expect(user.errors).toEqual([])
  })

  test('are made again with the page in a process that does not hold it', async () => {
    const add = (app: App): unknown => app.group({ layout: Shell }, (group) => group.live('/', Counter))
    await using one = await startSite(add)
    await using other = await startSite(add)
    const browser = new Browser()
    const page = await browser.load(one.url)
    await using line = await browser.connect(other.url)
    line.join(page.token)
    expect((await line.next('joined')).roots).toEqual([[0, 'shape', expect.anything()]])
  })

  test('may lead elsewhere', async () => {
    class Closed extends Shell {
      override mount(): void {
        redirect('/closed')
      }
    }
    const page = await pageOf((app) => app.group({ layout: Closed }, (group) => group.live('/', Counter)))
    expect([page.status, page.headers.get('location')]).toEqual([303, '/closed'])
  })
})

test('a gate that turns a visitor away shows the error page around its group, as its own layout is not for them', async () => {
  const none = gate(() => notFound())
  const secret: Layout = ({ content }) => html`secret ${content}`
  const page = await pageOf((app) =>
    app.group({ layout: Shell, notFound: Missing }, (group) =>
      group.group({ layout: secret, gate: none, notFound: Missing }, (inner) => inner.live('/', Counter)),
    ),
  )
  expect([page.status, textOf(page)]).toEqual([404, 'Menu closed Nothing at / Asked 0'])
})

describe('an error page', () => {
  test('stands in the layouts of its group, and both are live', async () => {
    class Lost extends Counter {
      override mount(): void {
        notFound()
      }
    }
    const app = createApp({ logger: createLog() }).group({ layout: Shell, notFound: Missing }, (group) =>
      group.group({ layout: ({ content }) => html`inner ${content}` }, (inner) => inner.live('/', Lost)),
    )
    await using user = await visit(app, '/')
    expect(user.text('main')).toBe('Nothing at / Asked 0')
    await user.click('Asked 0')
    await user.click('Menu closed')
    expect([user.text('main'), user.text('#menu')]).toEqual(['Nothing at / Asked 1', 'Menu open'])
  })

  test('stands where the layout itself fails, in the layouts around it', async () => {
    class Failing extends Component<LayoutProps> {
      render(): TemplateResult {
        return fail()
      }
    }
    const page = await pageOf((app) =>
      app.group({ layout: Shell, failed: Broken }, (group) =>
        group.group({ layout: Failing, failed: Broken }, (inner) => inner.live('/', Counter)),
      ),
    )
    expect([page.status, textOf(page)]).toEqual([500, 'Menu closed Broken'])
  })
})

function fail(): never {
  throw new Error('it fails')
}
