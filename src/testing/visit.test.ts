import { describe, expect, test, vi } from 'vitest'
import { createApp, html, LiveView, on, type LiveEvent } from '../index.ts'
import { loadJsdom } from './load-jsdom.ts'
import type { User } from './user.ts'
import { visit } from './visit.ts'

class Counter extends LiveView {
  count = 0
  render() {
    return html`<h1>${this.count}</h1>
      <button @click=${() => this.count++}>Add</button>`
  }
}

class Guestbook extends LiveView {
  entries: string[] = []
  override mount() {
    this.live.subscribe('guestbook', (entry) => {
      this.entries = [...this.entries, String(entry)]
    })
  }
  sign(event: LiveEvent) {
    void this.live.publish('guestbook', event.form.get('name'))
    event.reset()
  }
  render() {
    return html`<form @submit=${this.sign}>
        <label>Your name <input name="name" required /></label>
        <button>Sign</button>
      </form>
      <ul>
        ${this.entries.map((entry) => html`<li>${entry}</li>`)}
      </ul>`
  }
}

describe('a visit', () => {
  test('shows the page that the application answers, live', async () => {
    await using user = await visit(createApp().live('/', Counter), '/')
    expect(user.status).toBe('live')
    expect(user.text('h1')).toBe('0')
    expect(user.source).toContain('<h1>0</h1>')
    expect(user.response.status).toBe(200)
    expect(user.url).toBe('http://localhost/')
  })

  test('clicks, and reads what came back', async () => {
    await using user = await visit(createApp().live('/', Counter), '/')
    await user.click('Add')
    await user.click('Add')
    expect(user.text('h1')).toBe('2')
    expect(user.frames.map(({ way }) => way)).toEqual(['up', 'down', 'up', 'down', 'up', 'down'])
    expect(user.frames.slice(-2).map(({ text }) => text)).toEqual(['[1,"click",[0,1]]', '[[0,[0,0,2]],2]'])
    expect(user.errors).toEqual([])
  })

  test('brings cookies and headers along, and keeps the cookies that it is given', async () => {
    class Who extends LiveView {
      readonly #told = `${this.live.context.cookies['theme']} ${this.live.context.headers.get('accept-language')}`
      told = this.#told
      render() {
        return html`<p>${this.told}</p>`
      }
    }
    const app = createApp().live('/', Who)
    await using user = await visit(app, '/', {
      cookies: { theme: 'dark' },
      headers: { 'accept-language': 'eo' },
    })
    expect(user.text('p')).toBe('dark eo')
    await using second = await user.tab('/')
    expect(second.response.headers.get('set-cookie')).toBe(null)
    expect(second.status).toBe('live')
  })

  test('shows what nothing answers as the application does', async () => {
    await using user = await visit(createApp(), '/nowhere')
    expect(user.response.status).toBe(404)
    expect(user.status).toBe('plain')
  })

  test('follows links and forms that no handler prevents', async () => {
    const app = createApp()
      .live('/', Counter)
      .page('/about', ({ url }) => html`<p>About ${url.searchParams.get('q') ?? 'us'}</p>`)
      .page('/start', () => html`<a href="/about">About</a><form action="/about"><input name="q" /></form>`)
    await using user = await visit(app, '/start')
    await user.click('About')
    expect([user.url, user.text('p')]).toEqual(['http://localhost/about', 'About us'])
    await user.goto('/start')
    await user.type('q', 'it')
    await user.press('Enter')
    expect([user.url, user.text('p')]).toEqual(['http://localhost/about?q=it', 'About it'])
  })

  test('needs jsdom, and says how to get it', async () => {
    const missing = (): never => {
      throw new Error("Cannot find package 'jsdom'")
    }
    await expect(loadJsdom(missing)).rejects.toThrow('npm install --save-dev jsdom')
  })
})

