import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTheatre, type Theatre } from './stage.ts'

let theatre: Theatre
beforeAll(async () => {
  theatre = await openTheatre()
})
afterAll(() => theatre[Symbol.asyncDispose]())

describe('fragments', () => {
  it.each([
    ['a row', '<table><tbody id="t"><tr><td>0</td></tr></tbody></table>', '<tr><td>1</td></tr>'],
    ['a cell', '<table><tr id="t"><td>0</td></tr></table>', '<td>1</td>'],
    ['a style', '<div id="t"><i></i></div>', '<style>p{color:red}</style><p>1</p>'],
    ['a comment', '<div id="t"><i></i></div>', '<!--note--><p>1</p>'],
    ['a link and text', '<div id="t"><i></i></div>', '<link rel="x">one'],
    ['an option', '<select id="t"><option>0</option></select>', '<option>1</option>'],
  ])('that start with %s arrive whole', async (_, body, fragment) => {
    await using stage = await theatre.open(body)
    const before = await stage.page.innerHTML('#t')
    stage.say(0, ['append', '#t', fragment])
    await stage.quiet()
    expect(await stage.page.innerHTML('#t')).toBe(before + fragment)
  })

  it('are shapes in SVG', async () => {
    await using stage = await theatre.open('<svg id="t"></svg>')
    stage.say(0, ['append', '#t', '<circle r="4"/>'])
    await stage.quiet()
    expect(await stage.page.evaluate(() => document.querySelector('circle')?.namespaceURI)).toContain('svg')
  })

  it('do not run their scripts', async () => {
    await using stage = await theatre.open('<div id="t"></div>')
    stage.say(0, ['replace', '#t', '<script>document.title = "run"</script><img src="x" alt="">'])
    await stage.quiet()
    expect(await stage.page.title()).toBe('Start')
  })

  it('take the focus where they say so', async () => {
    await using stage = await theatre.open('<div id="t"></div>')
    stage.say(0, ['replace', '#t', '<input name="a"><input name="b" autofocus>'])
    await stage.quiet()
    expect(await stage.page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('b')
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
    await using stage = await theatre.open('<main><ul><li id="t">a</li></ul></main>')
    stage.say(0, [operation, '#t', '<b></b>'])
    await stage.quiet()
    expect(await stage.page.innerHTML('main')).toBe(after)
  })

  it('reach every element that the selector finds', async () => {
    await using stage = await theatre.open('<p class="t">1</p><p class="t">2</p><p>3</p>')
    stage.say(0, ['append', '.t', '<i></i>'], ['remove', 'p:last-child', ''])
    await stage.quiet()
    expect(await stage.page.locator('i').count()).toBe(2)
  })

  it('that miss their target are reported, and the rest goes on', async () => {
    await using stage = await theatre.open('<p id="t"></p>')
    stage.say(
      0,
      ['replace', '#none', 'x'],
      ['remove', '##'],
      ['scroll', '#none'],
      ['title', 'Next'],
      ['replace', '#t', 'x'],
    )
    expect(await stage.quiet()).toEqual([
      ['problem', 'missing-target', '#none'],
      ['problem', 'invalid-selector', '##'],
      ['problem', 'missing-target', '#none'],
    ])
    expect(await stage.page.title()).toBe('Next')
    expect(await stage.page.innerText('#t')).toBe('x')
  })

  it('work on forms whose controls are called like methods', async () => {
    await using stage = await theatre.open('<form id="t"><input name="append"><input name="remove"></form>')
    stage.say(0, ['append', '#t', '<b></b>'])
    await stage.quiet()
    expect(await stage.page.locator('form > b').count()).toBe(1)
    stage.say(0, ['remove', '#t'])
    await stage.quiet()
    expect(await stage.page.locator('form').count()).toBe(0)
  })

  it('say something for a while', async () => {
    await using stage = await theatre.open('')
    await stage.page.clock.install()
    stage.say(0, ['flash', 'Saved <b>', 'good'])
    await stage.quiet()
    expect(await stage.page.innerHTML('[role=status]')).toBe('<p data-kind="good">Saved &lt;b&gt;</p>')
    await stage.page.clock.fastForward(6_000)
    expect(await stage.page.innerHTML('[role=status]')).toBe('')
  })

  it('run commands', async () => {
    await using stage = await theatre.open(
      '<div id="box"><span></span><button>b</button></div><p class="d"></p><p class="d"></p>',
    )
    await stage.page.evaluate(() => {
      document.addEventListener('ping', (event) => {
        document.title += (event as CustomEvent<string>).detail
      })
    })
    stage.say(0, ['focus', '#box'], ['dispatch', '.d', 'ping', '!'], ['scroll', '#box', 'smooth'])
    await stage.quiet()
    expect(await stage.page.evaluate(() => document.activeElement?.localName)).toBe('button')
    expect(await stage.page.title()).toBe('Start!!')
  })
})

describe('morph', () => {
  it('keeps what was typed, chosen and focused, and loads its script once', async () => {
    await using stage = await theatre.open(
      '<div id="t"><input id="a"><input id="b"><input id="c" type="checkbox"><p>old</p></div>',
    )
    await stage.page.fill('#a', 'typed')
    await stage.page.check('#c')
    await stage.page.focus('#b')
    const fragment = '<input id="a" value="x"><input id="b"><input id="c" type="checkbox"><p>new</p>'
    stage.say(0, ['morph', '#t', fragment], ['append', '#t', '<i></i>'])
    stage.say(0, ['title', 'After'])
    await stage.quiet()
    stage.say(0, ['morph', '#t', fragment])
    await stage.quiet()
    expect(await stage.page.inputValue('#a')).toBe('typed')
    expect(await stage.page.isChecked('#c')).toBe(true)
    expect(await stage.page.innerText('p')).toBe('new')
    expect(await stage.page.evaluate(() => document.activeElement?.id)).toBe('b')
    expect(await stage.page.title()).toBe('After')
    expect(stage.requests).toEqual(['GET /morph.js'])
  })
})

describe('roots', () => {
  const templates = { 1: ['h', '<h1 _></h1><div _></div>', ['s', '!']], 2: ['i', '<b _></b>', ['s']] }

  it('own what stands in them', async () => {
    await using stage = await theatre.open(
      '<main data-live-root="0"><h1>one</h1><div data-live-foreign></div></main>',
      {
        join: false,
      },
    )
    await stage.join([[0, 'shape', 1]], templates)
    stage.say(
      0,
      ['replace', 'h1', 'x'],
      ['remove', 'h1'],
      ['append', 'main', 'x'],
      ['morph', 'main', 'x'],
      ['append', 'main div', '<i></i>'],
      ['before', 'main', '<hr>'],
    )
    expect(await stage.quiet()).toEqual([
      ['problem', 'owned-by-view', 'h1'],
      ['problem', 'owned-by-view', 'h1'],
      ['problem', 'owned-by-view', 'main'],
      ['problem', 'owned-by-view', 'main'],
    ])
    expect(await stage.page.innerHTML('main')).toBe('<h1>one</h1><div data-live-foreign=""><i></i></div>')
    expect(await stage.page.locator('hr').count()).toBe(1)
  })

  it('are mounted, change, and are left when their element goes', async () => {
    await using stage = await theatre.open('<p id="t">old</p>')
    stage.say(templates, 0, ['mount', '#t', 4, [2, 'new']])
    stage.say([4, [0, 0, 'newer']])
    await stage.quiet()
    expect(await stage.page.innerHTML('#t')).toBe('<b>newer</b>')
    stage.say(0, ['replace', '#t', 'gone'])
    expect(await stage.heard()).toEqual(['left', 4])
    // What was under way for it is passed over.
    stage.say([4, [0, 0, 'late']])
    expect(await stage.quiet()).toEqual([])
    expect(await stage.page.innerHTML('#t')).toBe('gone')
  })

  it('are left when they are mounted nowhere', async () => {
    await using stage = await theatre.open('')
    stage.say(templates, 0, ['mount', '#none', 4, [2, 'new']])
    expect(await stage.quiet()).toEqual([
      ['problem', 'missing-target', '#none'],
      ['left', 4],
    ])
  })

  it('come anew once, when something does not fit', async () => {
    await using stage = await theatre.open('<main data-live-root="0"><h2>other</h2></main>', { join: false })
    await stage.join([[0, 'shape', 1]], templates)
    const [word, seen] = await stage.heard()
    expect([word, seen]).toEqual(['mismatch', 0])
    stage.say([0, [0, 0, 'passed over']], ['title', 'Still done'])
    expect(await stage.quiet()).toEqual([])
    expect(await stage.page.innerHTML('main')).toBe('<h2>other</h2>')
    expect(await stage.page.title()).toBe('Still done')
    stage.say({ 1: 'i' }, 0, ['epoch', [0, [1, 'anew']]])
    await stage.quiet()
    expect(await stage.page.innerHTML('main')).toBe('<b>anew</b>')
  })
})
