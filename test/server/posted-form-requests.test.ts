/** What is asked of a form that is sent without a script before its handler runs, and what becomes of the answer. */
import {
  createApp,
  form,
  gate,
  html,
  LiveView,
  notFound,
  on,
  redirect,
  route,
  type App,
  type AppOptions,
  type TemplateResult,
} from 'overwire'
import { serve, type ServeOptions } from 'overwire/node'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createLog, type Log } from './log.ts'
import { Reader } from './reader.ts'
import { session } from './session-views.ts'

const ran: string[] = []
const started: string[] = []

class Note extends LiveView {
  note = form(z.object({ text: z.string().min(1, 'Nothing?') }), { values: { text: '' } })
  done = ''

  override start() {
    started.push('Note')
  }

  render(): TemplateResult {
    return html`<form ${this.note} @submit=${this.note.submit(({ text }) => this.keep(text), this.options)}>
        <input ${this.note.field('text')} /> ${this.note.errors('text')}
      </form>
      <output>${this.done}</output>
      <h1>${this.live.session.user?.name ?? 'nobody'}</h1>`
  }

  options = { allow: () => !this.note.value('text')?.startsWith('denied'), limit: '3/h' } as const

  async keep(text: string): Promise<void> {
    ran.push(text)
    await Promise.resolve()
    if (text === 'throw') throw new Error('It is broken.')
    if (text === 'nowhere') notFound()
    if (text === 'away') redirect('/other')
    if (text === 'on') this.live.navigate('/other')
    if (text === 'search') this.live.setSearch({ page: 2 })
    if (text === 'said') this.live.flash('Kept.', 'success')
    if (text === 'said away') {
      this.live.flash('Kept.', 'success')
      redirect('/other')
    }
    if (text === 'never') await new Promise(() => {})
    if (text.startsWith('login ')) await this.live.setSession({ user: { name: text.slice(6) } })
    this.done = text
    this.note.reset()
  }
}

class Other extends LiveView {
  render() {
    return html`<h1>Other</h1>`
  }
}

class Broken extends LiveView {
  render() {
    return html`<h1>Something went wrong here</h1>`
  }
}

class Slow extends Note {
  news = this.live.load(async () => new Promise<string>((done) => setTimeout(done, 20, 'news')), {
    late: true,
  })
  override render() {
    return html`${super.render()}
      <p>${this.news.value ?? 'loading'}</p>`
  }
}

/** A form that is no field of the view. */
class Plain extends LiveView {
  render() {
    return html`<form @submit=${on(({ form: sent }) => void ran.push([...sent.keys()].join()))}>
      <input name="text" />
    </form>`
  }
}

const cached = route('/cached', { cache: { maxAge: 60 } })

interface Site extends AsyncDisposable {
  readonly reader: Reader
  readonly log: Log
  readonly url: string
}

async function start(
  options: AppOptions = {},
  more: (app: App) => void = () => {},
  how: ServeOptions = {},
): Promise<Site> {
  ran.length = started.length = 0
  const log = createLog()
  const app = createApp({ logger: log, session, ...options })
  app
    .live('/', Note)
    .live('/other', Other)
    .live('/slow', Slow)
    .live('/plain', Plain)
    .live(cached, class extends Note {})
  app.group({ failed: Broken, notFound: Broken }, (group) => group.live('/caught', Note))
  app.group({ gate: gate((context) => (context.cookies['in'] ? {} : redirect('/other'))) }, (group) =>
    group.live('/guarded', Note),
  )
  more(app)
  const served = await serve(app, { port: 0, signals: false, ...how })
  const url = served.url.replace(/\/$/, '')
  return { reader: new Reader(url), log, url, [Symbol.asyncDispose]: () => served[Symbol.asyncDispose]() }
}

const errorsIn = ({ lines }: Log): readonly string[] => lines.filter((line) => line.startsWith('error'))

