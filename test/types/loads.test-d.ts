import { html, LiveView, type Load, type Task, type TemplateResult } from 'overwire'
import { describe, expectTypeOf, test } from 'vitest'

describe('a load', () => {
  test('takes one time for its beginning and one for its end', () => {
    class Page extends LiveView {
      byDefault = this.live.load(() => 1)
      inTime = this.live.load(async () => 'text', { await: 200 })
      both = this.live.load(async () => 'text', { await: 200, late: 1_000 })
      never = this.live.load(async () => 'text', { await: false })
      // @ts-expect-error a time is in milliseconds
      text = this.live.load(async () => 'text', { await: '200ms' })
      // @ts-expect-error a response that waits before it begins does not begin without it
      twice = this.live.load(async () => 'text', { await: true, late: true })
      render(): TemplateResult {
        return html`${this.byDefault.value}`
      }
    }
    expectTypeOf<Page['byDefault']>().toEqualTypeOf<Load<number>>()
    expectTypeOf<Page['both']>().toEqualTypeOf<Load<string>>()
  })

  test('shows each of its states by a function that knows what there is', () => {
    // Never called.
    const show = (load: Load<readonly number[]>) => {
      const all = load.match({
        pending: () => 'reading' as const,
        failed: (error) => {
          expectTypeOf(error).toBeUnknown()
          return html`<p>failed</p>`
        },
        ready: (rows) => {
          expectTypeOf(rows).toEqualTypeOf<readonly number[]>()
          return rows.length
        },
      })
      expectTypeOf(all).toEqualTypeOf<'reading' | TemplateResult | number | undefined>()
      expectTypeOf(load.match({ ready: (rows) => rows.length })).toEqualTypeOf<number | undefined>()
      // @ts-expect-error it is for what there is
      load.match({ pending: () => 'reading' })
      // @ts-expect-error there is no such state
      load.match({ ready: () => 'ready', error: () => 'failed' })
      return html`${all}`
    }
    expectTypeOf(show).returns.toEqualTypeOf<TemplateResult>()
  })
})

describe('a task', () => {
  test('is started with what its work takes, and has what that yields or resolves to', () => {
    class Page extends LiveView {
      text = ''
      answer = this.live.task(async function* (this: Page, signal, question: string) {
        expectTypeOf(signal).toEqualTypeOf<AbortSignal>()
        this.text += question
        yield
        yield this.text.length
      })
      sum = this.live.task(async (_signal, left: number, right: number) => left + right)
      quiet = this.live.task(async () => {})
      render(): TemplateResult {
        return html`${this.answer.value} ${this.sum.value}`
      }
    }
    expectTypeOf<Page['answer']>().toEqualTypeOf<Task<[question: string], number>>()
    expectTypeOf<Page['sum']>().toEqualTypeOf<Task<[left: number, right: number], number>>()
    expectTypeOf<Page['quiet']['value']>().toEqualTypeOf<undefined>()
    // Never called.
    const use = ({ answer, sum }: Page) => {
      answer.start('why?')
      // @ts-expect-error the question is missing
      answer.start()
      // @ts-expect-error it is a number
      sum.start('1', 2)
    }
    expectTypeOf(use).returns.toBeVoid()
  })
})
