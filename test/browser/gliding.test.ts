/** Rows that glide to where they have moved, when the view moves them or an event is expected to. */
import { createApp, html, LiveView, on, repeat, type TemplateResult } from 'overwire'
import { animated, moveRow } from 'overwire/commands'
import { serve, type Served } from 'overwire/node'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createLog } from '../server/log.ts'
import { openBrowser, type TestBrowser } from './chromium.ts'
import { expectEventually } from './expect-eventually.ts'
import {
  clickAndShow,
  finish,
  glidesIn,
  MOVE,
  openGliding,
  seek,
  shown,
  STYLE,
  topOf,
} from './gliding-rows.ts'

class Runners extends LiveView {
  order = ['Ada', 'Bea', 'Cleo', 'Dora']
  notice = false
  seconds = 0
  answer: () => void = () => {}

  render(): TemplateResult {
    const set = (...order: string[]) => {
      return () => (this.order = order)
    }
    return html`${STYLE}
      <button id="last" @click=${set('Bea', 'Cleo', 'Dora', 'Ada')}>Ada last</button>
      <button id="first" @click=${set('Ada', 'Bea', 'Cleo', 'Dora')}>Ada first</button>
      <button id="more" @click=${set('Zoe', ...this.order)}>Zoe</button>
      <button id="out" @click=${set(...this.order.filter((name) => name !== 'Bea'))}>Bea goes</button>
      <button id="tick" @click=${() => this.seconds++}>${this.seconds}</button>
      <button id="notice" @click=${() => (this.notice = !this.notice)}>Notice</button>
      <button id="answer" @click=${() => this.answer()}>Answer</button>
      ${this.notice && html`<p>Everything below stands lower now.</p>`}
      <ul id="runners">
        ${repeat(
          this.order,
          (name) => name,
          (
            name,
          ) => html`<li class="gliding-row" id=${name} ${animated({ leave: 'gliding-leaves', move: MOVE })}>
            <button class="up" @click=${on(() => this.raise(name), { optimistic: moveRow({ closest: 'li' }, 'up') })}>
              ${name} up
            </button>
            <button
              class="fails"
              @click=${on(() => this.fail(), { optimistic: moveRow({ closest: 'li' }, 'up'), overlap: 'allow' })}
            >
              Fails
            </button>
            <input aria-label=${name} />
          </li>`,
        )}
      </ul>`
  }

  raise(name: string): void {
    const at = this.order.indexOf(name)
    this.order = this.order.filter((each) => each !== name).toSpliced(at - 1, 0, name)
  }

  async fail(): Promise<void> {
    await new Promise<void>((resolve) => (this.answer = resolve))
    throw new Error('no')
  }
}

/** Lists in the rows of a list. */
class Teams extends LiveView {
  teams = ['Red', 'Blue']
  isTurned = false

  render(): TemplateResult {
    const names = this.isTurned ? ['Two', 'One'] : ['One', 'Two']
    return html`${STYLE}
      <button id="teams" @click=${() => (this.teams = this.teams.toReversed())}>Teams</button>
      <button id="both" @click=${() => this.turn()}>
        Both
      </button>
      <ul>
        ${repeat(
          this.teams,
          (team) => team,
          (team) => html`<li ${animated({ move: MOVE })} id=${team}>
            <ul>
              ${repeat(
                names,
                (name) => name,
                (name) =>
                  html`<li class="gliding-row" id="${team}-${name}" ${animated({ move: MOVE })}>${name}</li>`,
              )}
            </ul>
          </li>`,
        )}
      </ul>`
  }

  turn(): void {
    this.teams = this.teams.toReversed()
    this.isTurned = !this.isTurned
  }
}

let testBrowser: TestBrowser
let served: Served
let page: Page

beforeAll(async () => {
  testBrowser = await openBrowser()
  const app = createApp({ logger: createLog() })
  app.live('/runners', Runners).live('/teams', Teams)
  served = await serve(app, { port: 0, headers: { 'content-security-policy': "script-src 'self'" } })
  page = await testBrowser.browser.newPage({ viewport: { width: 800, height: 600 } })
})
afterAll(async () => {
  await served.close()
  await testBrowser[Symbol.asyncDispose]()
})

const visit = (path: string): Promise<void> => openGliding(page, `http://localhost:${served.port}${path}`)
const click = (selector: string): Promise<void> => clickAndShow(page, selector)
const glides = (): Promise<string[]> => glidesIn(page)

