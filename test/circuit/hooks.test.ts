/** What hooks push to views, what views send hooks, and how pages announce their scripts. */
import { attrs, hook, html, LiveView, withSchema } from 'overwire'
import type { AppOptions, HookOptions, TemplateResult } from 'overwire'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Effect } from '../../src/protocol/messages.ts'
import { createApp } from '../../src/server/app.ts'
import { templateOf } from '../../src/template/compile/compile.ts'
import { appWith, deferred, settled, WireBrowser } from './wire-browser.ts'

declare global {
  interface OverwireHooks {
    chart: {
      data: { points: number[] } | null
      events: {
        zoomed(zoom: { from: number; to: number }): { points: number }
        plain(payload?: number): string[]
        silent(): null
        late(): string
        steps(): string
        broken(): null
        unsendable(): number
      }
      messages: { zoom: { by: number }; clear: null }
    }
    map: object
  }
}

const HOOK = [0, 0]
const Zoom = z.object({ from: z.number(), to: z.number().max(100, 'Too far.') })

class Chart extends LiveView {
  zoom = 'all'

  protected get options(): HookOptions<'chart'> {
    return {
      on: {
        zoomed: withSchema(Zoom, ({ from, to }) => {
          this.zoom = `${from}–${to}`
          return { points: to - from }
        }),
        plain: (payload) => [payload === null ? 'nothing' : typeof payload],
        silent: () => {},
        late: async () => {
          await settled()
          return 'late'
        },
        async *steps(this: Chart) {
          this.zoom = 'step'
          yield
          await settled()
          this.zoom = 'end'
          return 'steps'
        },
        broken: () => {
          throw new Error('no data')
        },
        unsendable: () => 7n as unknown as number,
      },
    }
  }

  render(): TemplateResult {
    return html`<div ${hook('chart', { points: [1, 2] }, this.options)}></div>
      <p>${this.zoom}</p>`
  }
}

class Talking extends LiveView {
  override start(): void {
    this.live.hook('chart').send('zoom', { by: 2 })
    this.live.hook('chart', '#sales').send('clear', null)
  }
  render(): TemplateResult {
    return html`<div id="sales" ${hook('chart', null)}></div>`
  }
}

async function effectsOf(...detail: unknown[]): Promise<{ effects: readonly Effect[]; reports: string[] }> {
  const { app, reports } = appWith(Chart)
  const browser = await WireBrowser.open(app)
  // What a browser sends is JSON of any kind.
  browser.sendEvent(HOOK, 'hook', { detail: detail as never })
  for (let turn = 0; turn < 6; turn++) await settled()
  return { effects: browser.effects, reports }
}

