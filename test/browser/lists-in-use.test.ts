/** What users of lists meet elsewhere: rows that are used while they are sorted, and long lists in places that change. */
import { appear, createApp, html, LiveView, repeat, sortable, virtual, type TemplateResult } from 'overwire'
import { serve, type Served } from 'overwire/node'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createLog } from '../server/log.ts'
import { openBrowser, type TestBrowser } from './chromium.ts'
import { expectEventually } from './expect-eventually.ts'
import { innerTexts } from './inner-texts.ts'
import { isLive, isSettled } from './wire-tap.ts'

class Crops extends LiveView {
  crops: readonly string[] = ['Kale', 'Leek', 'Pea', 'Rye']
  picked = ''

  render(): TemplateResult {
    return html`<style>
        ul { width: 300px; padding: 0; margin: 0; list-style: none }
        li { height: 40px; background: #eee }
      </style>
      <ul id="crops" aria-label="Crops" ${sortable(this.crops, (crop, index) => {
        this.crops = this.crops.filter((each) => each !== crop).toSpliced(index, 0, crop)
      })}>
        ${repeat(
          this.crops,
          (crop) => crop,
          (crop) => html`<li data-key=${crop} data-handle tabindex="0" id="crop-${crop}">
            ${crop} <button @click=${() => (this.picked = crop)}>Pick ${crop}</button>
            <input aria-label="Note on ${crop}" />
          </li>`,
        )}
      </ul>
      <output>${this.picked}</output>`
  }
}

const ROWS = Array.from({ length: 5_000 }, (_, id) => id)

class Tabs extends LiveView {
  isOpen = false
  isWide = true

  render(): TemplateResult {
    return html`<style>
        #log { height: 300px; overflow: auto; width: 400px }
        #log ul { padding: 0; margin: 0; list-style: none }
        #log.narrow { width: 120px }
      </style>
      <button @click=${() => (this.isOpen = !this.isOpen)}>Open</button>
      <button @click=${() => (this.isWide = !this.isWide)}>Wide</button>
      <section ?hidden=${!this.isOpen}>
        <div id="log" tabindex="0" class=${this.isWide ? '' : 'narrow'}><ul>${virtual(
          ROWS,
          (id) => id,
          (id) => html`<li id="log-${id}">Line ${id} of the log, ${'which is long '.repeat(id % 9)}</li>`,
        )}</ul></div>
      </section>`
  }
}

const asked: (number | null)[] = []
let slow = 0

class Feed extends LiveView {
  feed = this.live.pages(
    async ({ after, size }: { readonly after: number | null; readonly size: number }) => {
      asked.push(after)
      if (slow) await new Promise((resolve) => setTimeout(resolve, slow))
      const first = after === null ? 0 : after + 1
      return { rows: ROWS.slice(first, Math.min(first + size, 200)), more: first + size < 200 }
    },
    { size: 5, key: (id: number) => id, row: (id) => html`<li>${id}</li>` },
  )
  override start(): void {
    asked.splice(1)
  }
  render(): TemplateResult {
    return html`<style>
        #feed { margin: 0; padding: 0; list-style: none }
        #feed li { height: 20px }
      </style>
      <ol id="feed">${this.feed.rows}</ol>
      ${this.feed.more && html`<p id="more" ${appear(() => this.feed.next())}>More</p>`}
      <footer style="height: 300px">The foot</footer>`
  }
}

let opened: TestBrowser
let served: Served
let page: Page

beforeAll(async () => {
  opened = await openBrowser()
  served = await serve(
    createApp({ logger: createLog() }).live('/', Crops).live('/tabs', Tabs).live('/feed', Feed),
    { port: 0, signals: false },
  )
  page = await opened.browser.newPage()
})
afterAll(async () => {
  await served.close()
  await opened[Symbol.asyncDispose]()
})

const order = () =>
  page.evaluate(() =>
    [...document.querySelectorAll('#crops > li')].map((row) => row.getAttribute('data-key')).join(),
  )
const middle = async (selector: string) => {
  const box = await page.locator(selector).boundingBox()
  if (!box) throw new Error(selector)
  return { x: box.x + 5, y: box.y + box.height / 2 }
}

