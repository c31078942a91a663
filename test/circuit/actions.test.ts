import { Component, html, type TemplateResult } from 'overwire'
import { describe, expect, test } from 'vitest'
import { appWith, deferred, WireBrowser, LiveView, settled } from './wire-browser.ts'

class Empty extends LiveView {
  render(): TemplateResult {
    return html`<p>Nothing</p>`
  }
}

test('operations before a component that must load come in its frame, with the new address', async () => {
  const loaded = deferred<string>()
  class Panel extends Component {
    text = this.live.load(() => loaded.promise)
    render(): TemplateResult {
      return html`<b>${this.text.value}</b>`
    }
  }
  const { app } = appWith(Empty)
  app.action('open', (page) => {
    page.replace('#list', 'marked')
    page.mount('#panel', Panel)
    page.url('/panel')
  })
  const browser = await WireBrowser.open(app)
  await browser.click('open')
  expect(browser.effects).not.toContainEqual(['replace', '#list', 'marked'])

  loaded.resolve('here')
  await settled()

  const [frame, ...others] = browser.frames.filter(({ effects }) => effects.some((effect) => effect === 1))
  expect(frame?.effects).toEqual([
    ['event', 1],
    ['replace', '#list', 'marked'],
    ['mount', '#panel', 1, [expect.any(Number), 'here']],
    ['url', '/panel', 'push'],
    1,
  ])
  expect(others).toEqual([])
})

test('operations of an action come in one frame when they take more than a frame usually does', async () => {
  const { app } = appWith(Empty)
  const selectors = ['#a', '#b', '#c', '#d']
  app.action('fill', (page) => {
    for (const selector of selectors) page.replace(selector, 'x'.repeat(30_000))
  })
  const browser = await WireBrowser.open(app)
  await browser.click('fill')
  const filled = browser.frames.map(({ effects }) =>
    effects.flatMap((effect) => (Array.isArray(effect) && effect[0] === 'replace' ? [effect[1]] : [])),
  )
  expect(filled.filter((each) => each.length > 0)).toEqual([selectors])
})

test('what is queued behind an action that mounts keeps its place behind it', async () => {
  const loaded = deferred()
  class Panel extends Component {
    wait = this.live.load(() => loaded.promise)
    render(): TemplateResult {
      return html`<b>Panel</b>`
    }
  }
  const { app } = appWith(Empty)
  app.action('open', (page) => {
    page.title('first')
    page.mount('#panel', Panel)
  })
  app.action('name', (page) => page.title('second'))
  const browser = await WireBrowser.open(app)
  await browser.click('open')
  await browser.click('name')

  loaded.resolve()
  await settled()

  expect(browser.effects).toEqual([
    ['event', 1],
    ['title', 'first'],
    ['mount', '#panel', 1, expect.any(Array)],
    1,
    ['event', 2],
    ['title', 'second'],
    2,
  ])
})

describe('flush', () => {
  class Fragile extends Component {
    override async mount() {
      await settled()
      throw new Error('no panel')
    }
    render(): TemplateResult {
      return html`<b>Panel</b>`
    }
  }

  test('makes an action fail when what it mounts fails', async () => {
    const { app } = appWith(Empty)
    app.action('open', async (page) => {
      page.mount('#panel', Fragile)
      await page.flush()
    })
    const browser = await WireBrowser.open(app)
    await browser.click('open')
    await settled()
    await settled()
    expect(browser.effects).toEqual([['failed', 1]])
  })

  test('sends nothing more of an action whose time is over', async () => {
    const gate = deferred()
    const { app, platform } = appWith(Empty)
    app.action('slow', async (page) => {
      await gate.promise
      page.replace('#list', 'too late')
      page.join('room')
      await page.flush()
    })
    const browser = await WireBrowser.open(app)
    await browser.click('slow')
    await platform.pass(30_000)
    gate.resolve()
    await settled()
    app.to('room').title('not a member')
    await settled()
    expect(browser.effects).toEqual([['failed', 1]])
  })

  test('rejects with what cannot be sent, and the page goes on', async () => {
    const { app } = appWith(Empty)
    const caught: unknown[] = []
    app.action('odd', async (page) => {
      // What TypeScript would not let through.
      page.dispatch('#a', 'x', 10n as never)
      await page.flush().catch((error: unknown) => caught.push(error))
      page.title('went on')
    })
    const browser = await WireBrowser.open(app)
    await browser.click('odd')
    await settled()
    expect(caught).toEqual([expect.any(TypeError)])
    expect([browser.effects, browser.closed]).toEqual([[['event', 1], ['title', 'went on'], 1], undefined])
  })
})

test('an operation on a group whose content never comes holds the others up for as long as a handler may run', async () => {
  const { app, platform, reports } = appWith(Empty)
  const browser = await WireBrowser.open(app)
  const never = new Promise<never>(() => {})
  app.everyone.replace('#a', never)
  app.everyone.title('after it')
  await platform.pass(29_000)
  expect(browser.effects).toEqual([])
  await platform.pass(1_000)
  expect(browser.effects).toEqual([['title', 'after it']])
  expect(reports).toEqual([
    expect.stringContaining('The content of an operation of app.everyone had not settled'),
  ])
})