test('a second hook of an element is refused, and told where it goes', () => {
  const both = html`<div ${hook('map')} ${hook('chart', null, { open: true })}></div>`
  expect(() => templateOf(both, 'html')).toThrow(/A <div> has 2 hooks\.[^]*Right: {2}html`<div /)
  expect(() =>
    templateOf(html`<div ${hook('map')} ${attrs({ title: 'A map' })}></div>`, 'html'),
  ).not.toThrow()
})

test('a push whose page is left before its handler ends has no reply, and is not taken for answered with nothing', async () => {
  const gate = deferred()
  class Leaving extends LiveView {
    render(): TemplateResult {
      const late = async (): Promise<string> => {
        await gate.promise
        return 'late'
      }
      // It replies nothing, whatever types ask of it.
      const silent = (() => gate.promise) as unknown as () => Promise<null>
      return html`<div ${hook('chart', null, { on: { late, silent }, overlap: 'allow' })}></div>
        <button @click=${() => this.live.navigate('/next')}>Next</button>`
    }
  }
  class Next extends LiveView {
    render(): TemplateResult {
      return html`<p>Next to the chart</p>`
    }
  }
  const { app } = appWith(Leaving)
  app.live('/next', Next)
  const browser = await WireBrowser.open(app)
  browser.sendEvent(HOOK, 'hook', { detail: ['late'] })
  browser.sendEvent(HOOK, 'hook', { detail: ['silent'] })
  await browser.click([0, 1])
  await settled()
  gate.resolve()
  for (let turn = 0; turn < 6; turn++) await settled()
  const outcomes = browser.effects.filter((each) => each === 2 || (typeof each === 'object' && each[1] === 1))
  expect(outcomes).toEqual([2, ['interrupted', 1]])
})

describe('what a hook pushes', () => {
  test('is read by the schema of its handler, and answered with what that returns', async () => {
    expect(await effectsOf('zoomed', { from: 5, to: 7 })).toEqual({
      effects: [['reply', 1, { points: 2 }], 1],
      reports: [],
    })
  })

  test('is refused when it does not fit the schema', async () => {
    expect(await effectsOf('zoomed', { from: 5, to: 700 })).toEqual({
      effects: [['refused', 1, 'invalid', { to: ['Too far.'] }]],
      reports: ['What a hook pushed does not fit its schema in Chart. The event was refused.'],
    })
  })

  test.each<readonly [what: string, detail: readonly unknown[], reply: unknown]>([
    ['without a schema as it came', ['plain', 7], ['number']],
    ['without a payload as null', ['plain'], ['nothing']],
    ['with null where its handler returns nothing', ['silent'], null],
    ['when its handler is asynchronous', ['late'], 'late'],
    ['at the end of the steps of its handler', ['steps'], 'steps'],
  ])('is answered %s', async (_, detail, reply) => {
    const { effects } = await effectsOf(...detail)
    expect(effects).toEqual([['reply', 1, reply], 1])
  })

  test.each([[['none']], [['constructor']], [[7]], [[]]])(
    'is refused when the view has no handler for it: %j',
    async (detail) => {
      expect((await effectsOf(...detail)).effects).toEqual([
        ['refused', 1, 'invalid', { '': [expect.stringMatching(/^There is no handler for /)] }],
      ])
    },
  )

  test.each([['broken'], ['unsendable']])('has no reply when its handler fails: %s', async (name) => {
    const { effects, reports } = await effectsOf(name)
    expect(effects).toEqual([['failed', 1]])
    expect(reports).toHaveLength(1)
  })

  test('is refused where `allow` does not say yes', async () => {
    class Closed extends Chart {
      protected override get options(): HookOptions<'chart'> {
        return { ...super.options, allow: () => false }
      }
    }
    const browser = await WireBrowser.open(appWith(Closed).app)
    browser.sendEvent(HOOK, 'hook', { detail: ['plain'] })
    await settled()
    expect(browser.effects).toEqual([['refused', 1, 'denied']])
  })

  test('is gone where the view has no handlers at all', async () => {
    const browser = await WireBrowser.open(appWith(Talking).app)
    browser.sendEvent(HOOK, 'hook', { detail: ['plain'] })
    await settled()
    expect(browser.effects.at(-1)).toEqual(['refused', 1, 'gone'])
  })
})

describe('a hook', () => {
  test('is sent what the view has for it, in order', async () => {
    const browser = await WireBrowser.open(appWith(Talking).app)
    expect(browser.effects).toEqual([
      ['hook', 'chart', 'zoom', { by: 2 }],
      ['hook', 'chart', 'clear', null, '#sales'],
    ])
  })

  test('leaves its content to its script: that is announced beside the module of hooks', async () => {
    const { html: page } = await load({
      hooks: { chart: '/hooks/chart.js', map: 'https://maps.test/map.js' },
    })
    expect(page).toContain('<div data-live-foreign></div>')
    expect(page).toMatch(/<link rel="modulepreload" href="\/_live\/hooks\.\w+\.js">/)
    expect(page).toContain('<link rel="modulepreload" href="/hooks/chart.js">')
    expect(page).not.toContain('href="https://maps.test/map.js"')
    const scripts = '{"chart":"/hooks/chart.js","map":"https://maps.test/map.js"}'
    expect(page).toContain(`data-live-hook-scripts="${scripts.replaceAll('"', '&quot;')}"`)
  })

  test('costs pages of applications without hooks nothing', async () => {
    class Plain extends LiveView {
      render(): TemplateResult {
        return html`<p>plain</p>`
      }
    }
    const { html: page } = await WireBrowser.load(appWith(Plain).app)
    expect(page).not.toContain('data-live-hook-scripts')
    expect(page).not.toContain('modulepreload" href="/_live/hooks')
  })

  test.each(['./chart.js', 'chart.js', '//other/chart.js', 'file:///chart.js', '', 'javascript:alert(1)'])(
    'is refused a script at %j, where browsers cannot load it',
    (chart) => {
      expect(() => createApp({ hooks: { chart }, secret: 's'.repeat(32) })).toThrow(
        expect.objectContaining({ code: 'hook-address' }),
      )
    },
  )
})

function load(options: AppOptions): Promise<WireBrowser> {
  return WireBrowser.load(appWith(Chart, options).app)
}
