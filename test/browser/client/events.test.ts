import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestBrowser, type Fixture, type TestBrowser } from './fixture.ts'

let testBrowser: TestBrowser
beforeAll(async () => {
  testBrowser = await openTestBrowser()
})
afterAll(() => testBrowser[Symbol.asyncDispose]())

/** The payload of the next event. */
async function payload(fixture: Fixture): Promise<Record<string, unknown>> {
  const [, , , fields = {}] = await fixture.heard()
  return fields as Record<string, unknown>
}

describe('forms', () => {
  it('tell everything as FormData has it, the submitter included', async () => {
    await using fixture = await testBrowser.open(`
      <form live-submit="save" id="f">
        <input name="firstName" value="Ann"><input name="user[Email]" value="a@b.c"><input name="DOB" value="1">
        <input type="checkbox" name="tags" value="x" checked><input type="checkbox" name="tags" value="y" checked>
        <input type="checkbox" name="tags" value="z"><input type="radio" name="r" value="1"><input type="radio" name="r" value="2" checked>
        <select name="many" multiple><option selected>1<option>2<option selected>3</select>
        <input name="off" value="x" disabled><input value="nameless"><input type="file" name="file">
        <button name="do" value="draft">Draft</button><button name="do" value="send">Send</button>
      </form>
      <textarea name="outside" form="f">far</textarea>`)
    await fixture.page.click('text=Send')
    const heard = await fixture.heard()
    expect(heard.slice(0, 3)).toEqual([0, 'submit', 'save'])
    expect(heard[3]).toEqual({
      form: [
        ['firstName', 'Ann'],
        ['user[Email]', 'a@b.c'],
        ['DOB', '1'],
        ['tags', 'x'],
        ['tags', 'y'],
        ['r', '2'],
        ['many', '1'],
        ['many', '3'],
        ['file', ''],
        ['do', 'send'],
        ['outside', 'far'],
      ],
    })
    expect(fixture.requests).toEqual([])
  })

  it.each([
    ['<form method="dialog" live-submit="ok"><button>OK</button></form>'],
    ['<form live-submit="ok"><button formmethod="dialog">OK</button></form>'],
  ])('close the dialog that they are the form of, and are told: %s', async (form) => {
    await using fixture = await testBrowser.open(`<dialog>${form}</dialog>`)
    await fixture.page.evaluate(() => document.querySelector('dialog')?.showModal())
    await fixture.page.click('text=OK')
    expect((await fixture.heard()).slice(0, 3)).toEqual([0, 'submit', 'ok'])
    expect(await fixture.page.locator('dialog').isVisible()).toBe(false)
    expect(fixture.requests).toEqual([])
  })

  it('are not sent while they are invalid, neither by submit nor by an action of a button', async () => {
    await using fixture = await testBrowser.open(`
      <form live-submit="save"><input name="a" required><button>Save</button></form>
      <form><input name="b" required><button live-click="keep">Keep</button></form>`)
    await fixture.page.click('text=Save')
    await fixture.page.click('text=Keep')
    expect(await fixture.quiet()).toEqual([])
    await fixture.page.fill('[name=b]', 'x')
    await fixture.page.click('text=Keep')
    expect(await payload(fixture)).toMatchObject({ form: [['b', 'x']] })
    expect(fixture.requests).toEqual([])
  })

  it('come along with changes of their controls that name an action', async () => {
    await using fixture = await testBrowser.open(
      '<form><input name="q" live-input="search" data-page="1"><input name="w" value="x"></form><input live-input="loose">',
    )
    await fixture.page.fill('[name=q]', 'a')
    expect(await fixture.heard()).toEqual([
      0,
      'input',
      'search',
      {
        value: 'a',
        data: { page: '1' },
        form: [
          // Its text is the value.
          ['q'],
          ['w', 'x'],
        ],
      },
    ])
    await fixture.page.fill('[live-input=loose]', 'b')
    expect(await payload(fixture)).toEqual({ value: 'b' })
  })
})

describe('links and boxes', () => {
  it('open elsewhere when the user says so', async () => {
    await using fixture = await testBrowser.open(`
      <a href="about:blank" live-click="show">here</a>
      <a href="about:blank" target="_blank" live-click="show">blank</a>
      <a href="data:text/plain,x" download live-click="show">save</a>`)
    await fixture.page.click('text=here', { modifiers: ['Control'] })
    await fixture.page.click('text=here', { button: 'middle' })
    await fixture.page.click('text=blank')
    await fixture.page.click('text=save')
    expect(await fixture.quiet()).toEqual([])
    await fixture.page.click('text=here')
    expect((await fixture.heard()).slice(1, 3)).toEqual(['click', 'show'])
    expect(fixture.page.url()).toContain('http')
  })

  it('are ticked although a handler hears the click', async () => {
    await using fixture = await testBrowser.open('<input type="checkbox" live-click="tick" value="v">')
    await fixture.page.click('input')
    expect(await payload(fixture)).toMatchObject({ checked: true, value: 'v' })
    expect(await fixture.page.isChecked('input')).toBe(true)
  })
})

