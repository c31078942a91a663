import { describe, expect, test } from 'vitest'
import { chain, createApp, html, LiveView, on, type Logger } from 'overwire'
import {
  addClass,
  appendRow,
  exec,
  hide,
  moveRow,
  removeRow,
  restore,
  self,
  setAttribute,
  setValue,
  show,
  toggle,
  toggleAttribute,
  toggleClass,
} from 'overwire/commands'
import { visit } from 'overwire/testing'

/** What a class attribute or another one says, at each look. */
function attribute(document: ParentNode, selector: string, name: string): string | null | undefined {
  return document.querySelector(selector)?.getAttribute(name)
}

describe('commands', () => {
  test('change the page without a message to the server', async () => {
    class Menu extends LiveView {
      render() {
        return html`<button @click=${toggle('#menu')}>Menu</button>
          <nav id="menu" hidden>Files</nav>`
      }
    }
    await using user = await visit(createApp().live('/', Menu), '/')
    const sent = user.frames.length
    await user.click('Menu')
    expect(attribute(user.document, '#menu', 'hidden')).toBeNull()
    await user.click('Menu')
    expect(attribute(user.document, '#menu', 'hidden')).toBe('')
    expect(user.frames).toHaveLength(sent)
  })

  test('stay through renders of the same attribute, until the template comes to say something else of the token', async () => {
    class Card extends LiveView {
      count = 0
      isOpen = false
      render() {
        return html`<p class="card ${this.count} ${this.isOpen ? 'open' : ''}">Card</p>
          <button @click=${addClass('p', 'open')}>Open</button>
          <button @click=${() => this.count++}>Count</button>
          <button @click=${() => (this.isOpen = !this.isOpen)}>Turn</button>`
      }
    }
    await using user = await visit(createApp().live('/', Card), '/')
    await user.click('Open')
    await user.click('Count')
    expect(attribute(user.document, 'p', 'class')).toBe('card 1 open')
    await user.click('Turn')
    await user.click('Turn')
    expect(attribute(user.document, 'p', 'class')?.trim()).toBe('card 1')
  })

  test('stay with a row that moves', async () => {
    class Rows extends LiveView {
      rows = ['a', 'b', 'c']
      render() {
        return html`<ul>
            ${this.rows.map(
              (row) =>
                html`<li class=${row}><button @click=${toggleClass({ closest: 'li' }, 'marked')}>${row}</button></li>`,
            )}
          </ul>
          <button @click=${() => this.rows.reverse()}>Turn around</button>`
      }
    }
    await using user = await visit(createApp().live('/', Rows), '/')
    await user.click('a')
    await user.click('Turn around')
    // Rows without keys stay in their places.
    expect([...user.document.querySelectorAll('li')].map((row) => row.className)).toEqual([
      'c marked',
      'b',
      'a',
    ])
  })

  test('are dropped by restore', async () => {
    class Panel extends LiveView {
      render() {
        return html`<p class="a" title="One">Panel</p>
          <button @click=${chain(addClass('p', 'b'), setAttribute('p', 'title', 'Two'), toggleAttribute('p', 'lang', 'de'))}>Change</button>
          <button @click=${restore('p', 'class')}>Class</button>
          <button @click=${restore('p')}>All</button>`
      }
    }
    await using user = await visit(createApp().live('/', Panel), '/')
    await user.click('Change')
    expect(user.document.querySelector('p')?.outerHTML).toBe('<p class="a b" title="Two" lang="de">Panel</p>')
    await user.click('Class')
    expect(user.document.querySelector('p')?.outerHTML).toBe('<p class="a" title="Two" lang="de">Panel</p>')
    await user.click('All')
    expect(user.document.querySelector('p')?.outerHTML).toBe('<p class="a" title="One">Panel</p>')
  })

  test('run those of another element, and never run themselves', async () => {
    class Menu extends LiveView {
      render() {
        return html`<nav>Files</nav>
          <button id="close" @click=${hide('nav')}>Close</button>
          <button @click=${exec('#close')}>Also close</button>
          <button id="loop" @click=${chain(exec('#loop'), show('nav'))}>Loop</button>`
      }
    }
    await using user = await visit(createApp().live('/', Menu), '/')
    await user.click('Also close')
    expect(attribute(user.document, 'nav', 'hidden')).toBe('')
    await user.click('Loop')
    expect(attribute(user.document, 'nav', 'hidden')).toBeNull()
  })

  test('come from the server, of views and of actions', async () => {
    class Page extends LiveView {
      render() {
        return html`<p>Note</p>
          <button @click=${() => this.live.run(addClass('p', 'seen'), hide('p'))}>Seen</button>
          <button live-click="unsee">Show</button>`
      }
    }
    const app = createApp().live('/', Page)
    app.action('unsee', (page) => page.run(show('p')))
    await using user = await visit(app, '/')
    await user.click('Seen')
    expect(user.document.querySelector('p')?.outerHTML).toBe('<p class="seen" hidden="">Note</p>')
    await user.click('Show')
    expect(attribute(user.document, 'p', 'hidden')).toBeNull()
  })

  test('for what is not there are reported, and the others run', async () => {
    const problems: string[] = []
    class Page extends LiveView {
      render() {
        return html`<p>Note</p>
          <button @click=${chain(hide('#nothing'), hide('p['), hide({ closest: 'table' }), hide('p'))}>Hide</button>`
      }
    }
    const app = createApp({ logger: quiet(problems) }).live('/', Page)
    await using user = await visit(app, '/')
    await user.click('Hide')
    expect(attribute(user.document, 'p', 'hidden')).toBe('')
    await expect.poll(() => problems.filter((each) => /nothing|p\[|table/.test(each)).length).toBe(3)
  })
})

describe('what is shown before an outcome', () => {
  test("is there at once, and is the view's afterwards", async () => {
    const gate = new Gate()
    class Likes extends LiveView {
      liked = false
      render() {
        return html`<button
          class=${this.liked ? 'liked' : ''}
          @click=${on(
            async () => {
              await gate.opened
              this.liked = true
            },
            { optimistic: addClass(self, 'liked') },
          )}
        >
          Like
        </button>`
      }
    }
    await using user = await visit(createApp().live('/', Likes), '/')
    user.document.querySelector('button')?.click()
    await expect.poll(() => attribute(user.document, 'button', 'class')).toBe('liked')
    gate.open()
    await user.settled()
    expect(attribute(user.document, 'button', 'class')).toBe('liked')
  })

  test('is taken back when the event fails or is refused', async () => {
    class Likes extends LiveView {
      render() {
        return html`<button @click=${on(() => Promise.reject(new Error('no')), { optimistic: addClass(self, 'liked') })}>Fails</button>
          <button @click=${on(() => {}, { allow: () => false, optimistic: addClass(self, 'liked') })}>Refused</button>`
      }
    }
    await using user = await visit(createApp({ logger: quiet([]) }).live('/', Likes), '/')
    for (const name of ['Fails', 'Refused']) {
      await user.click(name)
      expect(user.document.querySelectorAll('.liked')).toHaveLength(0)
    }
  })

  test('can be a row with the text of the form and an empty control, which the rows of the server replace', async () => {
    const gate = new Gate()
    class Todos extends LiveView {
      todos = ['One']
      render() {
        return html`<ul id="todos">
            ${this.todos.map((todo) => html`<li>${todo}</li>`)}
          </ul>
          <form
            @submit=${on(
              async (event) => {
                await gate.opened
                this.todos = [...this.todos, event.form.get('title') as string]
                event.reset()
              },
              {
                optimistic: [
                  appendRow('#todos', html`<li><b data-field="title"></b></li>`),
                  setValue({ inside: '[name=title]' }, ''),
                ],
              },
            )}
          >
            <input name="title" aria-label="Title" /><button>Add</button>
          </form>`
      }
    }
    await using user = await visit(createApp().live('/', Todos), '/')
    await user.type('Title', '<i>Two</i>')
    user.document.querySelector('button')?.click()
    await expect.poll(() => user.text('#todos')).toBe('One <i>Two</i>')
    expect(user.document.querySelector('input')?.value).toBe('')
    expect(user.document.querySelectorAll('[data-live-optimistic]')).toHaveLength(1)
    gate.open()
    await user.settled()
    expect([...user.document.querySelectorAll('li')].map((row) => row.outerHTML)).toEqual([
      '<li>One</li>',
      '<li>&lt;i&gt;Two&lt;/i&gt;</li>',
    ])
    expect(user.document.querySelector('input')?.value).toBe('')
  })

  test('moves and removes rows, and puts them back when the event fails', async () => {
    const gate = new Gate()
    const fail = async (): Promise<never> => {
      await gate.opened
      throw new Error('no')
    }
    class Rows extends LiveView {
      rows = ['a', 'b', 'c']
      render() {
        return html`<ul>
          ${this.rows.map(
            (row) =>
              html`<li id=${row}>
                <button @click=${on(fail, { optimistic: moveRow({ closest: 'li' }, 'first') })}>Raise</button>
                <button @click=${on(fail, { optimistic: removeRow({ closest: 'li' }) })}>Remove</button>
              </li>`,
          )}
        </ul>`
      }
    }
    await using user = await visit(createApp({ logger: quiet([]) }).live('/', Rows), '/')
    const rows = (): string[] =>
      [...user.document.querySelectorAll('li')].map((row) => `${row.id} ${row.style.display}`.trim())
    const [, , , removeB, raiseC] = user.document.querySelectorAll('button')
    raiseC?.click()
    removeB?.click()
    await expect.poll(rows).toEqual(['c', 'a', 'b none'])
    gate.open()
    await user.settled()
    expect(rows()).toEqual(['a', 'b', 'c'])
  })
})

/** Holds handlers back until it is opened. */
class Gate {
  open: () => void = () => {}
  readonly opened: Promise<void> = new Promise((resolve) => (this.open = resolve))
}

function quiet(problems: string[]): Logger {
  const note = (...all: unknown[]): void => void problems.push(all.map(String).join(' '))
  return { info: note, warn: note, error: note }
}
