import { Component, component, html, LiveView } from 'overwire'
import { describe, expect, test } from 'vitest'
import { Page } from '../../src/page/page.ts'
import { CONTEXT, FOLLOWER, pageServices, visitOf } from './page-services.ts'

test('a component that failed to mount leaves no root, and the others can be shown without it', async () => {
  class Broken extends Component {
    override mount() {
      throw new Error('broken')
    }
    render() {
      return html`<p></p>`
    }
  }
  const page = new Page(pageServices().services, CONTEXT)
  await expect(page.mountComponent(Broken, {})).rejects.toThrow('broken')
  expect([page.plan, [...page.instances]]).toEqual([[], []])
})

describe('a component that mounts for ever in a live page', () => {
  class Endless extends Component {
    override async mount() {
      await new Promise(() => {})
    }
    render() {
      return html`<p></p>`
    }
  }

  async function mounting() {
    const timers = new Set<() => void>()
    const { services, reports } = pageServices()
    const after = (_: number, run: () => void): (() => void) => {
      timers.add(run)
      return () => void timers.delete(run)
    }
    const page = new Page({ ...services, clock: { ...services.clock, after } }, CONTEXT)
    page.follow(FOLLOWER)
    page.runtime.effects.push(page.mountIn('main', { type: Endless, props: {} }))
    page.runtime.effect(['title', 'next'])
    expect(page.runtime.effects.due).toBe(false)
    return { page, timers, reports }
  }

  test('holds up nothing behind it once its root is removed', async () => {
    const { page, timers } = await mounting()
    page.removeRoot(0)
    expect([page.runtime.effects.due, timers.size]).toEqual([true, 0])
  })

  test('leaves no timer when its page ends, and reports nothing', async () => {
    const { page, timers, reports } = await mounting()
    page.stop()
    expect([timers.size, reports]).toEqual([0, []])
  })

  test('fails when its time is over, and is reported once', async () => {
    const { page, timers, reports } = await mounting()
    for (const run of [...timers]) run()
    expect([page.runtime.effects.due, timers.size, page.plan]).toEqual([true, 0, []])
    expect(reports).toEqual([expect.stringContaining('Endless')])
  })
})

test('a page that ends while it renders leaves no component running', async () => {
  let stopped = 0
  class Child extends Component {
    override mount() {
      this.live.signal.addEventListener('abort', () => stopped++)
    }
    render() {
      return html`<i></i>`
    }
  }
  class View extends LiveView {
    shown = false
    render() {
      return html`<p>${this.shown ? component(Child) : null}</p>`
    }
  }
  const page = new Page(pageServices().services, CONTEXT)
  await page.mountVisit(visitOf(View))
  page.follow(FOLLOWER)
  const view = page.instances[0]?.component as View
  view.shown = true
  view.update()
  page.render(() => page.stop())
  expect([stopped, page.runtime.trees]).toEqual([1, []])
})
