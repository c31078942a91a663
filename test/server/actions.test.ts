import { createApp, html, unsafeHTML } from 'overwire'
import type { ActionPage, App, AppOptions } from 'overwire'
import { serve } from 'overwire/node'
import type { Served } from 'overwire/node'
import ejs from 'ejs'
import { Eta } from 'eta'
import * as v from 'valibot'
import { describe, expect, expectTypeOf, test } from 'vitest'
import { z } from 'zod'
import { Browser, type Line } from './browser.ts'
import { createLog, type Log } from './log.ts'
import { Counter, CounterIsland } from './views.ts'

describe('an action', () => {
  test('does everything it asks for, in order, in one frame', async () => {
    const operations = async (page: ActionPage): Promise<void> => {
      page.replace('#a', html`<b>${'<2>'}</b>`)
      page.outer('#a', 'text & more')
      await Promise.resolve()
      page.append('ul', html`<li></li>`)
      page.prepend('ul', html`<li></li>`)
      page.before('li', html`<li></li>`)
      page.after('li', unsafeHTML('<li></li>'))
      page.morph('main', html`<p></p>`)
      page.remove('.old')
      page.title('Title')
      page.url('/articles/2')
      page.url('/articles/3', { replace: true })
      page.scrollTo('#a')
      page.focus('#a')
      page.dispatch('#a', 'opened', { id: 2 })
      page.flash('Saved')
    }
    await using site = await start((app) => app.action('all', operations))
    await using line = await new Browser().visit(site.url)
    line.event('all')
    const { difference, effects } = await line.next('frame')
    expect(difference).toBe(0)
    expect(withoutMarks(effects)).toEqual([
      ['event', 1],
      ['replace', '#a', '<b>&lt;2&gt;</b>'],
      ['outer', '#a', 'text &amp; more'],
      ['append', 'ul', '<li></li>'],
      ['prepend', 'ul', '<li></li>'],
      ['before', 'li', '<li></li>'],
      ['after', 'li', '<li></li>'],
      ['morph', 'main', '<p></p>'],
      ['remove', '.old'],
      ['title', 'Title'],
      ['url', '/articles/2', 'push'],
      ['url', '/articles/3', 'replace'],
      ['scroll', '#a', 'auto'],
      ['focus', '#a'],
      ['dispatch', '#a', 'opened', { id: 2 }],
      ['flash', 'Saved', 'info'],
      1,
    ])
  })

  test('is told of the element, the form, the event and the page', async () => {
    const told: unknown[] = []
    await using site = await start((app) => {
      app.action('tell', (_page, { data, form, event, context }) => {
        told.push({ ...data }, [...form], event.type, context.url.pathname)
      })
    })
    await using line = await new Browser().visit(`${site.url}/?tab=2`)
    const form = [
      ['user[Email]', 'ada@example.com'],
      ['tag', 'a'],
      ['tag', 'b'],
      ['save', 'later'],
    ]
    line.event('tell', { data: { 'user-id': '7' }, form }, 'submit')
    expect(await line.effects()).toEqual([1])
    expect(told).toEqual([{ 'user-id': '7' }, form, 'submit', '/'])
  })

  test('that throws has changed nothing, and tells nothing', async () => {
    await using site = await start((app) => {
      app.action('throws', (page) => {
        page.title('Half')
        throw new Error('secret of the action')
      })
      app.action('works', (page) => page.title('Whole'))
    })
    await using line = await new Browser().visit(site.url)
    line.event('throws')
    expect(await line.effects()).toEqual([['failed', 1]])
    line.event('works')
    expect(await line.effects()).toEqual([['event', 2], ['title', 'Whole'], 2])
    expect(site.log.lines.join()).toContain('secret of the action')
  })

  test('may show something before it ends', async () => {
    await using site = await start((app) => {
      app.action('slow', async (page) => {
        page.flash('Working')
        await page.flush()
        await new Promise((done) => setTimeout(done, 5))
        page.flash('Done')
      })
    })
    await using line = await new Browser().visit(site.url)
    line.event('slow')
    expect((await line.next('frame')).effects).toContainEqual(['flash', 'Working', 'info'])
    expect(await line.effects()).toEqual([['event', 1], ['flash', 'Done', 'info'], 1])
  })

  test('starts a component in the page', async () => {
    await using site = await start((app) => {
      app.action('open', (page) => page.mount('#panel', CounterIsland, { start: 5 }))
    })
    await using line = await new Browser().visit(site.url)
    line.event('open')
    const [, mount, outcome] = await line.effects()
    expect(mount).toEqual(['mount', '#panel', 1, [expect.any(Number), 5, 0]])
    expect(outcome).toBe(1)
    line.event([1, 1], {}, 'click', 1)
    expect((await line.next('frame')).difference).toEqual([1, [0, 0, 6]])
  })

  test('that nobody registered is refused and logged, and nothing is listed', async () => {
    await using site = await start((app) => app.action('delete-all', () => {}))
    await using line = await new Browser().visit(site.url)
    for (const name of ['delete', '__proto__', 'constructor', 'bad\nname']) line.event(name)
    const effects: unknown[] = []
    while (effects.length < 4) effects.push(...(await line.effects()))
    expect(effects).toEqual([1, 2, 3, 4].map((event) => ['refused', event, 'unknown-action']))
    expect(site.log.lines).toContain(
      'warn: The action "bad\\u000aname" does not exist. The event was refused.',
    )
    expect(JSON.stringify(effects)).not.toContain('delete-all')
  })

  test('has a name of its own', async () => {
    const app = createApp({ logger: createLog() })
    app.action('save', () => {})
    expect(() => app.action('save', () => {})).toThrow('The action "save" was registered twice')
  })
})

