/** What a response with many regions costs. */
import { Component, component, html, LiveView, repeat, type TemplateResult } from 'overwire'
import { afterEach, expect, test, vi } from 'vitest'
import { inOrder } from '../../src/page/html-in-pieces.ts'
import { ComponentInstance } from '../../src/page/component-instance.ts'
import { Page } from '../../src/page/page.ts'
import { renderHtml } from '../../src/template/output/render-html.ts'
import { CONTEXT, pageServices, visitOf } from './page-services.ts'

afterEach(() => void vi.restoreAllMocks())

class Detail extends Component<{ id: number }> {
  render() {
    return html`<em>detail ${this.props.id}</em>`
  }
}

/** Resolves when the beginning of the response is there. */
let shown = Promise.resolve()

class Region extends Component<{ id: number }> {
  data = this.live.load(
    async () => {
      await shown
      return `data ${this.props.id}`
    },
    { late: true },
  )
  render() {
    const { value } = this.data
    return html`<p>${value ?? 'pending'}</p>${value ? component(Detail, { id: this.props.id }) : null}`
  }
}

const ids = (count: number): readonly number[] => Array.from({ length: count }, (_, id) => id)

/** Pages of so many regions: in one hole, and in the rows of a list. */
const SHAPES = {
  'beside each other': (count: number) =>
    class extends LiveView {
      render() {
        return html`<main>${ids(count).map((id) => component(Region, { id }))}</main>`
      }
    },
  'in rows': (count: number) =>
    class extends LiveView {
      render() {
        const row = (id: number): TemplateResult => html`<li>${component(Region, { id })}</li>`
        return html`<ul>
          ${repeat(ids(count), (id) => id, row)}
        </ul>`
      }
    },
}

/** How often a response looks at something of its tree, beyond its beginning. */
async function looksOf(view: new () => LiveView, count: number): Promise<number> {
  const { services, reports } = pageServices()
  const page = new Page(services, CONTEXT)
  let show = (): void => {}
  shown = new Promise((resolve) => (show = resolve))
  const pieces = await page.mountVisit(visitOf(view), 'streamed', '<!--mark-->')
  expect(pieces.later).toHaveLength(count)
  // What goes through a tree is a generator.
  const generator = Object.getPrototypeOf(anyGenerator.prototype) as { next(): unknown }
  const spies = [vi.spyOn(generator, 'next'), vi.spyOn(ComponentInstance.prototype, 'isWithin')]
  let text = ''
  show()
  for await (const each of inOrder(pieces)) text += each
  const looks = spies.reduce((sum, { mock }) => sum + mock.calls.length, 0)
  vi.restoreAllMocks()
  expect(text.match(/<p>data/g)).toHaveLength(count)
  // The page has what was sent.
  expect(renderHtml(page.runtime.trees[0]?.node ?? null)).toBe(text)
  expect(page.instances).toHaveLength(1 + 2 * count)
  expect(reports).toEqual([])
  page.stop()
  return looks
}

function* anyGenerator(): Generator<number> {
  yield 0
}

test.each(Object.entries(SHAPES))(
  'of regions %s four times as many cost four times as much',
  async (_, viewOf) => {
    const few = await looksOf(viewOf(25), 25)
    const many = await looksOf(viewOf(100), 100)
    expect(few).toBeGreaterThan(0)
    expect(many).toBeLessThan(5 * few)
  },
)
