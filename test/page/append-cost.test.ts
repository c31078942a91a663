import { Component, component, html, LiveView, repeat } from 'overwire'
import { expect, test } from 'vitest'
import { Page } from '../../src/page/page.ts'
import { componentsIn } from '../../src/template/tree/walk.ts'
import type { InstanceNode, ListNode } from '../../src/template/tree/tree.ts'
import { CONTEXT, FOLLOWER, pageServices, visitOf } from './page-services.ts'

test('an append to a stream, and the render after it, look at no row of a list beside them', async () => {
  class Rows extends Component {
    render() {
      return html`<ul>${repeat(
        Array.from({ length: 10_000 }, (_, index) => index),
        (index) => index,
        (index) => html`<li>${index}</li>`,
      )}</ul>`
    }
  }
  class Feed extends Component {
    count = 0
    lines = this.live.stream(
      (text: string) => text,
      (text) => html`<li>${text}</li>`,
    )
    render() {
      return html`<b>${this.count}</b><ol>${this.lines}</ol>`
    }
  }
  const { page, feed, looked } = await followedPage(Rows, Feed)
  feed.lines.append('first')
  looked.count = 0
  for (let line = 0; line < 20; line++) {
    feed.count++
    feed.lines.append(`line ${line}`)
    // An append alone renders nothing.
    expect(page.dirty).toBe(false)
    feed.update()
    page.render(() => {})
  }
  expect(page.runtime.effects.size).toBe(21)
  expect(looked.count).toBe(0)
})

test('appends to a stream that the page does not show look at no row, once it was searched for', async () => {
  class Rows extends Component {
    render() {
      return html`<ul>${repeat(
        [1, 2, 3],
        (index) => index,
        (index) => html`<li>${index}</li>`,
      )}</ul>`
    }
  }
  class Feed extends Component {
    shown = false
    count = 0
    lines = this.live.stream(
      (text: string) => text,
      (text) => html`<li>${text}</li>`,
    )
    render() {
      return html`<b>${this.count}</b>${this.shown ? html`<ol>${this.lines}</ol>` : null}`
    }
  }
  const { page, feed, looked } = await followedPage(Rows, Feed)
  const render = (): void => {
    feed.count++
    feed.update()
    page.render(() => {})
  }
  feed.lines.append('first')
  looked.count = 0
  for (let line = 0; line < 20; line++) {
    render()
    feed.lines.append(`line ${line}`)
  }
  expect(looked.count).toBe(0)
  feed.shown = true
  render()
  feed.lines.append('last')
  expect(page.runtime.effects.size).toBe(1)
  feed.shown = false
  render()
  feed.lines.append('waits')
  expect(page.runtime.effects.size).toBe(1)
  // Shown again without a row that waits.
  feed.lines.remove('waits')
  feed.shown = true
  render()
  feed.lines.append('goes out')
  expect(page.runtime.effects.size).toBe(2)
})

/** Counts what is read of the rows of the list in the first component. */
function watchRows(page: Page): { count: number } {
  const looked = { count: 0 }
  const [, rows] = componentsIn(page.runtime.trees[0]?.node ?? null)
  if (!rows) throw new Error('no component')
  const { values } = rows.content as InstanceNode
  const list = values[0] as { -readonly [key in keyof ListNode]: ListNode[key] }
  list.rows = new Proxy(list.rows, {
    get: (target, key) => {
      looked.count++
      return Reflect.get(target, key) as unknown
    },
  })
  return looked
}

/** A page with rows beside a feed, which a socket follows. */
async function followedPage<Feed extends Component>(Rows: new () => Component, Feed: new () => Feed) {
  class View extends LiveView {
    render() {
      return html`<main>${component(Rows)}${component(Feed)}</main>`
    }
  }
  const page = new Page(pageServices().services, CONTEXT)
  await page.mountVisit(visitOf(View))
  const looked = watchRows(page)
  page.follow(FOLLOWER)
  const feed = page.instances.find(({ component: each }) => each instanceof Feed)?.component as Feed
  return { page, feed, looked }
}