describe('a schema', () => {
  const zodData = z.object({ id: z.coerce.number().int() })
  const valibotForm = v.object({ name: v.pipe(v.string(), v.minLength(2)), tags: v.array(v.string()) })

  test('reads data and form, and types what the handler gets', async () => {
    const told: unknown[] = []
    await using site = await start((app) => {
      app.action('save', { data: zodData, form: valibotForm }, (_page, { data, form }) => {
        expectTypeOf(data).toEqualTypeOf<{ id: number }>()
        expectTypeOf(form).toEqualTypeOf<{ name: string; tags: string[] }>()
        told.push(data, form)
      })
      app.action('plain', (_page, { data, form }) => {
        expectTypeOf(data).toEqualTypeOf<Readonly<Record<string, string>>>()
        expectTypeOf(form).toEqualTypeOf<FormData>()
      })
    })
    await using line = await new Browser().visit(site.url)
    line.event('save', {
      data: { id: '2' },
      form: [
        ['name', 'Ada'],
        ['tags', 'a'],
      ],
    })
    expect(await line.effects()).toEqual([1])
    expect(told).toEqual([{ id: 2 }, { name: 'Ada', tags: ['a'] }])
  })

  test.each([
    [true, 'id: '],
    [false, 'does not fit its schema. The event was refused.'],
  ])('keeps what does not fit from the handler (development: %s)', async (development, told) => {
    let ran = false
    await using site = await start((app) => app.action('save', { data: zodData }, () => void (ran = true)), {
      development,
      secret: 'x'.repeat(32),
    })
    await using line = await new Browser().visit(site.url)
    line.event('save', { data: { id: 'two' } })
    expect(await line.effects()).toEqual([
      ['refused', 1, 'invalid', { id: [expect.stringMatching(/number/)] }],
    ])
    expect(ran).toBe(false)
    expect(site.log.lines.join()).toContain(told)
  })

  test('hands its messages by field to what the action does then', async () => {
    await using site = await start((app) =>
      app.action(
        'save',
        { form: valibotForm, invalid: (page, { errors }) => page.flash(Object.keys(errors).join()) },
        () => {},
      ),
    )
    await using line = await new Browser().visit(site.url)
    line.event('save', {
      form: [
        ['name', 'A'],
        ['tags', 'a'],
      ],
    })
    expect(await line.effects()).toEqual([['event', 1], ['flash', 'name', 'info'], 1])
  })
})

