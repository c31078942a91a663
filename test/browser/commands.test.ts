/** What the browser does by itself: dialogs, focus, the clipboard, and transitions of what comes and goes. */
import { chain, createApp, html, LiveView, onWindow, repeat, type TemplateResult } from 'overwire'
import {
  animated,
  close,
  copy,
  focusFirst,
  hide,
  open,
  popFocus,
  pushFocus,
  self,
  toggle,
  transition,
} from 'overwire/commands'
import { serve, type Served } from 'overwire/node'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createLog } from '../server/log.ts'
import { openBrowser, type TestBrowser } from './chromium.ts'
import { expectEventually } from './expect-eventually.ts'
import { innerTexts } from './inner-texts.ts'
import { isLive, isSettled } from './wire-tap.ts'

/** Long enough to look at, and far too long to wait for. */
const STYLE = html`<style>
  @keyframes slow { from { opacity: 0.5 } to { opacity: 0.4 } }
  @keyframes quick { from { opacity: 0.5 } to { opacity: 0.4 } }
  .slow { animation: slow 60s }
  .quick { animation: quick 30ms }
  .long { animation: quick 60s }
</style>
  <button id="warm" @click=${hide(self)}>Warm</button>`

class Panels extends LiveView {
  ticks = 0
  render(): TemplateResult {
    return html`${STYLE}<button id="slow" @click=${toggle('#panel', { leave: 'slow' })}>Slow</button>
      <button id="quick" @click=${toggle('#panel', { enter: 'quick', leave: 'quick' })}>Quick</button>
      <button id="tick" @click=${() => this.ticks++}>Tick</button>
      <section id="panel" class="panel ${this.ticks}"><input /></section>
      <button id="long" @click=${toggle('#panel', { enter: 'long', leave: 'slow' })}>Long</button>
      <button id="shake" @click=${transition('#panel', 'long')}>Shake</button>
      <button id="opener" @click=${chain(pushFocus(), open('#dialog'))}>Dialog</button>
      <dialog id="dialog"><button id="done" @click=${chain(close('#dialog'), popFocus())}>Done</button></dialog>
      <button id="pop" @click=${open('#popover')}>Popover</button>
      <div id="popover" popover><button id="unpop" @click=${close('#popover')}>Close</button></div>
      <button id="first" @click=${focusFirst('#panel')}>First</button>
      <p ${onWindow('keydown', chain(pushFocus(), focusFirst('#panel')), { keys: ['F2'] })}
        ${onWindow('keydown', popFocus(), { keys: ['F3'] })}></p>
      <a href="/notes">Notes</a> <code>k-42</code><button id="copy" @click=${copy('code')}>Copy</button>`
  }
}

class Notes extends LiveView {
  notes = ['Milk', 'Bread']
  shown = true
  render(): TemplateResult {
    const motion = animated({ enter: 'quick', leave: 'slow' })
    return html`${STYLE}<form id="form">
        ${this.shown ? html`<p ${motion}><label>Name <input id="name" name="name" value="Ada" /></label></p>` : null}
      </form>
      <button id="turn" @click=${() => (this.shown = !this.shown)}>Turn</button>
      <button id="drop" @click=${() => (this.notes = this.notes.slice(1))}>Drop</button>
      <button id="undo" @click=${() => (this.notes = ['Milk', 'Bread'])}>Undo</button>
      <a href="/panels">Panels</a>
      <ul>
        ${repeat(
          this.notes,
          (note) => note,
          (note) => html`<li ${motion}>${note}</li>`,
        )}
      </ul>`
  }
}

let testBrowser: TestBrowser
let served: Served
let page: Page

beforeAll(async () => {
  testBrowser = await openBrowser()
  served = await serve(createApp({ logger: createLog() }).live('/panels', Panels).live('/notes', Notes), {
    port: 0,
  })
  const context = await testBrowser.browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] })
  page = await context.newPage()
})
afterAll(async () => {
  await served.close()
  await testBrowser[Symbol.asyncDispose]()
})

async function visit(path: string): Promise<void> {
  await page.goto(`http://localhost:${served.port}${path}`)
  await isLive(page)
  // Once its module runs, commands are done at once.
  await page.click('#warm')
  await page.waitForSelector('#warm', { state: 'hidden' })
}

function count(selector: string): Promise<number> {
  return page.locator(selector).count()
}

describe('dialogs, popovers and the focus', () => {
  test('open and close, and the focus comes back', async () => {
    await visit('/panels')
    await page.click('#opener')
    expect(await page.locator('#dialog').evaluate((dialog) => dialog.matches(':modal'))).toBe(true)
    await page.click('#done')
    expect(await count('#dialog[open]')).toBe(0)
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('opener')
    await page.click('#pop')
    expect(await count('#popover:popover-open')).toBe(1)
    await page.click('#unpop')
    expect(await count('#popover:popover-open')).toBe(0)
    await page.click('#first')
    expect(await page.evaluate(() => document.activeElement?.parentElement?.id)).toBe('panel')
    await page.click('#copy')
    await expectEventually(() => page.evaluate(() => navigator.clipboard.readText())).toBe('k-42')
  })
})

