/** A story of somebody who puts rows in another order, by keys and by a pointer. */
import { html, LiveView, repeat, sortable, type TemplateResult } from 'overwire'
import { focus } from '../browsers/gestures.ts'
import type { BrowserPage, Point } from '../browsers/browser-page.ts'
import { expectEventually } from '../expect-eventually.ts'
import { countOf, textOf, textsOf, type Story } from './story.ts'

class Playlist extends LiveView {
  songs: readonly string[] = ['Air', 'Bolero', 'Canon', 'Dreams']

  move(song: string, index: number): void {
    this.songs = this.songs.filter((each) => each !== song).toSpliced(index, 0, song)
  }

  render(): TemplateResult {
    return html`<ol aria-label="Songs" ${sortable(this.songs, (song, index) => this.move(song, index))}>
        ${repeat(
          this.songs,
          (song) => song,
          (song) =>
            html`<li data-key=${song}>${song}<button id="move-${song}" data-handle aria-label="Move ${song}"></button></li>`,
        )}
      </ol>
      <output>${this.songs.join(' ')}</output>`
  }
}

export const sorting: Story = {
  name: 'rows are moved by keys and by a pointer, seen at once, and stand in the order that the server has',
  routes: { '/': Playlist },
  async tell({ page }) {
    const isMoved = async (order: string): Promise<void> => {
      await expectEventually(async () => (await textsOf(page, 'li')).join(' ')).toBe(order)
      await expectEventually(() => textOf(page, 'output')).toBe(order)
      await expectEventually(() => countOf(page, '[data-live-dragging]')).toBe(0)
    }
    await expectEventually(() => countOf(page, '[data-live-sorted]')).toBe(1)
    await focus(page, '#move-Canon')
    await page.press(' ')
    await expectEventually(() => countOf(page, '[data-live-dragging]')).toBe(1)
    await page.press('ArrowUp')
    await page.press('ArrowUp')
    await page.press(' ')
    await isMoved('Canon Air Bolero Dreams')
    await page.press(' ')
    await expectEventually(() => countOf(page, '[data-live-dragging]')).toBe(1)
    await page.press('End')
    await page.press('Escape')
    await isMoved('Canon Air Bolero Dreams')

    const [from, to] = [await middleOf(page, '#move-Air'), await middleOf(page, '[data-key=Dreams]')]
    const steps = Array.from({ length: 6 }, (_, step) => from.y + ((to.y + 15 - from.y) * step) / 5)
    await page.mouse(steps.map((y) => ({ x: from.x, y: Math.round(y) })))
    await isMoved('Canon Bolero Dreams Air')
  },
}

async function middleOf(page: BrowserPage, selector: string): Promise<Point> {
  return page.evaluate((wanted) => {
    const element = document.querySelector(wanted)
    if (!element) throw new Error(`There is no ${wanted} in the page.`)
    const { x, y, width, height } = element.getBoundingClientRect()
    return { x: Math.round(x + width / 2), y: Math.round(y + height / 2) }
  }, selector)
}
