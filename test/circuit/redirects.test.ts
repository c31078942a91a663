import { Component, component, failed, html, LiveView, notFound, redirect } from 'overwire'
import { describe, expect, test } from 'vitest'
import { appWith, WireBrowser, settled } from './wire-browser.ts'

/** Where each of these leads to. */
let lead: () => unknown = () => undefined

abstract class Site extends LiveView {
  on = false
  go(): unknown {
    this.on = true
    return undefined
  }
  extra(): unknown {
    return ''
  }
  render() {
    return html`<button @click=${() => this.go()}></button><div>${this.extra() as string}</div>`
  }
}

class Leading extends Component<{ n: number }> {
  override mount() {
    lead()
  }
  render() {
    return html`<b></b>`
  }
}

class Changing extends Component<{ on: boolean }> {
  override changed() {
    lead()
  }
  render() {
    return html`<b></b>`
  }
}

const sites: Record<string, new () => LiveView> = {
  'a handler': class extends Site {
    override go() {
      return lead()
    }
  },
  'an async handler': class extends Site {
    override async go() {
      await settled()
      lead()
    }
  },
  'a task': class extends Site {
    work = this.live.task(() => lead())
    override go() {
      this.work.start()
    }
  },
  'a load': class extends Site {
    data = this.live.load(() => (this.on ? lead() : 0))
    override go() {
      this.on = true
      void this.data.reload()
    }
  },
  'the mount of a component': class extends Site {
    override extra() {
      return this.on ? component(Leading, { n: 1 }) : ''
    }
  },
  changed: class extends Site {
    override extra() {
      return component(Changing, { on: this.on })
    }
  },
  render: class extends Site {
    override extra() {
      return this.on ? lead() : ''
    }
  },
  'a subscription': class extends Site {
    override start() {
      this.live.subscribe('go', () => lead())
    }
    override go() {
      return this.live.publish('go', 1)
    }
  },
}

describe.each(Object.entries(sites))('from %s', (_name, type) => {
  async function led(): Promise<{ browser: WireBrowser; reports: string[] }> {
    const { app, reports } = appWith(type)
    const browser = await WireBrowser.open(app)
    await browser.click([0, 0])
    await settled()
    return { browser, reports }
  }

  test('redirect(), notFound() and failed() load another page, and are no error', async () => {
    for (const [signal, href] of [
      [() => redirect('/login'), '/login'],
      [notFound, ''],
      [() => failed(), ''],
    ] as const) {
      lead = signal
      const { browser, reports } = await led()
      const loads = browser.effects.filter((effect) => typeof effect === 'object' && effect[0] === 'load')
      expect(loads).toEqual([['load', href]])
      expect(browser.effects).not.toContainEqual(['failed', 1])
      expect(reports).toEqual([])
    }
  })

  test('redirect() to an address that is not safe is an error', async () => {
    for (const address of [
      'javascript:alert(1)',
      '//evil.example',
      '/\\evil.example',
      '/\t/evil.example',
      'evil',
    ]) {
      lead = () => redirect(address)
      const { browser, reports } = await led()
      expect(JSON.stringify(browser.effects)).not.toContain('"load"')
      expect(reports.join()).toContain('was refused')
    }
  })
})

test('redirect() in an action, and in what an action mounts, loads another page', async () => {
  const { app, reports } = appWith(class extends Site {})
  app.action('go', () => redirect('/login'))
  app.action('mount', (page) => page.mount('#a', Leading, { n: 1 }))
  app.action('unsafe', () => redirect('javascript:alert(1)'))
  lead = () => redirect('/mounted')
  const browser = await WireBrowser.open(app)
  await browser.click('go')
  await browser.click('mount')
  expect(browser.effects).toEqual([
    ...[1, ['event', 1], ['load', '/login']],
    ...[2, ['event', 2], ['load', '/mounted']],
  ])
  expect(reports).toEqual([])
  await browser.click('unsafe')
  expect(browser.effects.at(-1)).toEqual(['failed', 3])
})

test('redirect(), notFound() and failed() of a load or a component answer the first request', async () => {
  class Loading extends Site {
    data = this.live.load(async () => {
      await settled()
      return lead()
    })
  }
  class Nested extends Site {
    override extra() {
      return component(Leading, { n: 1 })
    }
  }
  for (const type of [Loading, Nested]) {
    const { app } = appWith(type)
    lead = () => redirect('/login')
    const led = await app.handler.fetch(new Request('http://localhost/'))
    expect([led?.status, led?.headers.get('location')]).toEqual([303, '/login'])
    lead = notFound
    expect((await app.handler.fetch(new Request('http://localhost/')))?.status).toBe(404)
    lead = () => failed()
    expect((await app.handler.fetch(new Request('http://localhost/')))?.status).toBe(500)
  }
})
