/** How often visitors have handlers and actions run: the option `limit`. */
import { Component, component, html, LiveView, on, repeat, type Rate } from 'overwire'
import { describe, expect, test } from 'vitest'
import { appWith, settled, WireBrowser } from './wire-browser.ts'

/** The path of the handler in `once`. */
const SEND = [0, 0]

function viewOf(ran: string[], options: { limit: Rate; key?: string }) {
  return class Sending extends LiveView {
    render() {
      return html`<button @click=${on(() => ran.push('sent'), options)}>Send</button>`
    }
  }
}

describe('a handler with a limit', () => {
  test('is refused as too often when one more click comes, and runs again later', async () => {
    const ran: string[] = []
    const { app, platform } = appWith(viewOf(ran, { limit: '2/min' }))
    const browser = await WireBrowser.open(app)
    for (let click = 0; click < 3; click++) await browser.click(SEND)
    expect(browser.effects).toEqual([1, 2, ['refused', 3, 'too-often']])
    await platform.pass(30_000)
    await browser.click(SEND)
    await browser.click(SEND)
    expect(browser.effects.slice(3)).toEqual([4, ['refused', 5, 'too-often']])
    expect(ran).toHaveLength(3)
  })

  test('counts on when the page is loaded again, in another tab too, and not for another visitor', async () => {
    const ran: string[] = []
    const { app } = appWith(viewOf(ran, { limit: '1/h' }))
    const first = await WireBrowser.open(app)
    await first.click(SEND)
    const again = await WireBrowser.load(app, '/', first.cookie)
    await again.join('another document')
    await again.click(SEND)
    expect(again.effects).toEqual([['refused', 1, 'too-often']])
    const other = await WireBrowser.open(app)
    await other.click(SEND)
    expect(other.effects).toEqual([1])
  })

  test('has one for all rows and instances, or one for each key', async () => {
    const ran: string[] = []
    class Row extends Component<{ name: string; key?: string }> {
      render() {
        const { name, key } = this.props
        const options = { limit: '1/min', ...(key !== undefined && { key }) } as const
        return html`<button @click=${on(() => ran.push(name), options)}>${name}</button>`
      }
    }
    class Rows extends LiveView {
      render() {
        const rows = ['a', 'b']
        return html`${repeat(
          rows,
          (name) => name,
          (name) => html`<p>${component(Row, { name })}</p>`,
        )}
          ${repeat(
            rows,
            (name) => name,
            (name) => html`<p>${component(Row, { name, key: name })}</p>`,
          )}`
      }
    }
    const browser = await WireBrowser.open(appWith(Rows).app)
    for (const list of [0, 1]) {
      await browser.click([0, list, 0, 0, 0])
      await browser.click([0, list, 1, 0, 0])
    }
    expect(ran).toEqual(['a', 'a', 'b'])
    expect(browser.effects).toEqual([1, ['refused', 2, 'too-often'], 3, 4])
  })

  test('does not count what `allow` denies, nor what is dropped', async () => {
    const ran: string[] = []
    let allowed = false
    let end = (): void => {}
    class Careful extends LiveView {
      render() {
        const options = { limit: '2/h', overlap: 'drop', allow: () => allowed } as const
        return html`<button @click=${on(() => this.run(), options)}>Run</button>`
      }
      run() {
        ran.push('ran')
        return new Promise<void>((resolve) => (end = resolve))
      }
    }
    const browser = await WireBrowser.open(appWith(Careful).app)
    for (let click = 0; click < 3; click++) await browser.click(SEND)
    allowed = true
    for (let click = 0; click < 3; click++) await browser.click(SEND)
    end()
    await settled()
    await browser.click(SEND)
    expect(ran).toEqual(['ran', 'ran'])
  })

  test('tells `limited` how many seconds are left, in the place of the handler and of its form schema', async () => {
    class Note extends LiveView {
      note = ''
      render() {
        return html`<form
            @submit=${on(() => (this.note = 'sent'), {
              limit: '1/min',
              limited: ({ seconds, type }) => (this.note = `${type}: wait for ${seconds} s`),
            })}
          ></form>
          <p>${this.note}</p>`
      }
    }
    const { app, platform } = appWith(Note)
    const browser = await WireBrowser.open(app)
    browser.sendEvent(SEND, 'submit')
    await settled()
    await platform.pass(15_500)
    browser.sendEvent(SEND, 'submit')
    await settled()
    expect(browser.effects).toEqual([1, 2])
    expect(JSON.stringify(browser.frames.at(-1)?.difference)).toContain('submit: wait for 45 s')
  })

  test('that is no rate is refused where it is written', async () => {
    for (const rate of ['5 per minute', '0/min', '0.5/h', '-1/s', '1e3/s', '5/d', '']) {
      // What no compiler has read.
      expect(() => on(() => {}, { limit: rate as Rate })).toThrow(`on(…, { limit }) has the limit '${rate}'`)
      expect(() =>
        appWith(viewOf([], { limit: '1/s' })).app.action('x', { limit: rate as Rate }, () => {}),
      ).toThrow('no rate')
    }
  })
})

describe('an action with a limit', () => {
  class Empty extends LiveView {
    render() {
      return html`<p>Nothing</p>`
    }
  }

  test('is refused as too often, and so is another one with its key', async () => {
    const { app } = appWith(Empty)
    const ran: string[] = []
    app.action('alone', { limit: '1/min' }, () => void ran.push('alone'))
    app.action('one', { limit: '1/min', key: 'both' }, () => void ran.push('one'))
    app.action('other', { limit: '1/min', key: 'both' }, () => void ran.push('other'))
    const browser = await WireBrowser.open(app)
    for (const name of ['alone', 'alone', 'one', 'other']) {
      await browser.click(name)
      await settled()
    }
    expect(ran).toEqual(['alone', 'one'])
    expect(browser.effects).toEqual([1, ['refused', 2, 'too-often'], 3, ['refused', 4, 'too-often']])
  })

  test('tells `limited`, which changes the page in the place of the handler', async () => {
    const { app } = appWith(Empty)
    app.action(
      'send',
      { limit: '1/min', limited: (page, { seconds }) => page.replace('#note', `${seconds} s`) },
      (page) => page.replace('#note', 'sent'),
    )
    const browser = await WireBrowser.open(app)
    await browser.click('send')
    await settled()
    await browser.click('send')
    await settled()
    expect(browser.effects.filter((effect) => Array.isArray(effect) && effect[0] === 'replace')).toEqual([
      ['replace', '#note', 'sent'],
      ['replace', '#note', '60 s'],
    ])
  })
})