describe('payloads', () => {
  it('tell keys, modifiers and positions', async () => {
    await using fixture = await testBrowser.open(
      '<input live-keydown="key"><div live-click="at" live-wheel="wheel" style="position:absolute;left:20px;top:100px;width:50px;height:50px"></div>',
    )
    await fixture.page.focus('input')
    await fixture.page.keyboard.press('Control+Shift+K')
    await fixture.heard()
    await fixture.heard()
    expect(await payload(fixture)).toEqual({ key: 'K', code: 'KeyK', modifiers: 'cs' })
    await fixture.page.mouse.click(25, 110)
    expect(await payload(fixture)).toEqual({ at: [25, 110, 5, 10] })
    await fixture.page.mouse.wheel(0, 40)
    expect(await payload(fixture)).toEqual({ at: [25, 110, 5, 10], wheel: [0, 40] })
  })

  it('neither lay out the page nor ask another process of the browser for what has no place', async () => {
    await using fixture = await testBrowser.open(
      '<input live-input="typed"><button live-click="at">At</button>',
    )
    await fixture.page.evaluate(noteCosts)
    await fixture.page.locator('input').pressSequentially('a')
    expect(await payload(fixture)).toEqual({ value: 'a' })
    expect(await fixture.page.evaluate('costs')).toEqual([])
    await fixture.page.click('button')
    expect(Object.keys(await payload(fixture))).toEqual(['at'])
    expect(await fixture.page.evaluate('costs')).toEqual(['getBoundingClientRect'])
  })

  it('tell data in plain names, choices and details', async () => {
    await using fixture = await testBrowser.open(
      '<select multiple data-live-change="choose" data-user-id="7" data-Big="1"><option>a<option>b<option>c</select><p live-change="custom"></p>',
    )
    await fixture.page.selectOption('select', ['a', 'c'])
    expect(await payload(fixture)).toEqual({ value: ['a', 'c'], data: { 'user-id': '7', big: '1' } })
    await fixture.page.evaluate(() => {
      const detail = { a: [1, null] }
      document.querySelector('p')?.dispatchEvent(new CustomEvent('change', { detail }))
    })
    expect(await payload(fixture)).toEqual({ detail: { a: [1, null] } })
  })
})

describe('actions', () => {
  it('are heard for events that do not bubble, on the element alone', async () => {
    await using fixture = await testBrowser.open(
      '<div live-focus="no"><input live-focus="yes"></div><dialog live-close="closed">x</dialog><details live-toggle="toggled"><summary>s</summary></details>',
    )
    // Browsers tell of these later, from queues of their own: one after the other.
    await fixture.page.focus('input')
    expect((await fixture.heard())[2]).toBe('yes')
    await fixture.page.click('summary')
    expect((await fixture.heard())[2]).toBe('toggled')
    await fixture.page.evaluate(() => {
      document.querySelector('dialog')?.show()
      document.querySelector('dialog')?.close()
    })
    expect((await fixture.heard())[2]).toBe('closed')
  })

  it('bubble from the inside out', async () => {
    await using fixture = await testBrowser.open('<div live-click="outer"><b live-click="inner">x</b></div>')
    await fixture.page.click('b')
    expect([(await fixture.heard())[2], (await fixture.heard())[2]]).toEqual(['inner', 'outer'])
  })

  it('do nothing when disabled, inert or inside of what is foreign', async () => {
    await using fixture = await testBrowser.open(`
      <fieldset disabled live-click="self"><b live-click="a">a</b></fieldset>
      <fieldset disabled><legend><button live-click="legend">l</button></legend><legend><b live-click="f">f</b></legend></fieldset>
      <fieldset disabled><fieldset><legend><b live-click="g">g</b></legend></fieldset></fieldset>
      <div inert><b live-click="b">b</b></div>
      <button disabled live-click="c">c</button>
      <div data-live-foreign live-click="own"><b live-click="d">d</b></div>
      <p live-click="">e</p>`)
    await fixture.page.evaluate(() =>
      document.querySelectorAll('b,button,p').forEach((each) => (each as HTMLElement).click()),
    )
    expect((await fixture.quiet()).map(([, , name]) => name)).toEqual(['legend', 'own'])
  })

  it('are heard through the shadow DOM', async () => {
    await using fixture = await testBrowser.open('<x-field live-input="typed"></x-field>')
    await fixture.page.evaluate(() => {
      const root = document.querySelector('x-field')?.attachShadow({ mode: 'open' })
      if (root) root.innerHTML = '<input>'
    })
    await fixture.page.fill('x-field input', 'inside')
    expect(await payload(fixture)).toEqual({ value: 'inside' })
  })
})

