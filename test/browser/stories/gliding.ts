/** Stories of rows that glide to where they have moved. */
import { html, LiveView, repeat, type TemplateResult } from 'overwire'
import { animated } from 'overwire/commands'
import { expect } from 'vitest'
import type { BrowserPage } from '../browsers/browser-page.ts'
import { click } from '../browsers/gestures.ts'
import { expectEventually } from '../expect-eventually.ts'
import { textsOf, valueOf, type Story } from './story.ts'

/** Far longer than a story. */
const MOVE = { duration: 1_000_000 }

class Standings extends LiveView {
  names = Array.from({ length: 60 }, (_, index) => `n${index}`)
  come = 0

  render(): TemplateResult {
    return html`<p style="position: fixed; top: 0; right: 0">
        <button id="turn" @click=${() => (this.names = this.names.toReversed())}>Turn</button>
        <button id="more" @click=${() => (this.names = [`new${++this.come}`, ...this.names])}>More</button>
      </p>
      <ol style="margin: 0; padding: 0">
        ${repeat(
          this.names,
          (name) => name,
          (name) => html`<li id=${name} style="height: 30px" ${animated({ move: MOVE })}>
            <b>${name}</b> <input id="note-${name}" />
          </li>`,
        )}
      </ol>`
  }
}

/** Where the rows of these names are seen. */
const tops = (page: BrowserPage, names: readonly string[]): Promise<(number | undefined)[]> =>
  page.evaluate(
    (wanted) =>
      wanted.map((name) => {
        const top = document.getElementById(name)?.getBoundingClientRect().top
        return top && Math.round(top)
      }),
    names,
  )

const seek = (page: BrowserPage, time: number): Promise<void> =>
  page.evaluate((to) => {
    for (const each of document.getAnimations()) {
      each.pause()
      each.currentTime = to
    }
  }, time)

/** Does something, and expects that nobody sees these rows jump at first. */
async function expectNoJump(
  page: BrowserPage,
  names: readonly string[],
  change: () => Promise<void>,
): Promise<void> {
  const [first] = await textsOf(page, 'b')
  const before = await tops(page, names)
  await change()
  await expectEventually(async () => (await textsOf(page, 'b'))[0]).not.toBe(first)
  await expectEventually(async () => {
    await seek(page, 0)
    return tops(page, names)
  }).toEqual(before)
}

export const gliding: Story = {
  name: 'rows glide from where they were seen, also where rows come above them',
  routes: { '/': Standings },
  async tell({ page, type }) {
    await type('#note-n3', 'mine')
    // The module that animates them may still be on its way.
    await expectEventually(async () => {
      const [first] = await textsOf(page, 'b')
      await click(page, '#turn')
      // Otherwise a click that waits for its answer turns the rows later.
      await expectEventually(async () => (await textsOf(page, 'b'))[0]).not.toBe(first)
      return page.evaluate(() => document.getAnimations().length)
    }).toBeGreaterThan(0)
    await seek(page, 1_000_000)
    await page.evaluate(() => document.getElementById('n30')?.scrollIntoView({ block: 'center' }))
    const seen = ['n29', 'n30', 'n31']

    await expectNoJump(page, seen, () => click(page, '#turn'))
    await page.evaluate(() => {
      for (const each of document.getAnimations()) each.finish()
    })
    await expectNoJump(page, seen, () => click(page, '#more'))

    expect(await valueOf(page, '#note-n3')).toBe('mine')
    await page.evaluate(() => {
      for (const each of document.getAnimations()) each.finish()
    })
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0)
  },
}
