/** Rows that glide: where they begin is read from their animations, which are far longer than a test. */
import { html, type TemplateResult } from 'overwire'
import { hide, self } from 'overwire/commands'
import type { Page } from 'playwright-core'
import { isLive, isSettled } from './wire-tap.ts'

const DURATION = 1_000_000

export const MOVE = { duration: DURATION, easing: 'linear' }

/** Each row is 20 pixels high. */
export const STYLE: TemplateResult = html`<style>
    body { margin: 0 }
    ul { margin: 0; padding: 0; list-style: none }
    .gliding-row { height: 20px; overflow: hidden }
    .gliding-row button { height: 20px; padding: 0 }
    @keyframes gliding-leaves { from { opacity: 0.5 } to { opacity: 0.4 } }
    .gliding-leaves { animation: gliding-leaves 1000s }
    .gliding-box { height: 100px; overflow: auto }
    .gliding-corner { position: fixed; bottom: 0; right: 0 }
  </style>
  <button id="warm" @click=${hide(self)}>Warm</button>`

/** Opens a view with {@link STYLE}, whose rows glide from now on. */
export async function openGliding(page: Page, address: string): Promise<void> {
  await page.emulateMedia({ reducedMotion: 'no-preference' })
  await page.goto(address)
  await isLive(page)
  await page.click('#warm')
  await page.waitForSelector('#warm', { state: 'hidden' })
}

/** Clicks, and waits until what is to be shown for it has begun. */
export async function clickAndShow(page: Page, selector: string): Promise<void> {
  await page.click(selector)
  await isSettled(page)
  await shown(page)
}

/** Resolves when all that has changed was shown. */
export async function shown(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  )
}

/** From where rows glide, in the order of their names: `Ada 0,-60`. */
export function glidesIn(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const all = document.getAnimations().flatMap(({ effect, id }) => {
      if (id !== 'live-move' || !(effect instanceof KeyframeEffect)) return []
      const [start] = effect.getKeyframes()
      const [x = 0, y = 0] = String(start?.['translate'])
        .split(' ')
        .map((part) => Math.round(parseFloat(part)))
      return [`${effect.target?.id || effect.target?.textContent} ${x},${y}`]
    })
    return all.toSorted()
  })
}

/** Sets all animations to a share of their time. */
export async function seek(page: Page, share: number): Promise<void> {
  await page.evaluate((time) => {
    for (const each of document.getAnimations()) {
      each.pause()
      each.currentTime = time
    }
  }, share * DURATION)
}

/** All animations are over. */
export async function finish(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const each of document.getAnimations()) each.finish()
  })
}

/** Where an element is seen. */
export function topOf(page: Page, id: string): Promise<number> {
  return page.evaluate((wanted) => document.getElementById(wanted)?.getBoundingClientRect().top ?? NaN, id)
}
