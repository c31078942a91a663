import { Component, component, html, LiveView, notFound, repeat } from 'overwire'
import { describe, expect, test } from 'vitest'
import { appWith, WireBrowser, settled } from './wire-browser.ts'

/** A page that is kept whole until its socket comes, and one of which the record alone is kept. */
const PARKED = [
  ['kept whole', {}],
  ['made again from its record', { parkedBytes: 2_000 }],
] as const

describe.each(PARKED)('between the first response and the socket, a page that is %s', (_, limits) => {
  test('loses no message of a topic that an initialiser or mount follows', async () => {
    class Panel extends Component {
      seen: string[] = []
      news = this.live.subscribe('news', (text: string) => this.seen.push(text))
      render() {
        return html`<b>${this.seen.join()}</b>`
      }
    }
    class View extends LiveView {
      seen: string[] = []
      override mount() {
        this.live.subscribe('news', (text: string) => this.seen.push(text))
      }
      render() {
        return html`<p>${this.seen.join()}</p>${component(Panel)}`
      }
    }
    const { app } = appWith(View, { limits })
    const browser = await WireBrowser.load(app)
    await app.publish('news', 'one')
    await app.publish('news', 'two')
    await browser.join()
    await settled()
    const difference = JSON.stringify(browser.frames.map((frame) => frame.difference))
    // What `mount` reads in place of a lost page is newer than these messages.
    if (limits === PARKED[0][1]) expect(difference).toContain('[0,0,"one,two"')
    expect(difference).toContain('"one,two"')
  })

  test('has the rows of a stream that mount appended, each once, and runs the task that it started', async () => {
    const ran: string[] = []
    class View extends LiveView {
      rows = this.live.stream(
        (row: string) => row,
        (row) => html`<li>${row}</li>`,
      )
      work = this.live.task((_signal, name: string) => void ran.push(name))
      override mount() {
        this.rows.append('a', 'b')
        this.work.start('unpack')
      }
      override start() {
        this.rows.append('c')
      }
      render() {
        return html`<ul>${this.rows}</ul>`
      }
    }
    const browser = await WireBrowser.load(appWith(View, { limits }).app)
    expect(browser.html).toContain('<li>a</li><li>b</li>')
    expect(ran).toEqual([])
    await browser.join()
    await settled()
    expect(browser.joined.roots).toEqual([[0, 'shape', [1, 0, { k: ['a', 'b'], r: [2, 2] }]]])
    expect(browser.effects).toEqual([['stream', [0, 0], 'append', ['c', 2, 'c']]])
    expect(ran).toEqual(['unpack'])
  })

  test('mounts nothing again, and shows the flash of mount', async () => {
    const mounted: string[] = []
    class Row extends Component<{ name: string }> {
      override mount() {
        mounted.push(this.props.name)
        this.live.flash(`row ${this.props.name}`)
      }
      render() {
        return html`<b>${this.props.name}</b>`
      }
    }
    class View extends LiveView {
      names = this.live.load(async () => {
        await settled()
        return ['a', 'b']
      })
      render() {
        return html`<ul>${repeat(
          this.names.value ?? [],
          (name) => name,
          (name) => html`<li>${component(Row, { name })}</li>`,
        )}</ul>`
      }
    }
    const browser = await WireBrowser.load(appWith(View, { limits }).app)
    await browser.join()
    await settled()
    expect(browser.effects).toEqual(['a', 'b'].map((name) => ['flash', `row ${name}`, 'info']))
    expect(browser.joined.roots[0]?.[1]).toBe('shape')
    expect(mounted).toEqual(['a', 'b'])
  })
})

describe('rows that took the place of placeholders in a first response', () => {
  class Names extends Component {
    names = this.live.load(async () => {
      await settled()
      return ['a', 'b']
    })
    clicked = ''
    render() {
      const rows = this.names.value ?? ['wait 1', 'wait 2', 'wait 3']
      return html`<ul>${repeat(
        rows,
        (name) => name,
        (name) => html`<li><button @click=${() => (this.clicked = name)}>${name}</button></li>`,
      )}</ul><button @click=${() => this.names.value?.unshift('new')}>Add</button><p>${this.clicked}</p>`
    }
  }
  class View extends LiveView {
    render() {
      return html`<main>${component(Names)}</main>`
    }
  }

  test('are found by clicks under the ids that the browser was told, and a row that comes fits them', async () => {
    const browser = await WireBrowser.load(appWith(View).app)
    expect(browser.html).not.toContain('wait')
    await browser.join()
    // The ids 0 to 2 were those of the placeholders.
    expect(JSON.stringify(browser.joined.roots)).toContain('"d":[5,3,4]')
    await browser.click([0, 0, 0, 4, 0])
    expect(browser.effects).toEqual([1])
    expect(browser.frames.at(-1)?.difference).toEqual([0, [0, 0, [0, 2, 'b']]])
    await browser.click([0, 0, 1])
    expect(JSON.stringify(browser.frames.at(-1)?.difference)).toContain('[5')
    await browser.click([0, 0, 0, 5, 0])
    expect(JSON.stringify(browser.frames.at(-1)?.difference)).toContain('"new"')
    expect(browser.effects).toEqual([1, 2, 3])
  })
})

test('a page whose data is gone when it is made again from its record is loaded anew, which is no error', async () => {
  let isGone = false
  class View extends LiveView {
    item = this.live.load(() => (isGone ? notFound() : 'here'))
    render() {
      return html`<p>${this.item.value}</p>`
    }
  }
  const { app, reports } = appWith(View, { limits: { parkedBytes: 2_000 } })
  const browser = await WireBrowser.load(app)
  isGone = true
  await browser.join()
  expect(browser.received).toEqual([{ kind: 'refused', code: 'gone' }])
  expect(reports).toEqual([])
})