test('the focus that nothing had goes back to nothing, and the page stays where it is scrolled to', async () => {
  await visit('/panels')
  await page.waitForFunction(() =>
    performance.getEntriesByType('resource').some(({ name }) => name.includes('observers')),
  )
  await page.evaluate(async () => {
    document.body.style.paddingTop = '3000px'
    scrollTo(0, 3000)
    const { activeElement } = document
    if (activeElement instanceof HTMLElement) activeElement.blur()
    for (let frames = 0; frames < 2; frames++) await new Promise(requestAnimationFrame)
  })
  const focused = (): Promise<unknown> => page.evaluate(() => document.activeElement?.localName)
  await page.keyboard.press('F2')
  await expectEventually(focused).toBe('input')
  const before = await page.evaluate(() => scrollY)
  await page.keyboard.press('F3')
  await expectEventually(focused).toBe('body')
  expect(await page.evaluate(() => scrollY)).toBe(before)
  // There is nothing to give back any more.
  await page.focus('#tick')
  await page.keyboard.press('F3')
  await page.click('#slow')
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('slow')
})

describe('what is hidden with a transition', () => {
  test('leaves with that although it has not come to rest', async () => {
    await visit('/panels')
    await page.click('#quick')
    await expectEventually(() => count('#panel[hidden]')).toBe(1)
    await page.click('#long')
    expect(await count('#panel.long:not([hidden])')).toBe(1)
    await page.click('#long')
    expect(await count('#panel.slow[inert]:not([hidden], .long)')).toBe(1)
  })

  test('begins a transition anew that is played once more', async () => {
    await visit('/panels')
    await page.evaluate(() =>
      document.addEventListener('animationstart', () => document.body.append(document.createElement('s'))),
    )
    await page.click('#shake')
    await expectEventually(() => count('s')).toBe(1)
    await page.click('#shake')
    await expectEventually(() => count('s')).toBe(2)
    expect(await count('#panel.long')).toBe(1)
  })

  test('is seen and out of reach until that ends, and hidden then', async () => {
    await visit('/panels')
    await page.click('#slow')
    expect(await count('#panel.slow[inert][aria-hidden=true]:not([hidden])')).toBe(1)
    await page.click('#tick')
    await isSettled(page)
    expect(await page.locator('#panel').getAttribute('class')).toBe('panel 1 slow')
    await page.click('#slow')
    expect(await page.locator('#panel').evaluate((panel) => (panel.cloneNode() as Element).outerHTML)).toBe(
      '<section id="panel" class="panel 1"></section>',
    )
    await page.click('#quick')
    await expectEventually(() => count('#panel[hidden]:not([inert], [aria-hidden], .quick)')).toBe(1)
  })

  test('comes back without a frame in which it is not styled', async () => {
    await visit('/panels')
    await page.click('#quick')
    await expectEventually(() => count('#panel[hidden]')).toBe(1)
    const first = await page.evaluate(async () => {
      document.querySelector<HTMLElement>('#quick')?.click()
      const panel = document.querySelector('#panel')
      await new Promise(requestAnimationFrame)
      return panel && Number(getComputedStyle(panel).opacity)
    })
    expect(first).toBeLessThan(1)
  })

  test('is hidden still when the page comes back', async () => {
    await visit('/panels')
    await page.click('#quick')
    await expectEventually(() => count('#panel[hidden]')).toBe(1)
    await page.click('a')
    await page.waitForSelector('#drop')
    await page.goBack()
    await page.waitForSelector('#tick')
    await page.click('#tick')
    await isSettled(page)
    expect(await count('#panel[hidden].panel')).toBe(1)
  })

  test('is hidden at once for users who want no motion', async () => {
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await visit('/panels')
    await page.click('#slow')
    expect(await count('#panel[hidden]')).toBe(1)
    await page.emulateMedia({ reducedMotion: 'no-preference' })
  })
})

describe('content that goes with a transition', () => {
  test('has left the list and its form, and is only seen', async () => {
    await visit('/notes')
    await page.click('#drop')
    await isSettled(page)
    expect(await innerTexts(page, 'li')).toEqual(['Milk', 'Bread'])
    expect(await innerTexts(page, 'li:not([data-live-leaving])')).toEqual(['Bread'])
    expect(await count('li.slow[inert][aria-hidden=true]')).toBe(1)
    await page.click('#turn')
    await isSettled(page)
    expect(await page.locator('p').innerText()).toContain('Name')
    expect(
      await page.evaluate(() => [...new FormData(document.querySelector('form') ?? undefined)].length),
    ).toBe(0)
    expect(await count('#name')).toBe(0)
  })

  test('stands there once when it comes back meanwhile', async () => {
    await visit('/notes')
    await page.click('#drop')
    await page.click('#turn')
    await page.click('#undo')
    await page.click('#turn')
    await isSettled(page)
    expect(await innerTexts(page, 'li')).toEqual(['Milk', 'Bread'])
    expect(await count('[data-live-leaving]')).toBe(0)
    expect(await page.inputValue('#name')).toBe('Ada')
  })

  test('holds up no other page', async () => {
    await visit('/notes')
    await page.click('#drop')
    await page.click('a')
    await page.waitForSelector('#panel')
    expect(await count('[data-live-leaving]')).toBe(0)
    expect(await count('li')).toBe(0)
  })
})