describe('event parts', () => {
  const open = async (html: string, parts: unknown[], binding: unknown): Promise<Fixture> => {
    const fixture = await testBrowser.open('<main data-live-root="0"></main>', { join: false })
    await fixture.join([[0, 'values', [1, ...[binding].flat()]]], { 1: ['h', html, parts] })
    await fixture.quiet()
    return fixture
  }

  it('are named by their path', async () => {
    await using fixture = await open('<button _>x</button>', ['@click'], 0)
    await fixture.page.click('button')
    expect((await fixture.heard()).slice(0, 3)).toEqual([1, 'click', [0, 0]])
  })

  it.each([
    ['once', { once: 1 }, 1],
    ['self', { self: 1 }, 0],
    ['local', { local: 1, run: [['focus', '#there']] }, 0],
  ])('obey %s', async (_, binding, count) => {
    await using fixture = await open(
      '<label _><input type="checkbox" id="there"><b>x</b></label>',
      ['@mousedown'],
      binding,
    )
    await fixture.page.click('b')
    await fixture.page.click('b')
    expect((await fixture.quiet()).length).toBe(count)
    expect(await fixture.page.evaluate(() => document.activeElement?.id)).toBe('there')
  })

  it('obey prevent', async () => {
    await using fixture = await open('<input type="checkbox" _>', ['@click'], { prevent: 1 })
    await fixture.page.click('input')
    expect(await payload(fixture)).toMatchObject({ checked: true })
    expect(await fixture.page.isChecked('input')).toBe(false)
  })

  it('obey prevent where documents cannot: wheels do not scroll, until the handler is another one', async () => {
    const box = '<div _ style="width:99px;height:99px;overflow:scroll"><p style="height:999px">a</p></div>'
    await using fixture = await open(box, ['@wheel'], { prevent: 1 })
    const { page } = fixture
    const scrolled = () => page.evaluate(() => document.querySelector('[data-live-root] div')?.scrollTop)
    const wheel = async () => {
      await page.mouse.move(40, 40)
      await page.mouse.wheel(0, 50)
      await fixture.heard()
      await page.waitForTimeout(200)
    }
    await wheel()
    expect(await scrolled()).toBe(0)
    fixture.say([0, [0, 0, 0]], 1)
    await fixture.quiet()
    await wheel()
    expect(await scrolled()).toBeGreaterThan(0)
  })

  it.each(['touchstart', 'touchmove'])(
    'obey prevent where documents cannot: %s, until the handler is another one',
    async (type) => {
      await using fixture = await open('<div _>a</div>', [`@${type}`], { prevent: 1 })
      const { page } = fixture
      await page.waitForSelector('[data-live-root] div')
      const isPrevented = () =>
        page.evaluate((name) => {
          const touch = new Event(name, { bubbles: true, cancelable: true })
          document.querySelector('[data-live-root] div')?.dispatchEvent(touch)
          return touch.defaultPrevented
        }, type)
      expect(await isPrevented()).toBe(true)
      fixture.say([0, [0, 0, 0]])
      await fixture.quiet()
      expect(await isPrevented()).toBe(false)
    },
  )

  it('obey stop and keys', async () => {
    await using fixture = await open(
      '<div _><input _></div>',
      ['@keydown', '@keydown'],
      [0, { stop: 1, keys: ['Enter'] }],
    )
    await fixture.page.focus('input')
    await fixture.page.keyboard.press('a')
    expect((await fixture.heard())[2]).toEqual([0, 0])
    await fixture.page.keyboard.press('Enter')
    expect((await fixture.heard())[2]).toEqual([0, 1])
    expect(await fixture.quiet()).toEqual([])
  })
})

