/** A story of a list that is not in the page as a whole. */
import { html, LiveView, virtual, type TemplateResult } from 'overwire'
import { expect } from 'vitest'
import { expectEventually } from '../expect-eventually.ts'
import { focusedId, textOf, type Story } from './story.ts'

const NAMES = Array.from({ length: 20_000 }, (_, index) => `Name ${index}`)

class Names extends LiveView {
  #names: readonly string[] = NAMES
  count = NAMES.length

  render(): TemplateResult {
    return html`<output>${this.count}</output>
      <button id="add" @click=${() => this.#add()}>Add</button>
      <div id="box" style="height: 300px; overflow: auto"><ul style="margin: 0">${virtual(
        this.#names,
        (name) => name,
        (name, index) => html`<li id=${name.replace(' ', '-')}>
          <button id="pick-${index}">${name}</button></li>`,
      )}</ul></div>`
  }

  #add(): void {
    this.#names = [...Array.from({ length: 100 }, (_, index) => `New ${this.count + index}`), ...this.#names]
    this.count += 100
  }
}

/** The row in the middle of the box, and where it is. */
const IN_VIEW = (): readonly [id: string, top: number] => {
  const box = document.querySelector('#box')?.getBoundingClientRect()
  const row = box && document.elementFromPoint(box.left + 60, box.top + 150)?.closest('li')
  return [row?.id ?? '', Math.round(row?.getBoundingClientRect().top ?? 0)]
}

export const longList: Story = {
  name: 'a list of 20,000 rows shows those that are scrolled to, and stays there when others come above',
  routes: { '/': Names },
  async tell({ page }) {
    await expectEventually(() =>
      page.evaluate(() => (document.querySelector('#box')?.scrollHeight ?? 0) > 200_000),
    ).toBe(true)
    await page.evaluate(() => document.querySelector('#box')?.scrollTo(0, 200_000))
    await expectEventually(async () => Number((await page.evaluate(IN_VIEW))[0].slice(5)) > 3_000).toBe(true)
    // What is scrolled by is settled after a while.
    await new Promise((done) => setTimeout(done, 400))
    const before = await page.evaluate(IN_VIEW)
    await page.evaluate(() => document.querySelector<HTMLElement>('#add')?.click())
    await expectEventually(() => textOf(page, 'output')).toBe('20100')
    expect((await page.evaluate(IN_VIEW))[0]).toBe(before[0])
    expect(Math.abs((await page.evaluate(IN_VIEW))[1] - before[1])).toBeLessThanOrEqual(1)
    await page.evaluate((id) => document.querySelector<HTMLElement>(`#${id} button`)?.focus(), before[0])
    const focused = await focusedId(page)
    expect(focused).toMatch(/^pick-/)
    await page.evaluate(() => document.querySelector('#box')?.scrollTo(0, 0))
    await expectEventually(() => page.evaluate(() => !!document.querySelector('#New-20000'))).toBe(true)
    expect(await focusedId(page)).toBe(focused)
  },
}