describe('a row that is its own handle', () => {
  beforeEach(async () => {
    await page.goto(served.url)
    await isLive(page)
    await isSettled(page)
  })

  test('has buttons that are pressed and fields that take spaces', async () => {
    await page.click('text=Pick Pea')
    await expectEventually(() => page.textContent('output')).toBe('Pea')
    const note = page.getByLabel('Note on Leek')
    await note.click()
    await note.pressSequentially('a b c')
    expect(await note.inputValue()).toBe('a b c')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await isSettled(page)
    expect(await order()).toBe('Kale,Leek,Pea,Rye')
    expect(await page.locator('[data-live-dragging]').count()).toBe(0)
  })

  test('lets users choose text in its field by dragging', async () => {
    const note = page.getByLabel('Note on Kale')
    await note.fill('some words')
    const box = await note.boundingBox()
    if (!box) throw new Error('no box')
    await page.mouse.move(box.x + 2, box.y + 8)
    await page.mouse.down()
    await page.mouse.move(box.x + 100, box.y + 60, { steps: 5 })
    expect(await page.locator('[data-live-dragging]').count()).toBe(0)
    await page.mouse.up()
    expect(
      await note.evaluate(
        (input: HTMLInputElement) => (input.selectionEnd ?? 0) - (input.selectionStart ?? 0),
      ),
    ).toBeGreaterThan(3)
    expect(await order()).toBe('Kale,Leek,Pea,Rye')
  })

  test('is not lifted by the other mouse button', async () => {
    const { x, y } = await middle('#crop-Kale')
    await page.mouse.move(x, y)
    await page.mouse.down({ button: 'right' })
    await page.mouse.move(x, y + 60, { steps: 5 })
    expect(await page.locator('[data-live-dragging]').count()).toBe(0)
    await page.mouse.up({ button: 'right' })
  })

  test('is dropped where it is when it is let go outside of the window', async () => {
    const { x, y } = await middle('#crop-Kale')
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x, y + 90, { steps: 5 })
    await page.mouse.move(-50, y + 90, { steps: 3 })
    await page.mouse.up()
    await isSettled(page)
    expect(await page.locator('[data-live-dragging]').count()).toBe(0)
    expect(await order()).toBe('Leek,Pea,Kale,Rye')
  })

  test('is let go when the button was released where the page did not hear it', async () => {
    const { x, y } = await middle('#crop-Kale')
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x, y + 90, { steps: 5 })
    expect(await page.locator('[data-live-dragging]').count()).toBe(1)
    // A screenshot tool or another window took the release: the next move comes without a button.
    await page.evaluate(
      ([left, top]) => {
        document.elementFromPoint(left, top)?.dispatchEvent(
          new PointerEvent('pointermove', {
            bubbles: true,
            pointerId: 1,
            isPrimary: true,
            buttons: 0,
            clientX: left,
            clientY: top,
            pointerType: 'mouse',
          }),
        )
      },
      [x, y + 95] as const,
    )
    await isSettled(page)
    const dragging = await page.locator('[data-live-dragging]').count()
    await page.mouse.up()
    expect(dragging).toBe(0)
  })

  test('does not stay lifted by keys when the window loses the focus', async () => {
    await page.focus('#crop-Kale')
    await page.keyboard.press('Space')
    expect(await page.locator('[data-live-dragging]').count()).toBe(1)
    await page.keyboard.press('ArrowDown')
    await page.mouse.click(600, 400)
    await isSettled(page)
    expect(await page.locator('[data-live-dragging]').count()).toBe(0)
    expect(await order()).toBe('Kale,Leek,Pea,Rye')
  })
})