describe('an event', () => {
  it('is pending until its outcome, and says when it failed', async () => {
    await using fixture = await testBrowser.open('<button live-click="a">x</button>')
    await fixture.page.evaluate(() => {
      document.addEventListener('live:outcome', (event) => {
        document.title = JSON.stringify((event as CustomEvent).detail)
      })
    })
    await fixture.page.click('button')
    await fixture.page.click('button')
    expect(await fixture.page.locator('[data-live-pending]').count()).toBe(1)
    fixture.say(0, 1)
    await fixture.quiet()
    expect(await fixture.page.title()).toBe('Start')
    expect(await fixture.page.locator('[data-live-pending]').count()).toBe(1)
    fixture.say(0, ['refused', 2, 'denied'])
    await fixture.quiet()
    expect(await fixture.page.locator('[data-live-pending]').count()).toBe(0)
    expect(await fixture.page.title()).toBe('{"type":"click","outcome":"refused","code":"denied"}')
  })

  it('is refused in the browser when it is too large', async () => {
    await using fixture = await testBrowser.open(
      '<form live-submit="a"><textarea name="t"></textarea><button>x</button></form>',
    )
    await fixture.page.evaluate(() => {
      document.addEventListener('live:outcome', (event) => {
        document.title = JSON.stringify((event as CustomEvent).detail)
      })
      const area = document.querySelector('textarea')
      if (area) area.value = 'é'.repeat(270_000)
    })
    await fixture.page.click('button')
    expect(await fixture.quiet()).toEqual([])
    expect(await fixture.page.title()).toBe('{"type":"submit","outcome":"refused","code":"limited"}')
  })
})

it('elements whose names hide members of the document and of forms break nothing', async () => {
  await using fixture = await testBrowser.open(
    `<img name="querySelector"><img name="querySelectorAll"><img name="documentElement"><img name="activeElement">
    <img name="addEventListener"><img name="createElement"><img name="importNode"><img name="body">
    <main data-live-root="0"></main>`,
    { join: false },
  )
  const html =
    '<form _><input name="matches"><input name="closest"><input name="hasAttribute"><input name="getAttribute"><input name="dispatchEvent"><button _ class="go">x</button></form>'
  await fixture.join([[0, 'values', [1, 0, 0]]], { 1: ['h', html, ['@submit', '@click']] })
  // The names break the tools of the test as well.
  const textOf = (tag: string) =>
    fixture.page.evaluate((name) => document.getElementsByTagName(name)[0]?.textContent, tag)
  await expect.poll(() => textOf('button')).toBe('x')
  await fixture.page.evaluate(() => document.getElementsByTagName('button')[0]?.click())
  expect((await fixture.heard()).slice(1, 3)).toEqual(['click', [0, 1]])
  expect((await fixture.heard()).slice(1, 3)).toEqual(['submit', [0, 0]])
  fixture.say(0, 1, ['failed', 2], ['flash', 'shown', 'info'])
  await expect.poll(() => textOf('p')).toBe('shown')
})

it('an event with a detail that cannot be sent is refused, and throws nothing', async () => {
  await using fixture = await testBrowser.open('<p live-click="take">here</p>')
  await fixture.page.waitForSelector('html[data-live-status=live]')
  const seen = await fixture.page.evaluate(() => {
    const seen: unknown[] = []
    addEventListener('error', ({ message }) => seen.push(message))
    addEventListener('live:outcome', (event) => event instanceof CustomEvent && seen.push(event.detail))
    const detail: { self?: unknown } = {}
    detail.self = detail
    for (const each of [detail, 1n])
      document.querySelector('p')?.dispatchEvent(new CustomEvent('click', { bubbles: true, detail: each }))
    return seen
  })
  const refused = { type: 'click', outcome: 'refused', code: 'invalid' }
  expect(seen).toEqual([refused, refused])
  expect(await fixture.quiet()).toEqual([])
})

it('a submitter that needs no valid form sends it as it is', async () => {
  await using fixture = await testBrowser.open(
    '<form><input name="a" required><button live-click="draft" formnovalidate>Draft</button></form>',
  )
  await fixture.page.click('text=Draft')
  expect(await payload(fixture)).toMatchObject({ form: [['a', '']] })
})

it('a form is not sent while it is invalid, also when a field is called like what says so', async () => {
  await using fixture = await testBrowser.open(
    '<form><input name="noValidate" required><button live-click="save">Save</button></form>',
  )
  await fixture.page.click('button')
  expect(await fixture.quiet()).toEqual([])
})

/** Runs in the page: what is slow is written down in `costs`. */
function noteCosts(): void {
  const costs: string[] = []
  const { getBoundingClientRect } = Element.prototype
  Element.prototype.getBoundingClientRect = function (): DOMRect {
    costs.push('getBoundingClientRect')
    return getBoundingClientRect.call(this)
  }
  for (const name of ['scrollLeft', 'scrollTop']) {
    const member = Object.getOwnPropertyDescriptor(Element.prototype, name)
    Object.defineProperty(Element.prototype, name, {
      ...member,
      get(): unknown {
        costs.push(name)
        return member?.get?.call(this) as unknown
      },
    })
  }
  class NotedBlob extends Blob {
    constructor(parts?: BlobPart[], options?: BlobPropertyBag) {
      super(parts, options)
      costs.push('Blob')
    }
  }
  Object.assign(window, { costs, Blob: NotedBlob })
}
