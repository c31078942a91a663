import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTheatre, type Stage, type Theatre } from './stage.ts'

let theatre: Theatre
beforeAll(async () => {
  theatre = await openTheatre()
})
afterAll(() => theatre[Symbol.asyncDispose]())

/** The payload of the next event. */
async function payload(stage: Stage): Promise<Record<string, unknown>> {
  const [, , , fields = {}] = await stage.heard()
  return fields as Record<string, unknown>
}

describe('forms', () => {
  it('tell everything as FormData has it, the submitter included', async () => {
    await using stage = await theatre.open(`
      <form live-submit="save" id="f">
        <input name="firstName" value="Ann"><input name="user[Email]" value="a@b.c"><input name="DOB" value="1">
        <input type="checkbox" name="tags" value="x" checked><input type="checkbox" name="tags" value="y" checked>
        <input type="checkbox" name="tags" value="z"><input type="radio" name="r" value="1"><input type="radio" name="r" value="2" checked>
        <select name="many" multiple><option selected>1<option>2<option selected>3</select>
        <input name="off" value="x" disabled><input value="nameless"><input type="file" name="file">
        <button name="do" value="draft">Draft</button><button name="do" value="send">Send</button>
      </form>
      <textarea name="outside" form="f">far</textarea>`)
    await stage.page.click('text=Send')
    const heard = await stage.heard()
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
    expect(stage.requests).toEqual([])
  })

  it('are not sent while they are invalid, neither by submit nor by an action of a button', async () => {
    await using stage = await theatre.open(`
      <form live-submit="save"><input name="a" required><button>Save</button></form>
      <form><input name="b" required><button live-click="keep">Keep</button></form>`)
    await stage.page.click('text=Save')
    await stage.page.click('text=Keep')
    expect(await stage.quiet()).toEqual([])
    await stage.page.fill('[name=b]', 'x')
    await stage.page.click('text=Keep')
    expect(await payload(stage)).toMatchObject({ form: [['b', 'x']] })
    expect(stage.requests).toEqual([])
  })

  it('come along with changes of their controls that name an action', async () => {
    await using stage = await theatre.open(
      '<form><input name="q" live-input="search" data-page="1"><input name="w" value="x"></form><input live-input="loose">',
    )
    await stage.page.fill('[name=q]', 'a')
    expect(await stage.heard()).toEqual([
      0,
      'input',
      'search',
      {
        value: 'a',
        data: { page: '1' },
        form: [
          ['q', 'a'],
          ['w', 'x'],
        ],
      },
    ])
    await stage.page.fill('[live-input=loose]', 'b')
    expect(await payload(stage)).toEqual({ value: 'b' })
  })
})

describe('links and boxes', () => {
  it('open elsewhere when the user says so', async () => {
    await using stage = await theatre.open(`
      <a href="about:blank" live-click="show">here</a>
      <a href="about:blank" target="_blank" live-click="show">blank</a>
      <a href="data:text/plain,x" download live-click="show">save</a>`)
    await stage.page.click('text=here', { modifiers: ['Control'] })
    await stage.page.click('text=here', { button: 'middle' })
    await stage.page.click('text=blank')
    await stage.page.click('text=save')
    expect(await stage.quiet()).toEqual([])
    await stage.page.click('text=here')
    expect((await stage.heard()).slice(1, 3)).toEqual(['click', 'show'])
    expect(stage.page.url()).toContain('http')
  })

  it('are ticked although a handler hears the click', async () => {
    await using stage = await theatre.open('<input type="checkbox" live-click="tick" value="v">')
    await stage.page.click('input')
    expect(await payload(stage)).toMatchObject({ checked: true, value: 'v' })
    expect(await stage.page.isChecked('input')).toBe(true)
  })
})

describe('payloads', () => {
  it('tell keys, modifiers and positions', async () => {
    await using stage = await theatre.open(
      '<input live-keydown="key"><div live-click="at" live-wheel="wheel" style="position:absolute;left:20px;top:100px;width:50px;height:50px"></div>',
    )
    await stage.page.focus('input')
    await stage.page.keyboard.press('Control+Shift+K')
    await stage.heard()
    await stage.heard()
    expect(await payload(stage)).toEqual({ key: 'K', code: 'KeyK', modifiers: 'cs' })
    await stage.page.mouse.click(25, 110)
    expect(await payload(stage)).toEqual({ at: [25, 110, 5, 10] })
    await stage.page.mouse.wheel(0, 40)
    expect(await payload(stage)).toEqual({ at: [25, 110, 5, 10], wheel: [0, 40] })
  })

  it('tell data in plain names, choices and details', async () => {
    await using stage = await theatre.open(
      '<select multiple data-live-change="choose" data-user-id="7" data-Big="1"><option>a<option>b<option>c</select><p live-change="custom"></p>',
    )
    await stage.page.selectOption('select', ['a', 'c'])
    expect(await payload(stage)).toEqual({ value: ['a', 'c'], data: { 'user-id': '7', big: '1' } })
    await stage.page.evaluate(() => {
      const detail = { a: [1, null] }
      document.querySelector('p')?.dispatchEvent(new CustomEvent('change', { detail }))
    })
    expect(await payload(stage)).toEqual({ detail: { a: [1, null] } })
  })
})

