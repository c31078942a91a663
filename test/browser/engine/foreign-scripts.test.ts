/** Translators, extensions and other scripts change the page at any time, and know nothing of what is ours in it. */
import { describe, expect, test } from 'vitest'
import { repeat } from '../../../src/template/directives.ts'
import { html } from '../../../src/template/html.ts'
import { engineForFile, LivePage } from './open-engine.ts'

const browser = await engineForFile()

interface Shown {
  readonly name: string
  readonly note: string
  readonly rows: readonly number[]
}

/** Texts alone and beside others, texts that are empty, and rows that begin and end with text. */
const view = ({ name, note, rows }: Shown) =>
  html`Dear ${name}, <h1>Hello ${name}${note}!</h1><p>${note}</p><p>${rows.map((row) => html`row ${row} of ${name} `)}</p>
    <ul>${repeat(rows, (row) => row, (row) => html`<li>${row}: <b>${name}</b></li>`)}</ul>${note ? html`a note: ${note}` : null} end` // prettier-ignore

const STEPS: readonly Shown[] = [
  { name: 'Anna', note: '', rows: [1, 2, 3] },
  { name: 'Bert', note: '', rows: [3, 1, 2] },
  { name: '', note: 'new', rows: [4, 3] },
  { name: 'Cleo', note: 'new', rows: [] },
  { name: 'Cleo', note: '', rows: [5, 4, 3] },
  { name: 'Dora', note: 'last', rows: [3, 5] },
]

/** Shows one value after the other, and compares each with a page that nobody has touched. */
async function expectSteps(disturb: () => void, steps: readonly Shown[] = STEPS): Promise<void> {
  const [first, ...later] = steps
  await using live = await LivePage.open(browser, view(first ?? { name: '', note: '', rows: [] }))
  for (const step of later) {
    await live.page.evaluate(disturb)
    await live.change(view(step))
    await using fresh = await LivePage.open(browser, view(step))
    expect(await live.page.evaluate(() => engine.container().textContent)).toBe(
      await fresh.page.evaluate(() => engine.container().textContent),
    )
  }
}

describe('a page stays as the server says', () => {
  test('when a script normalizes the whole document', async () => {
    await expectSteps(() => document.body.normalize())
  })

  test('when a script normalizes it before it is bound, and a row that is made later', async () => {
    const list = (rows: readonly string[]) =>
      html`<p>${rows.map((row) => html`from ${row} to ${''}`)}</p>${html``}${html``}`
    await using live = await LivePage.open(browser, list(['a', 'b']), (page) =>
      page.evaluate(() => document.body.normalize()),
    )
    for (const rows of [['a', 'b', 'c'], ['x', 'c'], [], ['c', 'a']]) {
      await live.change(list(rows))
      await live.page.evaluate(() => document.body.normalize())
      expect(await live.picture()).toBe(
        rows.length ? `<p>"${rows.map((row) => `from ${row} to `).join('')}"</>` : '<p></>',
      )
    }
  })

  test('when a script wraps words in <mark>', async () => {
    await expectSteps(() => {
      const walker = document.createTreeWalker(engine.container(), NodeFilter.SHOW_TEXT)
      const words: Text[] = []
      while (walker.nextNode()) {
        // Only texts are shown to it.
        const text = walker.currentNode as Text
        if (/^[A-Z]\w{3}$/.test(text.data)) words.push(text)
      }
      for (const word of words) {
        const mark = document.createElement('mark')
        word.splitText(1).splitText(2).before(mark)
        mark.append(mark.previousSibling ?? '')
      }
    })
  })
})

/** What Google Translate does: a text gives way to a <font> in a <font>. It skips what is empty. */
const TRANSLATE = (): void => {
  const walker = document.createTreeWalker(engine.container(), NodeFilter.SHOW_TEXT)
  const texts: Text[] = []
  // Only texts are shown to it.
  while (walker.nextNode()) texts.push(walker.currentNode as Text)
  for (const text of texts) {
    if (!/\w/.test(text.data) || text.parentElement?.closest('font')) continue
    const template = document.createElement('template')
    template.innerHTML = '<font><font></font></font>'
    const font = template.content.firstElementChild
    font?.firstElementChild?.append(text.data.toUpperCase())
    text.replaceWith(font ?? '')
  }
}

describe('a page that is translated', () => {
  test('goes on changing, with what is new in the language of the page', async () => {
    await using live = await LivePage.open(browser, view({ name: 'Anna', note: '', rows: [1, 2, 3] }))
    for (const step of STEPS.slice(1)) {
      await live.page.evaluate(TRANSLATE)
      await live.change(view(step))
      await live.page.evaluate(TRANSLATE)
      await using fresh = await LivePage.open(browser, view(step))
      await fresh.page.evaluate(TRANSLATE)
      expect(await live.page.evaluate(() => engine.container().textContent)).toBe(
        await fresh.page.evaluate(() => engine.container().textContent),
      )
    }
  })

  test('shows the whole of a text that grows while it is translated', async () => {
    const grown = (text: string) => html`<p>${text}</p>`
    await using live = await LivePage.open(browser, grown('one'))
    await live.page.evaluate(TRANSLATE)
    await live.change(grown('one, two'))
    expect(await live.picture()).toBe('<p>"one, two"</>')
    await live.page.evaluate(TRANSLATE)
    await live.change(grown('one, two, three'))
    expect(await live.picture()).toBe('<p>"one, two, three"</>')
  })

  test('shows what changes in a text that was wrapped before the page was live', async () => {
    const shown = (name: string) => html`<p>${name}</p><p>${name}<i></i></p>`
    await using live = await LivePage.open(browser, shown('Anna'), (page) => page.evaluate(TRANSLATE))
    expect(await live.picture()).toContain('ANNA')
    await live.change(shown('Bert'))
    expect(await live.picture()).toBe('<p>"Bert"</><p>"Bert"<i></></>')
  })
})

