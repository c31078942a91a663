import { Component, component, createApp, html, LiveView, repeat, type TemplateResult } from 'overwire'
import { visit } from 'overwire/testing'
import { beforeEach, describe, expect, test } from 'vitest'

describe('default props', () => {
  class Badge extends Component<{ text: string; kind?: 'info' | 'warning' }, 'kind'> {
    static defaults = { kind: 'info' as const }
    render(): TemplateResult {
      return html`<b class=${this.props.kind.toUpperCase()}>${this.props.text}</b>`
    }
  }

  class Badges extends LiveView {
    kind: 'warning' | undefined = 'warning'
    render(): TemplateResult {
      return html`${component(Badge, { text: 'one' })} ${component(Badge, { text: 'two', ...(this.kind && { kind: this.kind }) })}
        <button @click=${() => (this.kind = undefined)}>Calm</button>`
    }
  }

  test('are given where a parent gives none, and again when it gives none any more', async () => {
    await using user = await visit(createApp().live('/', Badges), '/')
    const kinds = (): (string | null)[] =>
      [...user.document.querySelectorAll('b')].map((each) => each.getAttribute('class'))
    expect(kinds()).toEqual(['INFO', 'WARNING'])
    await user.click('Calm')
    expect(kinds()).toEqual(['INFO', 'INFO'])
  })
})

describe('loadMany', () => {
  const asked: number[][] = []
  let answer: (ids: number[]) => Promise<void>
  beforeEach(() => {
    asked.length = 0
    answer = () => Promise.resolve()
  })

  class Row extends Component<{ id: number }> {
    name = ''
    mounts = 0

    static async loadMany(rows: readonly Row[]): Promise<void> {
      const ids = rows.map(({ props }) => props.id)
      asked.push(ids)
      await answer(ids)
      for (const row of rows) row.name = `name ${row.props.id}`
    }
    override mount(): void {
      this.mounts++
    }
    override pending(): TemplateResult {
      return html`<i>…</i>`
    }
    render(): TemplateResult {
      return html`<i>${this.name} ${this.mounts}</i>`
    }
  }

  class Table extends LiveView {
    ids = [1, 2, 3]
    offset = 0
    caught = ''
    override catchError(error: unknown, retry: () => void): TemplateResult {
      return html`<p>${String(error)}</p>
        <button @click=${retry}>Again</button>`
    }
    render(): TemplateResult {
      return html`${repeat(
        this.ids,
        (id) => id,
        (id) => html`<div>${component(Row, { id: id + this.offset })}</div>`,
      )}
        <button @click=${() => (this.ids = [...this.ids, 4, 5])}>More</button>
        <button @click=${() => (this.offset = 10)}>Others</button>
        <button @click=${() => (this.offset = 20)}>Yet others</button>`
    }
  }
  const rows = (user: Awaited<ReturnType<typeof visit>>): string[] =>
    [...user.document.querySelectorAll('i')].map((each) => each.textContent)

  test('is called once for all that mount together, and the first response has what it loads', async () => {
    await using user = await visit(createApp().live('/', Table), '/')
    expect(user.source).toContain('name 3')
    expect(asked).toEqual([[1, 2, 3]])
    await user.click('More')
    await user.until(() => rows(user).includes('name 5 1'))
    expect(asked).toEqual([
      [1, 2, 3],
      [4, 5],
    ])
  })

  test('is called once for all that get other props, and what came late never takes the place of what is newer', async () => {
    await using user = await visit(createApp().live('/', Table), '/')
    const releases: (() => void)[] = []
    answer = () => new Promise((resolve) => releases.push(resolve))
    await user.click('Others')
    await user.until(() => releases.length === 1)
    await user.click('Yet others')
    expect(asked.slice(1)).toEqual([[11, 12, 13]])
    releases[0]?.()
    await user.until(() => releases.length === 2)
    releases[1]?.()
    await user.until(() => rows(user).includes('name 23 1'))
    expect(asked.slice(1)).toEqual([
      [11, 12, 13],
      [21, 22, 23],
    ])
    expect(rows(user)).toEqual(['name 21 1', 'name 22 1', 'name 23 1'])
  })

  test('that throws is caught as what `mount` throws', async () => {
    await using user = await visit(createApp().live('/', Table), '/')
    answer = () => Promise.reject(new Error('The database is down.'))
    await user.click('More')
    await user.until(() => user.text().includes('The database is down.'))
    answer = () => Promise.resolve()
    await user.click('Again')
    await user.until(() => rows(user).includes('name 5 1'))
    expect(rows(user)).toHaveLength(5)
  })
})