describe('a template engine', () => {
  const eta = new Eta()
  eta.loadTemplate('@article', '<h2 live-click="show"><%= it.title %></h2>')
  eta.loadTemplate('@article', '<h2 live-click="show"><%= it.title %></h2>', { async: true })
  const templates: Readonly<Record<string, string>> = { article: '<h2 live-click="show"><%= title %></h2>' }

  test.each([
    ['EJS', (name: string, data: unknown) => ejs.render(templates[name] ?? '', data as ejs.Data)],
    [
      'EJS that takes its time',
      async (name: string, data: unknown) => ejs.render(templates[name] ?? '', data as ejs.Data),
    ],
    ['Eta', (name: string, data: unknown) => eta.render(`@${name}`, data as object)],
    ['Eta that takes its time', (name: string, data: unknown) => eta.renderAsync(`@${name}`, data as object)],
  ])('%s renders by name, in its place in the order', async (_, engine) => {
    await using site = await start(
      (app) =>
        app.action('show', (page) => {
          page.replace('#a', page.view('article', { title: '<Two>' }))
          page.title('Two')
        }),
      { engine },
    )
    await using line = await new Browser().visit(site.url)
    line.event('show')
    expect(await line.effects()).toEqual([
      ['event', 1],
      ['replace', '#a', '<h2 live-click="show">&lt;Two&gt;</h2>'],
      ['title', 'Two'],
      1,
    ])
  })

  test('that fails fails the action, and nothing of it is shown', async () => {
    await using site = await start(
      (app) =>
        app.action('show', (page) => {
          page.title('Half')
          page.replace('#a', page.view('none'))
        }),
      { engine: () => Promise.reject(new Error('no such template')) },
    )
    await using line = await new Browser().visit(site.url)
    line.event('show')
    expect(await line.effects()).toEqual([['failed', 1]])
  })
})

describe('middleware', () => {
  test('runs around actions and around events of views', async () => {
    const log: string[] = []
    await using site = await start((app) => {
      app.use(async (context, event, next) => {
        log.push(`${event.type} at ${context.url.pathname}`)
        await next()
      })
      app.action('save', () => void log.push('save'))
    })
    await using line = await new Browser().visit(site.url)
    line.event('save')
    await line.effects()
    line.event([0, 1], {}, 'click', 1)
    await line.effects()
    expect(log).toEqual(['click at /', 'save', 'click at /'])
  })

  test('that does not go on denies the event, and one that throws fails it', async () => {
    let ran = 0
    await using site = await start((app) => {
      app.use(async (_context, event, next) => {
        if (event.data['secret'] === 'no') return
        if (event.data['secret'] === 'error') throw new Error('broken middleware')
        await next()
      })
      app.action('save', () => void ran++)
    })
    await using line = await new Browser().visit(site.url)
    line.event('save', { data: { secret: 'no' } })
    expect(await line.effects()).toEqual([['refused', 1, 'denied']])
    line.event('save', { data: { secret: 'error' } })
    expect(await line.effects()).toEqual([['failed', 2]])
    line.event('save')
    expect(await line.effects()).toEqual([3])
    expect(ran).toBe(1)
  })
})