describe('a long list', () => {
  beforeEach(async () => {
    await page.goto(`${served.url}/tabs`)
    await isLive(page)
    await isSettled(page)
  })
  /** The texts of the rows that are seen. */
  const seen = () =>
    page.evaluate(() => {
      const box = document.querySelector('#log')?.getBoundingClientRect()
      if (!box) return []
      return [...document.querySelectorAll('#log li')].flatMap((row) => {
        const { top, bottom } = row.getBoundingClientRect()
        return bottom > box.top + 1 && top < box.bottom - 1 ? [Number(row.id.slice(4))] : []
      })
    })
  const filled = () =>
    page.evaluate(() => {
      const box = document.querySelector('#log')
      if (!box) return 0
      const { top, height } = box.getBoundingClientRect()
      return [0.1, 0.5, 0.9].filter((part) =>
        document.elementFromPoint(20, top + part * height)?.closest('li'),
      ).length
    })

  test('that was hidden at first has its rows when it is shown, and where it is scrolled then', async () => {
    await page.click('text=Open')
    await expectEventually(filled).toBe(3)
    await page.evaluate(() => document.querySelector('#log')?.scrollTo({ top: 40_000, behavior: 'instant' }))
    await expectEventually(filled).toBe(3)
    await isSettled(page)
    const [first = 0] = await seen()
    await page.click('text=Open')
    await isSettled(page)
    await page.click('text=Open')
    await isSettled(page)
    await expectEventually(filled).toBe(3)
    const [again = 0] = await seen()
    expect(first).toBeGreaterThan(500)
    expect(Math.abs(again - first)).toBeLessThan(2)
  })

  test('that is scrolled to its end shows its last row, though rows turn out higher than they seemed', async () => {
    await page.click('text=Open')
    await page.click('text=Wide')
    await expectEventually(filled).toBe(3)
    await page.evaluate(() => document.querySelector('#log')?.scrollTo({ top: 1e9, behavior: 'instant' }))
    await expectEventually(filled).toBe(3)
    await expectEventually(async () => (await seen()).at(-1)).toBe(4_999)
  })

  test('whose rows become higher because it is narrower still shows what its user looked at', async () => {
    await page.click('text=Open')
    await page.evaluate(() => document.querySelector('#log')?.scrollTo({ top: 40_000, behavior: 'instant' }))
    await expectEventually(filled).toBe(3)
    await isSettled(page)
    const [first = 0] = await seen()
    await page.click('text=Wide')
    await isSettled(page)
    await expectEventually(filled).toBe(3)
    await isSettled(page)
    const [again = 0] = await seen()
    expect(Math.abs(again - first)).toBeLessThan(3)
  })

  test('goes up row by row without a jump, where rows above were never measured', async () => {
    await page.click('text=Open')
    await page.evaluate(() => document.querySelector('#log')?.scrollTo({ top: 50_000, behavior: 'instant' }))
    await expectEventually(filled).toBe(3)
    await isSettled(page)
    await page.hover('#log')
    let [last = 0] = await seen()
    for (let turn = 0; turn < 25; turn++) {
      await page.mouse.wheel(0, -120)
      await isSettled(page)
      await expectEventually(filled).toBe(3)
      const [first = 0] = await seen()
      expect(first, `turn ${turn}`).toBeLessThanOrEqual(last)
      expect(last - first, `turn ${turn}`).toBeLessThan(12)
      last = first
    }
  })
})

describe('a list that is fetched page by page', () => {
  beforeEach(async () => {
    await page.goto(`${served.url}/feed`)
    await isLive(page)
  })

  test('fills a window that is higher than its first page, and goes on when it is scrolled, each page once', async () => {
    const count = () => page.locator('#feed > li').count()
    await expectEventually(async () => (await count()) * 20 >= 700).toBe(true)
    await expectEventually(async () => {
      await page.evaluate(() => scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' }))
      return count()
    }).toBe(200)
    expect((await innerTexts(page, '#feed > li')).map(Number)).toEqual(
      Array.from({ length: 200 }, (_, id) => id),
    )
    expect(new Set(asked).size).toBe(asked.length)
    await expectEventually(() => page.locator('#more').count()).toBe(0)
  })

  test('does not take its user along while a slow page comes', async () => {
    await expectEventually(async () => (await page.locator('#feed > li').count()) * 20 >= 700).toBe(true)
    await isSettled(page)
    slow = 400
    await page.evaluate(() => scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' }))
    const count = () => page.locator('#feed > li').count()
    const before = await count()
    await page.evaluate(() => scrollTo({ top: 100, behavior: 'instant' }))
    await expectEventually(async () => (await count()) > before).toBe(true)
    expect(await page.evaluate(() => scrollY)).toBe(100)
    slow = 0
  })
})
