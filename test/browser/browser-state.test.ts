/** What browsers keep besides the values of fields stays as its user left it, whatever changes around it and on it. */
import { createApp, html, LiveView, repeat, type TemplateResult } from 'overwire'
import { serve, type Served } from 'overwire/node'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createLog } from '../server/log.ts'
import { openBrowser, type TestBrowser } from './chromium.ts'
import { expectEventually } from './expect-eventually.ts'
import type { TakenPage } from './pages.ts'
import { isLive, isSettled, tap, type WireTap } from './wire-tap.ts'

/** Changes an attribute of everything and the texts in it, many times a second. */
class Restless extends LiveView {
  ticks = 0
  order = ['a', 'b', 'c', 'd']
  isMuted = false
  position = 0
  note = 'Dear all'
  isAsking = false
  chosen = [true, false, false]
  isRefusing = false
  opened: Record<string, boolean> = {}

  override start(): void {
    this.live.every(40, () => {
      this.ticks++
      this.order = [...this.order.slice(1), ...this.order.slice(0, 1)]
    })
  }

  render(): TemplateResult {
    const { ticks } = this
    return html`<p id="still">This text is not changed</p>
      <p><b id="ticks">${ticks}</b></p>
      <audio id="sound" loop data-tick=${ticks} .muted=${this.isMuted} .currentTime=${this.position}></audio>
      <button id="mute" @click=${() => (this.isMuted = true)}>Mute</button>
      <button id="unmute" @click=${() => (this.isMuted = false)}>Unmute</button>
      <button id="seek" @click=${() => (this.position = 20)}>Seek</button>
      <button id="menu-button" popovertarget="menu">Menu</button>
      <div id="menu" popover data-tick=${ticks}>Menu ${ticks}</div>
      <div id="note" contenteditable data-tick=${ticks}>${this.note}</div>
      <button id="sign" @click=${() => (this.note += ', yours')}>Sign</button>
      <button id="show-box" command="show-modal" commandfor="box" @click=${() => (this.isAsking = true)}>Ask</button>
      <dialog
        id="box"
        data-tick=${ticks}
        ?open=${this.isAsking}
        @close=${() => (this.isAsking = false)}
      >
        ${ticks} <button id="ask-no-more" @click=${() => (this.isAsking = false)}>No</button>
      </dialog>
      <output id="asking">${String(this.isAsking)}</output>
      <button id="show-plain-box" command="show-modal" commandfor="plain-box">Show</button>
      <dialog id="plain-box" data-tick=${ticks}>${ticks} <button id="inside">Inside</button></dialog>
      ${this.choices()} ${this.sections()}
      <select id="pick" data-tick=${ticks}>
        ${['a', 'b', 'c'].map((name) => html`<option data-tick=${ticks} value=${name}>${name} ${ticks}</option>`)}
      </select>
      <ul>
        ${repeat(
          this.order,
          (name) => name,
          (name) => this.row(name),
        )}
      </ul>`
  }

  choices(): TemplateResult {
    const count = this.chosen.filter(Boolean).length
    return html`<input
        id="all"
        type="checkbox"
        data-tick=${this.ticks}
        .checked=${count === this.chosen.length}
        .indeterminate=${count > 0 && count < this.chosen.length}
        @change=${(event) => {
          if (!this.isRefusing) this.chosen = this.chosen.map(() => event.checked)
        }}
      />
      ${this.chosen.map(
        (isChosen, index) =>
          html`<input
            id="one-${index}"
            type="checkbox"
            .checked=${isChosen}
            @change=${(event) => (this.chosen = this.chosen.with(index, event.checked))}
          />`,
      )}
      <button id="refuse" @click=${() => (this.isRefusing = true)}>Refuse</button>
      <output id="chosen">${count}</output>`
  }

  sections(): TemplateResult {
    return html`${['x', 'y'].map((name) => html`<details id="plain-${name}" name="plain" data-tick=${this.ticks}><summary>${name}</summary>${this.ticks}</details>`)}
    ${['x', 'y'].map(
      (name) =>
        html`<details
          id="bound-${name}"
          name="bound"
          data-tick=${this.ticks}
          ?open=${this.opened[name]}
          @toggle=${() => (this.opened = { ...this.opened, [name]: !this.opened[name] })}
        >
          <summary>${name}</summary>
          ${this.ticks}
        </details>`,
    )}
      <output id="opened">${['x', 'y'].filter((name) => this.opened[name]).join()}</output>`
  }