describe('a POST of a form', () => {
  test('is refused from another site, and does nothing', async () => {
    await using site = await start()
    const { reader } = site
    await reader.open('/')
    reader.fields.set('text', 'forged')
    for (const origin of ['https://evil.example', 'http://localhost:1']) {
      const answer = await reader.browser.post(`${site.url}/`, reader.fields, origin)
      expect(answer.status).toBe(403)
    }
    expect(ran).toEqual([])
  })

  test.each([{}, { origin: 'null' }])(
    'without an origin (%o) needs the token of its visitor',
    async (headers) => {
      await using site = await start()
      const { reader } = site
      await reader.open('/')
      const post = async (): Promise<number> => {
        const init = { method: 'POST', body: reader.fields, headers: { ...headers } }
        return (await reader.browser.fetch(`${site.url}/`, init)).status
      }
      reader.fields.set('text', 'own')
      expect(await post()).toBe(200)
      reader.browser.cookie = ''
      expect(await post()).toBe(403)
      reader.fields.delete('live-token')
      expect(await post()).toBe(403)
      expect(ran).toEqual(['own'])
    },
  )

  test('with no token, a wrong one or that of another visitor shows the page again, with what was typed', async () => {
    await using site = await start()
    const [mine, theirs] = [site.reader, new Reader(site.url)]
    await mine.open('/')
    await theirs.open('/')
    const other = theirs.fields.get('live-token') ?? ''
    for (const token of [null, 'x', other, other.replace(/~.*/, '~-'), `${other}x`]) {
      await mine.open('/')
      await mine.send({ text: 'typed', 'live-token': token })
      expect([mine.status, mine.fields.get('text'), mine.said('output')]).toEqual([409, 'typed', ['']])
      expect(mine.html).toContain('Please look through it and send it again.')
    }
    await mine.send()
    expect([mine.status, mine.said('output'), ran]).toEqual([200, ['typed'], ['typed']])
  })

  test('of a page for another login shows the page again', async () => {
    await using site = await start({ context: ({ cookies }) => ({ login: cookies['login'] ?? '' }) })
    const { reader } = site
    await reader.open('/')
    reader.browser.cookie += '; login=Eve'
    await reader.send({ text: 'for nobody' })
    expect([reader.status, ran]).toEqual([409, []])
  })

  test('that is too large, or has too many fields, is answered with 413', async () => {
    await using site = await start({ limits: { frameBytes: 65_536 } })
    const { reader } = site
    await reader.open('/')
    await reader.send({ text: 'x'.repeat(65_536) })
    expect(reader.status).toBe(413)
    await reader.open('/')
    await reader.send({ more: Array.from({ length: 1_000 }, String) })
    expect(reader.status).toBe(413)
    await reader.open('/')
    await reader.send({ text: 'fits', more: Array.from({ length: 900 }, String) })
    expect([reader.status, ran]).toEqual([200, ['fits']])
  })

  test('names its files, where it is sent in parts', async () => {
    await using site = await start()
    const { reader } = site
    await reader.open('/')
    const body = new FormData()
    for (const [name, value] of reader.fields) if (name !== 'text') body.append(name, value)
    body.append('text', new Blob(['what it holds']), 'letter.txt')
    const { origin } = new URL(site.url)
    const answer = await reader.browser.fetch(`${site.url}/`, { method: 'POST', body, headers: { origin } })
    expect([answer.status, ran]).toEqual([200, ['letter.txt']])
  })

  test('that is no form of a field shows the page again, as before', async () => {
    await using site = await start()
    const { reader } = site
    await reader.open('/plain?a=b')
    expect(reader.html).not.toContain('name="live-token"')
    await reader.send({ text: 'x' })
    expect([reader.status, reader.location, ran]).toEqual([303, '/plain?a=b', []])
    const json = await reader.browser.fetch(`${site.url}/`, {
      method: 'POST',
      body: '{"live-form":"Note-note"}',
    })
    expect(json.status).toBe(303)
  })

  test('names a form that is not there: the page shows again', async () => {
    await using site = await start()
    await site.reader.open('/')
    await site.reader.send({ 'live-form': 'Else-note', 'live-token': null })
    expect([site.reader.status, ran]).toEqual([409, []])
  })

  test('finds the page by the gates, as a GET does', async () => {
    await using site = await start()
    const { reader } = site
    await reader.open('/')
    reader.url = `${site.url}/guarded`
    await reader.send({ text: 'x' })
    expect([reader.status, reader.location, ran]).toEqual([303, '/other', []])
    reader.browser.cookie += '; in=1'
    await reader.open('/guarded')
    await reader.send({ text: 'in' })
    expect([reader.status, ran]).toEqual([200, ['in']])
  })
})

