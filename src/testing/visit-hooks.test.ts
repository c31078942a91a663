import { expect, test } from 'vitest'
import { createApp, hook, html, LiveView } from '../index.ts'
import { visit } from './visit.ts'

declare global {
  interface OverwireHooks {
    'sales-chart': {
      data: { bars: number[] }
      events: { chosen(bar: number): string }
      messages: { show: number }
    }
  }
}

class Sales extends LiveView {
  chosen = 'nothing'
  render() {
    const chosen = (bar: unknown): string => (this.chosen = `bar ${String(bar)}`)
    return html`<div id="chart" ${hook('sales-chart', { bars: [3, 5] }, { on: { chosen } })}>3 and 5</div>
      <p>${this.chosen}</p>
      <button @click=${() => this.live.hook('sales-chart').send('show', 1)}>Show</button>`
  }
}

const app = createApp({ hooks: { 'sales-chart': '/hooks/chart.js' } }).live('/', Sales)

test('a visit runs the hooks that it is given in place of the scripts of the page', async () => {
  const said: unknown[] = []
  const chart = {
    mounted: async ({
      element,
      data,
      push,
      on,
    }: Parameters<NonNullable<import('../client.ts').Hook['mounted']>>[0]) => {
      element.textContent = JSON.stringify(data)
      on('show', (bar) => said.push(['show', bar]))
      await Promise.resolve()
      said.push(['mounted'])
      said.push(await push('chosen', 1))
    },
  }
  await using user = await visit(app, '/', { hooks: { 'sales-chart': chart } })
  await user.until(() => user.text('p') === 'bar 1')
  await user.click('Show')
  await user.until(() => said.length === 3)
  expect(user.text('#chart')).toBe('{"bars":[3,5]}')
  expect(said).toEqual([['mounted'], 'bar 1', ['show', 1]])
  expect(user.errors).toEqual([])
})

test('a hook that a visit is not given is named, and its element stays as it was rendered', async () => {
  await using user = await visit(app, '/')
  await user.until(() => user.errors.length > 0)
  expect(user.text('#chart')).toBe('3 and 5')
  expect(user.errors.join('\n')).toContain(
    'The page has the hook "sales-chart", whose script /hooks/chart.js is not run here.',
  )
})
