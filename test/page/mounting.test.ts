import { Component, html } from 'overwire'
import { expect, test } from 'vitest'
import { Page } from '../../src/page/page.ts'
import { CONTEXT, pageServices } from './page-services.ts'

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