describe('actions', () => {
  it('are heard for events that do not bubble, on the element alone', async () => {
    await using stage = await theatre.open(
      '<div live-focus="no"><input live-focus="yes"></div><dialog live-close="closed">x</dialog><details live-toggle="toggled"><summary>s</summary></details>',
    )
    await stage.page.focus('input')
    await stage.page.click('summary')
    await stage.page.evaluate(() => {
      document.querySelector('dialog')?.show()
      document.querySelector('dialog')?.close()
    })
    const heard = [await stage.heard(), await stage.heard(), await stage.heard()]
    expect(heard.map(([, , name]) => name)).toEqual(['yes', 'toggled', 'closed'])
  })

  it('bubble from the inside out', async () => {
    await using stage = await theatre.open('<div live-click="outer"><b live-click="inner">x</b></div>')
    await stage.page.click('b')
    expect([(await stage.heard())[2], (await stage.heard())[2]]).toEqual(['inner', 'outer'])
  })

  it('do nothing when disabled, inert or inside of what is foreign', async () => {
    await using stage = await theatre.open(`
      <fieldset disabled><b live-click="a">a</b></fieldset>
      <div inert><b live-click="b">b</b></div>
      <button disabled live-click="c">c</button>
      <div data-live-foreign live-click="own"><b live-click="d">d</b></div>
      <p live-click="">e</p>`)
    await stage.page.evaluate(() =>
      document.querySelectorAll('b,button,p').forEach((each) => (each as HTMLElement).click()),
    )
    expect((await stage.quiet()).map(([, , name]) => name)).toEqual(['own'])
  })

  it('are heard through the shadow DOM', async () => {
    await using stage = await theatre.open('<x-field live-input="typed"></x-field>')
    await stage.page.evaluate(() => {
      const root = document.querySelector('x-field')?.attachShadow({ mode: 'open' })
      if (root) root.innerHTML = '<input>'
    })
    await stage.page.fill('x-field input', 'inside')
    expect(await payload(stage)).toEqual({ value: 'inside' })
  })
})

describe('event parts', () => {
  const open = async (html: string, parts: unknown[], binding: unknown): Promise<Stage> => {
    const stage = await theatre.open('<main data-live-root="0"></main>', { join: false })
    await stage.join([[0, 'values', [1, ...[binding].flat()]]], { 1: ['h', html, parts] })
    await stage.quiet()
    return stage
  }

  it('are named by their path', async () => {
    await using stage = await open('<button _>x</button>', ['@click'], 0)
    await stage.page.click('button')
    expect((await stage.heard()).slice(0, 3)).toEqual([1, 'click', [0, 0]])
  })

  it.each([
    ['once', { once: 1 }, 1],
    ['self', { self: 1 }, 0],
    ['local', { local: 1, run: [['focus', '#there']] }, 0],
  ])('obey %s', async (_, binding, count) => {
    await using stage = await open(
      '<label _><input type="checkbox" id="there"><b>x</b></label>',
      ['@mousedown'],
      binding,
    )
    await stage.page.click('b')
    await stage.page.click('b')
    expect((await stage.quiet()).length).toBe(count)
    expect(await stage.page.evaluate(() => document.activeElement?.id)).toBe('there')
  })

  it('obey prevent', async () => {
    await using stage = await open('<input type="checkbox" _>', ['@click'], { prevent: 1 })
    await stage.page.click('input')
    expect(await payload(stage)).toMatchObject({ checked: true })
    expect(await stage.page.isChecked('input')).toBe(false)
  })

  it('obey stop and keys', async () => {
    await using stage = await open(
      '<div _><input _></div>',
      ['@keydown', '@keydown'],
      [0, { stop: 1, keys: ['Enter'] }],
    )
    await stage.page.focus('input')
    await stage.page.keyboard.press('a')
    expect((await stage.heard())[2]).toEqual([0, 0])
    await stage.page.keyboard.press('Enter')
    expect((await stage.heard())[2]).toEqual([0, 1])
    expect(await stage.quiet()).toEqual([])
  })
})