describe('a form', () => {
  test('is filled in by its labels and submitted', async () => {
    await using user = await visit(createApp().live('/', Guestbook), '/')
    await user.type('Your name', 'Ada')
    expect(user.value('Your name')).toBe('Ada')
    await user.submit()
    expect(user.texts('li')).toEqual(['Ada'])
    expect(user.value('Your name')).toBe('')
  })

  test('is submitted by Enter, and by its button', async () => {
    await using user = await visit(createApp().live('/', Guestbook), '/')
    await user.type('Your name', 'Ada')
    await user.press('Enter')
    await user.type('name', 'Grace')
    await user.click('Sign')
    expect(user.texts('li')).toEqual(['Ada', 'Grace'])
  })

  test('stays when it is not valid, and says why', async () => {
    await using user = await visit(createApp().live('/', Guestbook), '/')
    await expect(user.submit()).rejects.toThrow(/Your name".*valueMissing/)
    await expect(user.click('Sign')).rejects.toThrow('Nothing was sent')
    expect(user.frames).toHaveLength(2)
  })

  test('tells its handlers of each input, and of a change when the focus leaves', async () => {
    class Fields extends LiveView {
      told: string[] = []
      tell(what: string) {
        return (event: LiveEvent) => {
          this.told = [...this.told, `${what} ${event.value || String(event.checked)}`]
        }
      }
      render() {
        return html`<input placeholder="Text" @input=${on(this.tell('input'), { overlap: 'queue' })}
            @change=${this.tell('change')} />
          <label><input type="checkbox" @change=${this.tell('check')} value="" /> Agree</label>
          <select aria-label="Size" @change=${this.tell('select')}><option value="s">Small</option><option>Large</option></select>
          <p>${this.told.join(', ')}</p>`
      }
    }
    await using user = await visit(createApp().live('/', Fields), '/')
    await user.type('Text', 'ab')
    expect(user.text('p')).toBe('input a, input ab')
    await user.check('Agree')
    expect(user.text('p')).toBe('input a, input ab, change ab, check true')
    expect(user.checked('Agree')).toBe(true)
    await user.uncheck('Agree')
    await user.select('Size', 'Large')
    expect(user.text('p')).toContain('check false, select Large')
    await user.type('Text', 'c', { replace: true, atOnce: true })
    expect(user.value('Text')).toBe('c')
  })
})

describe('the network', () => {
  test('joins two users on one topic', async () => {
    const app = createApp().live('/', Guestbook)
    await using ada = await visit(app, '/')
    await using grace = await visit(app, '/')
    await ada.type('Your name', 'Ada')
    await ada.click('Sign')
    await grace.settled()
    expect(grace.texts('li')).toEqual(['Ada'])
    expect(grace.frames.filter(({ way }) => way === 'up')).toHaveLength(1)
  })

  test('loads a page again whose server has given it up', async () => {
    class Feed extends LiveView {
      override start() {
        this.live.subscribe('news', () => this.live.flash('News'))
      }
      render() {
        return html`<p>Feed</p>`
      }
    }
    const logger = { warn: () => {}, error: () => {}, info: () => {} }
    const app = createApp({ logger, limits: { queuedEffects: 5 } }).live('/', Feed)
    await using user = await visit(app, '/')
    await user.disconnect()
    for (let message = 0; message < 10; message++) await app.publish('news', message)
    await user.reconnect()
    expect([user.status, user.text('p')]).toEqual(['live', 'Feed'])
  })

  test('is lost, and what was clicked meanwhile runs once when it is back', async () => {
    await using user = await visit(createApp().live('/', Counter), '/')
    await user.click('Add')
    await user.disconnect()
    expect(user.status).toBe('offline')
    for (let click = 0; click < 3; click++) await user.click('Add')
    expect(user.text('h1')).toBe('1')
    expect(user.has('button[data-live-pending]')).toBe(true)
    await user.reconnect()
    expect([user.status, user.text('h1')]).toEqual(['live', '4'])
    expect(user.has('[data-live-pending]')).toBe(false)
    await user.click('Add')
    expect(user.text('h1')).toBe('5')
  })

  test('is lost with an event on its way, which runs once all the same', async () => {
    await using user = await visit(createApp().live('/', Counter), '/')
    user.latency(5)
    await user.click('Add', { settle: false })
    await user.disconnect()
    await user.reconnect()
    expect(user.text('h1')).toBe('1')
  })

  test('takes its time, and actions wait for it', async () => {
    await using user = await visit(createApp().live('/', Counter), '/')
    user.latency(20)
    await user.click('Add', { settle: false })
    await user.click('Add', { settle: false })
    expect([user.text('h1'), user.has('button[data-live-pending]')]).toEqual(['0', true])
    await user.settled()
    expect([user.text('h1'), user.has('button[data-live-pending]')]).toEqual(['2', false])
  })

  test('is refused to a page of another site, and the error says what was seen', async () => {
    const app = createApp({ hosts: ['example.com'] }).live('/', Counter)
    await expect(visit(app, '/', { patience: 1_000 })).rejects.toThrow('["refused","origin"]')
  })

  test('closes with the tab, and the server hears that the page was left', async () => {
    let stopped = 0
    class Watched extends Counter {
      override stop() {
        stopped++
      }
    }
    const user: User = await visit(createApp().live('/', Watched), '/')
    await user[Symbol.asyncDispose]()
    expect(stopped).toBe(1)
    expect(() => user.text()).toThrow('its tab was closed')
  })
})

describe('history', () => {
  test('goes back to what an action has replaced', async () => {
    const app = createApp()
      .page(
        '/',
        () => html`<button live-click="show" data-id="2">Article 2</button><div id="article">none</div>`,
      )
      .action('show', (page, { data }) => {
        page.replace('#article', html`<h2>Article ${data['id']}</h2>`)
        page.url(`/articles/${data['id']}`)
        page.title(`Article ${data['id']}`)
      })
    await using user = await visit(app, '/')
    await user.click('Article 2')
    expect([user.text('#article'), user.url, user.title]).toEqual([
      'Article 2',
      'http://localhost/articles/2',
      'Article 2',
    ])
    await user.back()
    expect([user.text('#article'), user.url]).toEqual(['none', 'http://localhost/'])
  })
})

describe('what takes longer', () => {
  class Slow extends LiveView {
    state = 'idle'
    async work() {
      this.state = 'working'
      await new Promise((resolve) => setTimeout(resolve, 50))
      this.state = 'done'
    }
    fail() {
      throw new Error('no')
    }
    render() {
      return html`<p>${this.state}</p>
        <button @click=${this.work}>Work</button> <button @click=${this.fail}>Fail</button>`
    }
  }

  test('is waited for, also without the outcome', async () => {
    await using user = await visit(createApp().live('/', Slow), '/')
    await user.click('Work', { settle: false })
    await user.until(() => user.text('p') === 'working')
    await user.until(() => user.text('p') === 'done')
    await user.click('Work')
    expect(user.text('p')).toBe('done')
  })

  test('is given up with the reason', async () => {
    class Endless extends LiveView {
      render() {
        return html`<button @click=${() => new Promise(() => {})}>Work</button>`
      }
    }
    // Long enough for a page to become live on a busy machine; what is waited for never comes.
    await using user = await visit(createApp().live('/', Endless), '/', { patience: 2_000 })
    await expect(user.click('Work')).rejects.toThrow('the outcome of event 1, "click" at [0,0]')
    await expect(user.until(() => user.text('button') === 'never')).rejects.toThrow('The page shows:')
  })

  test('goes by the clock that a test holds, and the connection does not', async () => {
    vi.useFakeTimers()
    try {
      await using user = await visit(createApp().live('/', Slow), '/')
      await user.click('Work', { settle: false })
      await user.until(() => user.text('p') === 'working')
      await vi.advanceTimersByTimeAsync(50)
      await user.settled()
      expect(user.text('p')).toBe('done')
    } finally {
      vi.useRealTimers()
    }
  })

  test('and what fails is told', async () => {
    const logged: unknown[] = []
    const logger = { warn: () => {}, error: (...what: unknown[]) => logged.push(what), info: () => {} }
    await using user = await visit(createApp({ logger }).live('/', Slow), '/')
    await user.click('Fail')
    expect(user.errors).toEqual([
      'The handler of event 1, "click" at [0,2] failed: see the application\'s log',
    ])
    expect(logged).toHaveLength(1)
  })

  test('and what is refused is told', async () => {
    const logger = { warn: () => {}, error: () => {}, info: () => {} }
    const app = createApp({ logger }).page('/', () => html`<button live-click="none">None</button>`)
    await using user = await visit(app, '/')
    await user.click('None')
    expect(user.errors).toEqual(['event 1, "click" at the action "none" was refused (unknown-action)'])
  })
})