describe('rows that have moved', () => {
  test('glide from where they were seen to where they are, and nothing is left on them', async () => {
    await visit('/runners')
    const before = await topOf(page, 'Ada')
    await click('#last')
    expect(await glides()).toEqual(['Ada 0,-60', 'Bea 0,20', 'Cleo 0,20', 'Dora 0,20'])
    await seek(page, 0)
    expect(await topOf(page, 'Ada')).toBe(before)
    await seek(page, 0.5)
    expect(await topOf(page, 'Ada')).toBe(before + 30)
    await finish(page)
    expect(await topOf(page, 'Ada')).toBe(before + 60)
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0)
    expect(await page.evaluate(() => document.getElementById('Ada')?.getAttribute('style'))).toBeNull()
  })

  test('glide on where a change moves nothing', async () => {
    await visit('/runners')
    await click('#last')
    await seek(page, 0.5)
    await page.evaluate(() => ((globalThis as { glides?: unknown }).glides = document.getAnimations()))
    await click('#tick')
    const isSame = await page.evaluate(() => {
      const { glides } = globalThis as { glides?: Animation[] }
      return document.getAnimations().every((each, index) => each === glides?.[index])
    })
    expect(isSame).toBe(true)
    expect(await glides()).toHaveLength(4)
  })

  test('begin where they are seen when they move again', async () => {
    await visit('/runners')
    const before = await topOf(page, 'Ada')
    await click('#last')
    await seek(page, 0.5)
    await click('#first')
    await seek(page, 0)
    expect(await topOf(page, 'Ada')).toBe(before + 30)
    expect(await glides()).toEqual(['Ada 0,30', 'Bea 0,-10', 'Cleo 0,-10', 'Dora 0,-10'])
  })

  test('glide where rows come above them', async () => {
    await visit('/runners')
    await click('#more')
    expect(await glides()).toEqual(['Ada 0,-20', 'Bea 0,-20', 'Cleo 0,-20', 'Dora 0,-20'])
  })

  test('glide up when a row has left that was seen to go', async () => {
    await visit('/runners')
    await click('#out')
    expect(await glides()).toEqual([])
    await finish(page)
    await expectEventually(glides).toEqual(['Cleo 0,20', 'Dora 0,20'])
  })

  test('keep the focus and what is typed', async () => {
    await visit('/runners')
    await page.fill('#Bea input', 'typed')
    await page.evaluate(() => document.querySelector<HTMLInputElement>('#Bea input')?.setSelectionRange(1, 3))
    await page.evaluate(() => document.querySelector<HTMLElement>('#last')?.click())
    await expectEventually(glides).toHaveLength(4)
    const selection = await page.evaluate(() => {
      const input = document.activeElement as HTMLInputElement
      return [input.ariaLabel, input.selectionStart, input.selectionEnd]
    })
    expect(selection).toEqual(['Bea', 1, 3])
  })
})

describe('nothing glides', () => {
  test('where users prefer reduced motion', async () => {
    await visit('/runners')
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await click('#last')
    expect(await glides()).toEqual([])
  })

  test('in a document that nobody sees', async () => {
    await visit('/runners')
    await page.evaluate(() => Object.defineProperty(document, 'hidden', { value: true }))
    await click('#last')
    expect(await glides()).toEqual([])
  })

  test('where all of a list is lower than before', async () => {
    await visit('/runners')
    await click('#notice')
    expect(await glides()).toEqual([])
  })

  test('while somebody drags', async () => {
    await visit('/runners')
    await page.evaluate(() => document.getElementById('Bea')?.setAttribute('data-live-dragging', ''))
    await click('#last')
    expect(await glides()).toEqual([])
  })
})

describe('rows that are expected elsewhere', () => {
  test('glide at once, and not again when the server has moved them', async () => {
    await visit('/runners')
    await page.evaluate(() => ((globalThis as { begun?: number }).begun = 0))
    await page.evaluate(() => {
      const { animate } = Element.prototype
      Element.prototype.animate = function (...given) {
        const counts = globalThis as { begun?: number }
        counts.begun = (counts.begun ?? 0) + 1
        return animate.apply(this, given)
      }
    })
    await click('#Bea .up')
    expect(await glides()).toEqual(['Ada 0,-20', 'Bea 0,20'])
    expect(await page.evaluate(() => (globalThis as { begun?: number }).begun)).toBe(2)
  })

  test('glide back from where they are seen when their event fails', async () => {
    await visit('/runners')
    await page.click('#Bea .fails')
    await expectEventually(glides).toEqual(['Ada 0,-20', 'Bea 0,20'])
    await seek(page, 1)
    await page.click('#answer')
    await expectEventually(glides).toEqual(['Ada 0,20', 'Bea 0,-20'])
  })

  test('glide once where the server changes others meanwhile', async () => {
    await visit('/runners')
    await page.click('#Dora .fails')
    await expectEventually(glides).toEqual(['Cleo 0,-20', 'Dora 0,20'])
    await seek(page, 1)
    await page.click('#tick')
    await page.waitForFunction(() => document.querySelector('#tick')?.textContent === '1')
    await shown(page)
    expect(await glides()).toEqual([])
    await page.click('#answer')
  })
})

describe('lists in rows', () => {
  test('glide with their rows, not twice', async () => {
    await visit('/teams')
    await click('#teams')
    expect(await glides()).toEqual(['Blue 0,40', 'Red 0,-40'])
  })

  test('glide in rows that glide', async () => {
    await visit('/teams')
    await click('#both')
    expect(await glides()).toEqual([
      'Blue 0,40',
      'Blue-One 0,-20',
      'Blue-Two 0,20',
      'Red 0,-40',
      'Red-One 0,-20',
      'Red-Two 0,20',
    ])
    await seek(page, 0)
    expect(await topOf(page, 'Red-One')).toBeLessThan(await topOf(page, 'Red-Two'))
  })
})