  row(name: string): TemplateResult {
    return html`<li data-tick=${this.ticks}>
      <button popovertarget="menu-${name}">Menu of ${name}</button>
      <div id="menu-${name}" popover>${this.ticks}</div>
      <div id="scroll-${name}" style="width: 50px; height: 20px; overflow: auto">
        <p style="width: 500px; height: 500px">${this.ticks}</p>
      </div>
      <video id="film-${name}" loop></video>
    </li>`
  }
}

let opened: TestBrowser
let served: Served
let shared: TakenPage
let page: Page
let wire: WireTap

beforeAll(async () => {
  served = await serve(createApp({ logger: createLog() }).live('/', Restless), { port: 0, signals: false })
  opened = await openBrowser()
})
afterAll(async () => {
  await opened[Symbol.asyncDispose]()
  await served.close()
})
beforeEach(async () => {
  shared = await opened.pages.shared()
  ;({ page } = shared)
  wire = tap(page)
  await page.goto(served.url)
  await isLive(page)
})
afterEach(async () => {
  await shared[Symbol.asyncDispose]()
  if (wire.complaints.length > 0) throw new Error(`The browser complained: ${wire.complaints.join('\n')}`)
})

/** So many patches have come since. */
async function patches(count: number): Promise<void> {
  const from = Number(await page.innerText('#ticks'))
  await page.waitForFunction(
    (until) => Number(document.querySelector('#ticks')?.textContent) >= until,
    from + count,
  )
}

const matches = (selector: string, state: string): Promise<boolean> =>
  page.locator(selector).evaluate((element, wanted) => element.matches(wanted), state)

describe('media', () => {
  /** Half a minute of silence, played from its start. */
  async function play(selector: string): Promise<void> {
    await page.click('#ticks')
    await page.locator(selector).evaluate(async (media: HTMLMediaElement) => {
      const [rate, seconds] = [8_000, 30]
      const text = (characters: string): number[] => [...characters].map((each) => each.charCodeAt(0))
      const number = (value: number, bytes: number): number[] =>
        Array.from({ length: bytes }, (_, at) => (value >> (8 * at)) & 255)
      const samples = new Uint8Array(rate * seconds).fill(128)
      const head = [
        ...text('RIFF'),
        ...number(36 + samples.length, 4),
        ...text('WAVEfmt '),
        ...[number(16, 4), number(1, 2), number(1, 2), number(rate, 4), number(rate, 4)].flat(),
        ...[number(1, 2), number(8, 2), text('data'), number(samples.length, 4)].flat(),
      ]
      media.src = URL.createObjectURL(new Blob([new Uint8Array(head), samples], { type: 'audio/wav' }))
      await media.play()
    })
  }
  const state = (selector: string) =>
    page.locator(selector).evaluate(({ paused, muted, volume, currentTime }: HTMLMediaElement) => ({
      paused,
      muted,
      volume,
      currentTime,
    }))

  test('play on from where they are, as loud as the user wants, whatever changes around them', async () => {
    await play('#sound')
    await page.locator('#sound').evaluate((media: HTMLMediaElement) => {
      Object.assign(media, { muted: true, volume: 0.25, currentTime: 10 })
    })
    await patches(10)
    const { currentTime, ...rest } = await state('#sound')
    expect(rest).toEqual({ paused: false, muted: true, volume: 0.25 })
    expect(currentTime).toBeGreaterThan(10)
    await page.locator('#sound').evaluate((media: HTMLMediaElement) => media.pause())
    await patches(5)
    expect((await state('#sound')).paused).toBe(true)
  })

  test('are muted and moved when the view says something else than before, and play on', async () => {
    await play('#sound')
    await page.click('#mute')
    await expectEventually(async () => (await state('#sound')).muted).toBe(true)
    await page.click('#seek')
    await expectEventually(async () => (await state('#sound')).currentTime).toBeGreaterThanOrEqual(20)
    await page.locator('#sound').evaluate((media: HTMLMediaElement) => (media.muted = false))
    await patches(10)
    const { currentTime, ...rest } = await state('#sound')
    expect(rest).toEqual({ paused: false, muted: false, volume: 1 })
    expect(currentTime).toBeGreaterThan(20)
  })

  test('in a row play on while the rows change places', async () => {
    await play('#film-b')
    await page.locator('#film-b').evaluate((media: HTMLMediaElement) => (media.currentTime = 10))
    await patches(10)
    const { paused, currentTime } = await state('#film-b')
    expect(paused).toBe(false)
    expect(currentTime).toBeGreaterThan(10)
  })
})