describe('the handler of a form that was posted', () => {
  test.each([
    ['away', '/other'],
    ['on', '/other'],
    ['search', '/?page=2'],
  ])('leads on, where it says so: %s', async (text, location) => {
    await using site = await start()
    await site.reader.open('/')
    await site.reader.send({ text })
    expect([site.reader.status, site.reader.location]).toEqual([303, location])
  })

  test('says something, on its page or the one that it leads to', async () => {
    await using site = await start()
    const { reader } = site
    await reader.open('/')
    await reader.send({ text: 'said' })
    expect(reader.html).toContain('<p data-kind="success">Kept.</p>')
    await reader.send({ text: 'said away' })
    await reader.follow()
    expect(reader.html).toContain('<p data-kind="success">Kept.</p>')
  })

  test('logs its visitor in', async () => {
    await using site = await start()
    const { reader } = site
    await reader.open('/')
    await reader.send({ text: 'login Ada' })
    expect([reader.status, reader.said('h1')]).toEqual([200, ['Ada']])
    await reader.send({ text: 'as Ada' })
    expect([reader.status, reader.said('h1'), reader.said('output')]).toEqual([200, ['Ada'], ['as Ada']])
    await reader.open('/')
    expect(reader.said('h1')).toEqual(['Ada'])
  })

  test('that throws is reported, and answered with a page of errors', async () => {
    await using site = await start({ development: false, secret: 's'.repeat(32) })
    const { reader } = site
    await reader.open('/')
    await reader.send({ text: 'throw' })
    expect([reader.status, reader.html.includes('It is broken.'), errorsIn(site.log).length]).toEqual([
      500,
      false,
      1,
    ])
    await reader.open('/caught')
    await reader.send({ text: 'throw' })
    expect([reader.status, reader.said('h1')]).toEqual([500, ['Something went wrong here']])
    await reader.open('/caught')
    await reader.send({ text: 'nowhere' })
    expect(reader.status).toBe(404)
  })

  test('ends when its time is over', async () => {
    await using site = await start({ limits: { handlerTime: 50 } })
    await site.reader.open('/')
    await site.reader.send({ text: 'never' })
    expect([site.reader.status, errorsIn(site.log).join()]).toEqual([500, expect.stringContaining('50 ms')])
  })

  test('runs inside of middleware and allow, which may refuse it', async () => {
    const seen: string[] = []
    await using site = await start({}, (app) =>
      app.use(async (_, event, next) => {
        seen.push(`${event.type} ${[...event.form.keys()].join()}`)
        if (event.form.get('text') !== 'refused') await next()
      }),
    )
    const { reader } = site
    await reader.open('/')
    await reader.send({ text: 'refused' })
    expect([reader.status, reader.fields.get('text'), ran]).toEqual([403, 'refused', []])
    await reader.send({ text: 'denied' })
    expect([reader.status, ran]).toEqual([403, []])
    await reader.send({ text: 'taken' })
    expect([reader.status, ran, seen]).toEqual([200, ['taken'], ['submit text', 'submit text']])
  })

  test('is limited for its visitor', async () => {
    await using site = await start()
    const { reader } = site
    const statuses = []
    for (const text of ['1', '2', '3', '4']) {
      await reader.open('/')
      statuses.push((await reader.send({ text })).status)
    }
    expect([statuses, reader.fields.get('text'), ran]).toEqual([[200, 200, 200, 429], '4', ['1', '2', '3']])
  })

  test('is all that runs beside what a GET runs', async () => {
    await using site = await start()
    await site.reader.open('/')
    await site.reader.send({ text: 'once' })
    expect([ran, started]).toEqual([['once'], []])
  })
})

describe('a form without a script', () => {
  test('works on a page that caches keep, whose token is nobody’s', async () => {
    await using site = await start()
    const { reader } = site
    await reader.open('/cached')
    expect(reader.fields.get('live-token')).toMatch(/^\w+~-$/)
    await reader.send({ text: 'from all' })
    expect([reader.status, reader.said('output'), ran]).toEqual([200, ['from all'], ['from all']])
    await reader.send({ text: 'again' })
    expect([reader.status, ran]).toEqual([200, ['from all', 'again']])
    await reader.open('/cached')
    const { fields } = reader
    const init = { method: 'POST', body: fields, headers: { origin: 'https://evil.example' } }
    expect((await reader.browser.fetch(reader.url, init)).status).toBe(403)
  })

  test('works on a page that is sent in pieces', async () => {
    await using site = await start()
    const { reader } = site
    await reader.open('/slow')
    expect([reader.fields.get('live-token'), reader.html]).toEqual([
      expect.stringContaining('~'),
      expect.stringContaining('news'),
    ])
    await reader.send({ text: 'soon' })
    expect([reader.status, reader.said('output'), reader.said('p')]).toEqual([200, ['soon'], ['news']])
  })
})