describe('a password manager', () => {
  const form = (user: string, isWrong: boolean) =>
    html`<form><label>User <input name="user" value=${user}> *</label>${isWrong ? html`<p class="error">Wrong, ${user}.</p>` : null}<input type="password" name="password"><button class="main">Log in</button></form><p>${user}</p>` // prettier-ignore
  /** An icon behind each input, one at the start of the form, and its own root at the end of the container. */
  const DECORATE = (): void => {
    for (const input of document.querySelectorAll('input')) {
      input.setAttribute('data-icon', '')
      input.classList.add('with-icon')
      input.after(document.createElement('x-icon'))
    }
    const badge = document.createElement('div')
    badge.dataset['manager'] = ''
    engine.find('form').prepend(badge, document.createComment(' manager '))
    engine.container().append(badge.cloneNode(), document.createElement('x-root'))
  }
  const ours = (live: LivePage) =>
    live.page.evaluate(() => {
      for (const each of document.querySelectorAll('x-icon,x-root,[data-manager]')) each.remove()
      for (const each of document.querySelectorAll('input')) {
        each.removeAttribute('data-icon')
        each.removeAttribute('class')
      }
      return engine.picture()
    })

  for (const when of ['before', 'after'] as const) {
    test(`may put in its icons ${when} the page is live, and they stay`, async () => {
      const decorate = (page: LivePage['page']): Promise<void> => page.evaluate(DECORATE)
      await using live = await LivePage.open(
        browser,
        form('anna', false),
        when === 'before' ? decorate : undefined,
      )
      if (when === 'after') await decorate(live.page)
      for (const [user, isWrong] of [
        ['anna', true],
        ['bert', true],
        ['bert', false],
      ] as const) {
        await live.change(form(user, isWrong))
        expect(await live.page.locator('x-icon').count()).toBe(2)
      }
      await live.change(form('cleo', true))
      await using fresh = await LivePage.open(browser, form('cleo', true))
      expect(await ours(live)).toBe(await fresh.picture())
    })
  }

  test('does not mark what it puts in with anything that is ours: what could be ours is not guessed', async () => {
    const rows = (ids: readonly number[]) =>
      html`<ul>${ids.map((id) => html`<li class="row">${id}</li>`)}</ul>`
    const bind = LivePage.open(browser, rows([1, 2]), (page) =>
      page.evaluate(() => {
        const row = document.createElement('li')
        row.className = 'row sponsored'
        engine.find('ul').prepend(row)
      }),
    )
    await expect(bind).rejects.toThrow('expected nothing in UL')
  })
})

describe('an ad blocker', () => {
  const list = (rows: readonly (readonly [id: number, isAd: boolean])[], text: string) =>
    html`<ul>${repeat(rows, ([id]) => id, ([id, isAd]) => isAd ? html`<li class="ad">${id} ${text}</li>` : html`<li>${id} ${text}</li>`)}</ul>` // prettier-ignore
  const texts = (live: LivePage) =>
    live.page.evaluate(() => [...document.querySelectorAll('li')].map((each) => each.textContent).join())
  const block = (live: LivePage) => live.page.evaluate(() => document.querySelector('.ad')?.remove())

  test('may remove a row: it stays away, and all others change, move and go', async () => {
    await using live = await LivePage.open(browser, list([[1, false], [2, true], [3, false]], 'a')) // prettier-ignore
    await block(live)
    await live.change(list([[1, false], [2, true], [3, false], [4, false]], 'b')) // prettier-ignore
    expect(await texts(live)).toBe('1 b,3 b,4 b')
    await live.change(list([[4, false], [3, false], [2, true], [1, false]], 'c')) // prettier-ignore
    expect(await texts(live)).toBe('4 c,3 c,1 c')
    await live.change(list([[4, false], [3, false], [1, false]], 'd')) // prettier-ignore
    expect(await texts(live)).toBe('4 d,3 d,1 d')
  })

  test('may remove a row that comes to show something else', async () => {
    await using live = await LivePage.open(
      browser,
      list(
        [
          [1, false],
          [2, true],
        ],
        'a',
      ),
    )
    await block(live)
    await live.change(
      list(
        [
          [1, false],
          [2, false],
        ],
        'b',
      ),
    )
    await live.change(
      list(
        [
          [1, false],
          [2, false],
        ],
        'c',
      ),
    )
    expect(await texts(live)).toBe('1 c')
  })
})