describe('an event', () => {
  it('is pending until its outcome, and says when it failed', async () => {
    await using stage = await theatre.open('<button live-click="a">x</button>')
    await stage.page.evaluate(() => {
      document.addEventListener('live:outcome', (event) => {
        document.title = JSON.stringify((event as CustomEvent).detail)
      })
    })
    await stage.page.click('button')
    await stage.page.click('button')
    expect(await stage.page.locator('[data-live-pending]').count()).toBe(1)
    stage.say(0, 1)
    await stage.quiet()
    expect(await stage.page.title()).toBe('Start')
    expect(await stage.page.locator('[data-live-pending]').count()).toBe(1)
    stage.say(0, ['refused', 2, 'denied'])
    await stage.quiet()
    expect(await stage.page.locator('[data-live-pending]').count()).toBe(0)
    expect(await stage.page.title()).toBe('{"outcome":"refused","code":"denied"}')
  })

  it('is refused in the browser when it is too large', async () => {
    await using stage = await theatre.open(
      '<form live-submit="a"><textarea name="t"></textarea><button>x</button></form>',
    )
    await stage.page.evaluate(() => {
      document.addEventListener('live:outcome', (event) => {
        document.title = JSON.stringify((event as CustomEvent).detail)
      })
      const area = document.querySelector('textarea')
      if (area) area.value = 'é'.repeat(40_000)
    })
    await stage.page.click('button')
    expect(await stage.quiet()).toEqual([])
    expect(await stage.page.title()).toBe('{"outcome":"refused","code":"limited"}')
  })
})

it('elements whose names hide members of the document and of forms break nothing', async () => {
  await using stage = await theatre.open(
    `<img name="querySelector"><img name="querySelectorAll"><img name="documentElement"><img name="activeElement">
    <img name="addEventListener"><img name="createElement"><img name="importNode"><img name="body">
    <main data-live-root="0"></main>`,
    { join: false },
  )
  const html =
    '<form _><input name="matches"><input name="closest"><input name="hasAttribute"><input name="getAttribute"><input name="dispatchEvent"><button _ class="go">x</button></form>'
  await stage.join([[0, 'values', [1, 0, 0]]], { 1: ['h', html, ['@submit', '@click']] })
  // The names break the tools of the test as well.
  const textOf = (selector: string) =>
    stage.page.evaluate(
      (each) => Document.prototype.querySelector.call(document, each)?.textContent,
      selector,
    )
  await expect.poll(() => textOf('.go')).toBe('x')
  await stage.page.evaluate(() =>
    Document.prototype.querySelector
      .call(document, '.go')
      ?.dispatchEvent(new MouseEvent('click', { bubbles: true })),
  )
  expect((await stage.heard()).slice(1, 3)).toEqual(['click', [0, 1]])
  expect((await stage.heard()).slice(1, 3)).toEqual(['submit', [0, 0]])
  stage.say(0, 1, ['failed', 2], ['flash', 'shown', 'info'])
  await expect.poll(() => textOf('[role=status]')).toBe('shown')
})

it('an event with a detail that cannot be sent is refused, and throws nothing', async () => {
  await using stage = await theatre.open('<p live-click="take">here</p>')
  await stage.page.waitForSelector('html[data-live-status=live]')
  const seen = await stage.page.evaluate(() => {
    const seen: unknown[] = []
    addEventListener('error', ({ message }) => seen.push(message))
    addEventListener('live:outcome', (event) => event instanceof CustomEvent && seen.push(event.detail))
    const detail: { self?: unknown } = {}
    detail.self = detail
    for (const each of [detail, 1n])
      document.querySelector('p')?.dispatchEvent(new CustomEvent('click', { bubbles: true, detail: each }))
    return seen
  })
  const refused = { outcome: 'refused', code: 'invalid' }
  expect(seen).toEqual([refused, refused])
  expect(await stage.quiet()).toEqual([])
})

it('a submitter that needs no valid form sends it as it is', async () => {
  await using stage = await theatre.open(
    '<form><input name="a" required><button live-click="draft" formnovalidate>Draft</button></form>',
  )
  await stage.page.click('text=Draft')
  expect(await payload(stage)).toMatchObject({ form: [['a', '']] })
})