describe('what is open', () => {
  test.each(['menu', 'menu-b'])('a popover stays open: #%s', async (id) => {
    await page.locator(`[popovertarget=${id}]`).evaluate((button: HTMLElement) => button.click())
    await patches(10)
    expect(await matches(`#${id}`, ':popover-open')).toBe(true)
    await page.keyboard.press('Escape')
    await patches(5)
    expect(await matches(`#${id}`, ':popover-open')).toBe(false)
  })

  test('a dialog that a button of the page has opened stays modal, and keeps the focus', async () => {
    await page.click('#show-plain-box')
    await patches(10)
    expect(await matches('#plain-box', ':modal')).toBe(true)
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('inside')
    await page.keyboard.press('Escape')
    await patches(5)
    expect(await matches('#plain-box', '[open]')).toBe(false)
    await page.click('#sign')
  })

  test('a modal dialog that the view closes leaves a page that can be used', async () => {
    await page.click('#show-box')
    await expectEventually(() => page.innerText('#asking')).toBe('true')
    await patches(5)
    expect(await matches('#box', ':modal')).toBe(true)
    await page.click('#ask-no-more')
    await expectEventually(() => matches('#box', '[open]')).toBe(false)
    await page.click('#sign', { timeout: 5_000 })
    await expectEventually(() => page.innerText('#note')).toBe('Dear all, yours')
  })

  test.each(['plain', 'bound'])(
    'of %s sections of one name the one that was opened last is open',
    async (kind) => {
      const open = (): Promise<string[]> =>
        page.locator(`[name=${kind}][open]`).evaluateAll((all) => all.map(({ id }) => id))
      for (const name of ['x', 'y', 'x', 'y']) {
        await page.click(`#${kind}-${name} summary`)
        await patches(5)
        expect(await open()).toEqual([`${kind}-${name}`])
      }
      await isSettled(page)
      if (kind === 'bound') await expectEventually(() => page.innerText('#opened')).toBe('y')
      await patches(5)
      expect(await open()).toEqual([`${kind}-y`])
    },
  )

  test('a select stays open while its options change, and is chosen from by keys', async () => {
    await page.focus('#pick')
    await page.keyboard.press('Alt+ArrowDown')
    await patches(10)
    await page.keyboard.press('c')
    await patches(5)
    await page.keyboard.press('Enter')
    expect(await page.inputValue('#pick')).toBe('c')
  })
})

describe('a box that stands for several', () => {
  const shown = (): Promise<[boolean, boolean]> =>
    page
      .locator('#all')
      .evaluate(({ checked, indeterminate }: HTMLInputElement): [boolean, boolean] => [
        checked,
        indeterminate,
      ])

  test('is ticked, unticked and neither, as the view renders it', async () => {
    expect(await shown()).toEqual([false, true])
    await page.click('#all')
    await expectEventually(() => page.innerText('#chosen')).toBe('3')
    await isSettled(page)
    await patches(5)
    expect(await shown()).toEqual([true, false])
    await page.click('#one-1')
    await expectEventually(shown).toEqual([false, true])
    await patches(5)
    expect(await shown()).toEqual([false, true])
  })

  test('is neither again when its handler has refused the click', async () => {
    await page.click('#refuse')
    await page.click('#all')
    await expectEventually(shown).toEqual([false, true])
    expect(await page.innerText('#chosen')).toBe('1')
  })
})

describe('what is written in the page', () => {
  test('text that is typed into a place that can be edited stays, until its text is rendered anew', async () => {
    await page.click('#note')
    await page.keyboard.press('End')
    await page.keyboard.type(' and Ada', { delay: 15 })
    await patches(10)
    expect(await page.innerText('#note')).toBe('Dear all and Ada')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('note')
    await page.click('#sign')
    await expectEventually(() => page.innerText('#note')).toBe('Dear all, yours')
  })

  test('lines that are added there stay beside the text that is rendered anew', async () => {
    await page.click('#note')
    await page.keyboard.press('Enter')
    await page.keyboard.type('second line')
    await patches(10)
    await page.click('#sign')
    await expectEventually(() => page.innerText('#note')).toBe('Dear all, yours\nsecond line')
  })

  test('text that is selected stays selected', async () => {
    await page.locator('#still').selectText()
    await patches(10)
    expect(await page.evaluate(() => getSelection()?.toString())).toBe('This text is not changed')
  })
})

test('what is scrolled in a row stays where it is while the rows change places', async () => {
  const box = page.locator('#scroll-b')
  await box.evaluate((element) => element.scrollTo(40, 60))
  await patches(10)
  expect(await box.evaluate(({ scrollLeft, scrollTop }) => [scrollLeft, scrollTop])).toEqual([40, 60])
})