describe('groups', () => {
  test('are told together, those who joined and nobody else', async () => {
    await using site = await start((app) => {
      app.action('join', (page, { data }) => page.join(data['room'] ?? ''))
      app.action('leave', (page, { data }) => page.leave(data['room'] ?? ''))
      app.action('say', (_page, { data }) => app.to('7').append('#log', html`<p>${data['text']}</p>`))
    })
    await using one = await new Browser().visit(site.url)
    await using two = await new Browser().visit(site.url)
    await using other = await new Browser().visit(site.url)
    await did(one, 'join', { room: '7' })
    await did(two, 'join', { room: '7' })
    await did(other, 'join', { room: '8' })
    one.event('say', { data: { text: 'Hi' } })
    const said = ['append', '#log', '<p>Hi</p>']
    expect(await one.effects()).toEqual([said, 2])
    expect((await two.next('frame')).effects).toEqual([said])
    await did(two, 'leave', { room: '7' })
    site.app.to('7').title('for one')
    expect((await one.next('frame')).effects).toEqual([['title', 'for one']])
    site.app.everyone.title('for all')
    expect((await one.next('frame')).effects).toEqual([['title', 'for all']])
    expect((await two.next('frame')).effects).toEqual([['title', 'for all']])
    expect((await other.next('frame')).effects).toEqual([['title', 'for all']])
  })

  test('are joined and left when the action has settled: one that throws has changed nothing', async () => {
    await using site = await start((app) => {
      app.action('join', (page) => page.join('7'))
      app.action('join-and-throw', (page) => {
        page.join('8')
        page.leave('7')
        throw new Error('no')
      })
    })
    await using line = await new Browser().visit(site.url)
    await did(line, 'join', {})
    line.event('join-and-throw')
    expect(await line.effects()).toContainEqual(['failed', 2])
    site.app.to('8').title('8')
    site.app.to('7').title('7')
    expect((await line.next('frame')).effects).toEqual([['title', '7']])
  })

  test('keep the order across calls of app.to(), when an engine takes its time', async () => {
    const engine = (): Promise<string> => new Promise((done) => setTimeout(done, 5, '<p></p>'))
    await using site = await start((app) => app.action('join', (page) => page.join('7')), { engine })
    await using line = await new Browser().visit(site.url)
    await did(line, 'join', {})
    const { app } = site
    app.to('7').append('#a', app.to('7').view('slow'))
    app.to('7').append('#a', 'after')
    const effects: unknown[] = []
    while (effects.length < 2) effects.push(...(await line.next('frame')).effects)
    app.to('7').title('at once')
    effects.push(...(await line.next('frame')).effects)
    expect(effects).toEqual([
      ['append', '#a', '<p></p>'],
      ['append', '#a', 'after'],
      ['title', 'at once'],
    ])
  })

  test('keep the order when an engine takes its time', async () => {
    const engine = (): Promise<string> => new Promise((done) => setTimeout(done, 5, '<p></p>'))
    await using site = await start(() => {}, { engine })
    await using line = await new Browser().visit(site.url)
    const { everyone } = site.app
    everyone.replace('#a', everyone.view('slow'))
    everyone.title('after')
    const effects = [...(await line.next('frame')).effects]
    if (effects.length < 2) effects.push(...(await line.next('frame')).effects)
    expect(effects).toEqual([
      ['replace', '#a', '<p></p>'],
      ['title', 'after'],
    ])
  })
})

async function did(line: Line, action: string, data: Readonly<Record<string, string>>): Promise<void> {
  line.event(action, { data })
  expect((await line.effects()).at(-1)).toBeTypeOf('number')
}

/** Effects without the comments that end parts, which are of no interest here. */
function withoutMarks(effects: readonly unknown[]): unknown {
  return JSON.parse(JSON.stringify(effects).replaceAll(/<!--.*?-->/g, ''))
}

interface Site extends Served {
  readonly app: App
  readonly log: Log
}

async function start(add: (app: App) => void, options: AppOptions = {}): Promise<Site> {
  const log = createLog()
  const app = createApp({ logger: log, development: true, ...options })
  app.live('/', Counter)
  add(app)
  return { ...(await serve(app, { port: 0, signals: false })), app, log }
}
