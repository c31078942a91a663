import { html, LiveView } from 'overwire'
import { describe, expect, test } from 'vitest'
import { Page } from '../../src/page/page.ts'
import { CONTEXT, FOLLOWER, pageServices, visitOf } from './page-services.ts'

describe('rows of a stream that nothing shows', () => {
  class Hidden extends LiveView {
    shown = false
    rows = this.live.stream(
      (row: { id: number; text: string }) => row.id,
      (row) => html`<li>${row.text}</li>`,
    )
    render() {
      return html`<ul>${this.shown ? this.rows : null}</ul>`
    }
  }

  async function followed(limits: Parameters<typeof pageServices>[0] = {}) {
    const { services, reports } = pageServices(limits)
    const page = new Page(services, CONTEXT)
    await page.mountVisit(visitOf(Hidden))
    page.follow(FOLLOWER)
    const [instance] = page.instances
    if (!(instance?.component instanceof Hidden)) throw new Error('no view')
    return { page, view: instance.component, reports }
  }

  test('wait within the bytes of their limit: the oldest are dropped, and it is said', async () => {
    const { page, view, reports } = await followed()
    const text = 'x'.repeat(10_000)
    for (let id = 0; id < 2_000; id++) view.rows.append({ id, text })
    expect(page.estimateBytes()).toBeLessThan(5 * 1024 * 1024)
    expect(view.rows.pending('new').keys.at(-1)).toBe('1999')
    expect(reports.length).toBeGreaterThan(0)
    expect(reports[0]).toContain('rows of a stream were dropped')
  })

  test('wait up to their number, those that were prepended last included', async () => {
    const { view } = await followed({ limits: { queuedEffects: 100 } })
    for (let id = 0; id < 1_000; id++) view.rows.prepend({ id, text: '' })
    const { keys } = view.rows.pending('new')
    expect(keys.length).toBeLessThanOrEqual(100)
    expect(keys[0]).toBe('999')
  })
})

describe('rows of a stream on their way to a browser that takes nothing', () => {
  test('count with what they show', async () => {
    class Shown extends LiveView {
      rows = this.live.stream(
        (text: string) => text.length,
        (text) => html`<li title=${text}>${text}</li>`,
      )
      render() {
        return html`<ul>${this.rows}</ul>`
      }
    }
    const page = new Page(pageServices().services, CONTEXT)
    await page.mountVisit(visitOf(Shown))
    page.follow(FOLLOWER)
    const [instance] = page.instances
    if (!(instance?.component instanceof Shown)) throw new Error('no view')
    instance.component.rows.append('x'.repeat(100_000))
    expect(page.runtime.effects.bytes).toBeGreaterThan(100_000)
  })
})
