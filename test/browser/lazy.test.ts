import {
  Component,
  component,
  createApp,
  html,
  lazy,
  LiveView,
  range,
  map,
  type TemplateResult,
} from 'overwire'
import { serve } from 'overwire/node'
import { expect, test } from 'vitest'
import { createLog } from '../server/log.ts'
import { openBrowser } from './chromium.ts'
import { expectEventually } from './expect-eventually.ts'
import { innerTexts } from './inner-texts.ts'
import { isLive, isSettled } from './wire-tap.ts'

const mounted: number[] = []

class Chapter extends Component<{ number: number }> {
  override mount(): void {
    mounted.push(this.props.number)
  }
  render(): TemplateResult {
    return html`<h2>Chapter ${this.props.number}</h2>`
  }
}

class Book extends LiveView {
  read: string[] = []
  render(): TemplateResult {
    return html`${map(
      range(1, 5),
      (number) =>
        html`<section style="height: 3000px">
            ${lazy(
              () =>
                html`${component(Chapter, { number })}<button @click=${this.mark}>Read ${number}</button>`,
              { placeholder: html`<p>Chapter ${number} …</p>`, margin: 100 },
            )}
          </section>`,
    )}
      <output>${this.read.join()}</output>`
  }
  mark({ type }: { readonly type: string }): void {
    this.read.push(type)
  }
}

test('what is lazy is made when it comes near the view, and is its page’s', async () => {
  await using opened = await openBrowser()
  await using served = await serve(createApp({ logger: createLog() }).live('/', Book), {
    port: 0,
    signals: false,
  })
  await using taken = await opened.pages.shared()
  const { page } = taken
  const response = await page.goto(served.url)
  expect(await response?.text()).not.toContain('<h2>')
  await isLive(page)
  await expectEventually(() => innerTexts(page, 'h2')).toEqual(['Chapter 1'])
  await isSettled(page)
  expect(mounted).toEqual([1])
  await page.evaluate(() => scrollTo(0, 6_000))
  await expectEventually(() => innerTexts(page, 'h2')).toEqual(['Chapter 1', 'Chapter 3'])
  await page.click('text=Read 3')
  await expectEventually(() => page.textContent('output')).toBe('click')
  expect(await innerTexts(page, 'p')).toEqual(['Chapter 2 …', 'Chapter 4 …'])
})
