import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestBrowser, type TestBrowser } from './fixture.ts'

let testBrowser: TestBrowser
beforeAll(async () => {
  testBrowser = await openTestBrowser()
})
afterAll(() => testBrowser[Symbol.asyncDispose]())

describe('fragments', () => {
  it.each([
    ['a row', '<table><tbody id="t"><tr><td>0</td></tr></tbody></table>', '<tr><td>1</td></tr>'],
    ['a cell', '<table><tr id="t"><td>0</td></tr></table>', '<td>1</td>'],
    ['a style', '<div id="t"><i></i></div>', '<style>p{color:red}</style><p>1</p>'],
    ['a comment', '<div id="t"><i></i></div>', '<!--note--><p>1</p>'],
    ['a link and text', '<div id="t"><i></i></div>', '<link rel="x">one'],
    ['an option', '<select id="t"><option>0</option></select>', '<option>1</option>'],
  ])('that start with %s arrive whole', async (_, body, fragment) => {
    await using fixture = await testBrowser.open(body)
    const before = await fixture.page.innerHTML('#t')
    fixture.say(0, ['append', '#t', fragment])
    await fixture.quiet()
    expect(await fixture.page.innerHTML('#t')).toBe(before + fragment)
  })

  it('are shapes in SVG', async () => {
    await using fixture = await testBrowser.open('<svg id="t"></svg>')
    fixture.say(0, ['append', '#t', '<circle r="4"/>'])
    await fixture.quiet()
    expect(await fixture.page.evaluate(() => document.querySelector('circle')?.namespaceURI)).toContain('svg')
  })

  it('do not run their scripts', async () => {
    await using fixture = await testBrowser.open('<div id="t"></div>')
    fixture.say(0, ['replace', '#t', '<script>document.title = "run"</script><img src="x" alt="">'])
    await fixture.quiet()
    expect(await fixture.page.title()).toBe('Start')
  })

  it('take the focus where they say so', async () => {
    await using fixture = await testBrowser.open('<div id="t"></div>')
    fixture.say(0, ['replace', '#t', '<input name="a"><input name="b" autofocus>'])
    await fixture.quiet()
    expect(await fixture.page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('b')
  })
})

describe('operations', () => {
  it.each([
    ['replace', '<ul><li id="t"><b></b></li></ul>'],
    ['outer', '<ul><b></b></ul>'],
    ['append', '<ul><li id="t">a<b></b></li></ul>'],
    ['prepend', '<ul><li id="t"><b></b>a</li></ul>'],
    ['before', '<ul><b></b><li id="t">a</li></ul>'],
    ['after', '<ul><li id="t">a</li><b></b></ul>'],
    ['morph', '<ul><li id="t"><b></b></li></ul>'],
  ])('%s', async (operation, after) => {
    await using fixture = await testBrowser.open('<main><ul><li id="t">a</li></ul></main>')
    fixture.say(0, [operation, '#t', '<b></b>'])
    await fixture.quiet()
    expect(await fixture.page.innerHTML('main')).toBe(after)
  })

  it('reach every element that the selector finds', async () => {
    await using fixture = await testBrowser.open('<p class="t">1</p><p class="t">2</p><p>3</p>')
    fixture.say(0, ['append', '.t', '<i></i>'], ['remove', 'p:last-child', ''])
    await fixture.quiet()
    expect(await fixture.page.locator('i').count()).toBe(2)
  })

  it('that miss their target are reported, and the rest goes on', async () => {
    await using fixture = await testBrowser.open('<p id="t"></p>')
    fixture.say(
      0,
      ['replace', '#none', 'x'],
      ['remove', '##'],
      ['scroll', '#none'],
      ['title', 'Next'],
      ['replace', '#t', 'x'],
    )
    expect(await fixture.quiet()).toEqual([
      ['problem', 'missing-target', '#none'],
      ['problem', 'invalid-selector', '##'],
      ['problem', 'missing-target', '#none'],
    ])
    expect(await fixture.page.title()).toBe('Next')
    expect(await fixture.page.innerText('#t')).toBe('x')
  })

  it('work on forms whose controls are called like methods', async () => {
    await using fixture = await testBrowser.open(
      '<form id="t"><input name="append"><input name="remove"></form>',
    )
    fixture.say(0, ['append', '#t', '<b></b>'])
    await fixture.quiet()
    expect(await fixture.page.locator('form > b').count()).toBe(1)
    fixture.say(0, ['remove', '#t'])
    await fixture.quiet()
    expect(await fixture.page.locator('form').count()).toBe(0)
  })

  it('say something for a while', async () => {
    await using fixture = await testBrowser.open('', { shared: false })
    await fixture.page.clock.install()
    fixture.say(0, ['flash', 'Saved <b>', 'good'])
    await fixture.quiet()
    expect(await fixture.page.innerText('[role=status] > [data-kind=good]')).toBe('Saved <b>')
    await fixture.page.clock.fastForward(1_000)
    expect(await fixture.page.innerHTML('[role=status]')).toBe('<p data-kind="good">Saved &lt;b&gt;</p>')
    await fixture.page.clock.fastForward(5_000)
    expect(await fixture.page.innerHTML('[role=status]')).toBe('')
  })

  it('say something that screen readers read once, in a region that they know by then', async () => {
    await using fixture = await testBrowser.open('<div data-live-flash></div>', { shared: false })
    const { page } = fixture
    await page.clock.install()
    // What comes into a region that users are told of, with all that its elements are hidden from them by.
    await page.evaluate(() => {
      const read: string[] = ((globalThis as { read?: string[] }).read = [])
      new MutationObserver((changes) => {
        for (const { target, addedNodes } of changes)
          for (const { textContent } of addedNodes) {
            const [line, region] = [document.querySelector('p'), document.querySelector('[data-live-flash]')]
            const isHidden = line?.ariaHidden === 'true' || !region?.matches('[role=status]')
            read.push(`${target.nodeName} ${textContent}${isHidden ? ' hidden' : ''}`)
          }
      }).observe(document.body, { childList: true, subtree: true })
    })
    fixture.say(0, ['flash', 'Saved', 'good'])
    await fixture.quiet()
    await page.clock.fastForward(1_000)
    expect(await page.evaluate(() => (globalThis as { read?: string[] }).read)).toEqual([
      'DIV Saved hidden',
      'P Saved',
    ])
  })

  it('run commands', async () => {
    await using fixture = await testBrowser.open(
      '<div id="box"><span></span><button>b</button></div><p class="d"></p><p class="d"></p>',
    )
    await fixture.page.evaluate(() => {
      document.addEventListener('ping', (event) => {
        document.title += (event as CustomEvent<string>).detail
      })
    })
    fixture.say(0, ['focus', '#box'], ['dispatch', '.d', 'ping', '!'], ['scroll', '#box', 'smooth'])
    await fixture.quiet()
    expect(await fixture.page.evaluate(() => document.activeElement?.localName)).toBe('button')
    expect(await fixture.page.title()).toBe('Start!!')
  })
})

describe('morph', () => {
  it('keeps what was typed, chosen and focused, and loads its script once', async () => {
    await using fixture = await testBrowser.open(
      '<div id="t"><input id="a"><input id="b"><input id="c" type="checkbox"><p>old</p></div>',
    )
    await fixture.page.fill('#a', 'typed')
    await fixture.page.check('#c')
    await fixture.page.focus('#b')
    const fragment = '<input id="a" value="x"><input id="b"><input id="c" type="checkbox"><p>new</p>'
    fixture.say(0, ['morph', '#t', fragment], ['append', '#t', '<i></i>'])
    fixture.say(0, ['title', 'After'])
    await fixture.quiet()
    fixture.say(0, ['morph', '#t', fragment])
    await fixture.quiet()
    expect(await fixture.page.inputValue('#a')).toBe('typed')
    expect(await fixture.page.isChecked('#c')).toBe(true)
    expect(await fixture.page.innerText('p')).toBe('new')
    expect(await fixture.page.evaluate(() => document.activeElement?.id)).toBe('b')
    expect(await fixture.page.title()).toBe('After')
    expect(fixture.requests).toEqual(['GET /morph.js'])
  })
})

describe('roots', () => {
  const templates = { 1: ['h', '<h1 _></h1><div _></div>', ['s', '!']], 2: ['i', '<b _></b>', ['s']] }

  it('own what stands in them', async () => {
    await using fixture = await testBrowser.open(
      '<main data-live-root="0"><h1>one</h1><div data-live-foreign></div></main>',
      {
        join: false,
      },
    )
    await fixture.join([[0, 'shape', 1]], templates)
    fixture.say(
      0,
      ['replace', 'h1', 'x'],
      ['remove', 'h1'],
      ['append', 'main', 'x'],
      ['morph', 'main', 'x'],
      ['append', 'main div', '<i></i>'],
      ['before', 'main', '<hr>'],
    )
    expect(await fixture.quiet()).toEqual([
      ['problem', 'owned-by-view', 'h1'],
      ['problem', 'owned-by-view', 'h1'],
      ['problem', 'owned-by-view', 'main'],
      ['problem', 'owned-by-view', 'main'],
    ])
    expect(await fixture.page.innerHTML('main')).toBe('<h1>one</h1><div data-live-foreign=""><i></i></div>')
    expect(await fixture.page.locator('hr').count()).toBe(1)
  })

  it('are mounted, change, and are left when their element goes', async () => {
    await using fixture = await testBrowser.open('<p id="t">old</p>')
    fixture.say(templates, 0, ['mount', '#t', 4, [2, 'new']])
    fixture.say([4, [0, 0, 'newer']])
    await fixture.quiet()
    expect(await fixture.page.innerHTML('#t')).toBe('<b>newer</b>')
    fixture.say(0, ['replace', '#t', 'gone'])
    expect(await fixture.heard()).toEqual(['left', 4])
    // What was under way for it is passed over.
    fixture.say([4, [0, 0, 'late']])
    expect(await fixture.quiet()).toEqual([])
    expect(await fixture.page.innerHTML('#t')).toBe('gone')
  })

  it('are left when they are mounted nowhere', async () => {
    await using fixture = await testBrowser.open('')
    fixture.say(templates, 0, ['mount', '#none', 4, [2, 'new']])
    expect(await fixture.quiet()).toEqual([
      ['problem', 'missing-target', '#none'],
      ['left', 4],
    ])
  })

  it('come anew once, when something does not fit', async () => {
    await using fixture = await testBrowser.open('<main data-live-root="0"><h2>other</h2></main>', {
      join: false,
    })
    await fixture.join([[0, 'shape', 1]], templates)
    const [word, seen] = await fixture.heard()
    expect([word, seen]).toEqual(['mismatch', 0])
    fixture.say([0, [0, 0, 'passed over']], ['title', 'Behind it'])
    fixture.say({ 1: 'i' }, 0, ['epoch', [0, [1, 'anew']]])
    expect(await fixture.quiet()).toEqual([])
    expect(await fixture.page.title()).toBe('Behind it')
    expect(await fixture.page.innerHTML('main')).toBe('<b>anew</b>')
  })
})
