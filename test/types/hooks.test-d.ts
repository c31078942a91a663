import { createApp, hook, html, LiveView, withSchema, type TemplateResult } from 'overwire'
import type { Hook, PushError } from 'overwire/client'
import { expectTypeOf, test } from 'vitest'
import { z } from 'zod'

interface Gauge {
  data: { value: number; label?: string }
  events: { turned(turn: { by: number }): { value: number }; pressed(): null }
  messages: { flash: { times: number } }
}

declare global {
  interface OverwireHooks {
    gauge: Gauge
  }
}

const Turn = z.object({ by: z.number() })

test('a view gives a hook its data, and answers what that pushes', () => {
  html`<div ${hook('gauge', { value: 7 })}></div>`
  html`<div
    ${hook('gauge', { value: 7 }, { on: { turned: withSchema(Turn, ({ by }) => ({ value: by })), pressed: () => {} } })}
  ></div>`
  hook(
    'gauge',
    { value: 7 },
    {
      on: {
        turned: async (payload) => {
          expectTypeOf(payload).toEqualTypeOf<unknown>()
          return Promise.resolve({ value: 1 })
        },
      },
      overlap: 'drop',
      allow: () => true,
    },
  )

  // @ts-expect-error Argument of type '"gague"' is not assignable
  hook('gague', { value: 7 })
  // @ts-expect-error Type 'string' is not assignable to type 'number'.
  hook('gauge', { value: '7' })
  // @ts-expect-error Expected at least 2 arguments, but got 1.
  hook('gauge')
  // @ts-expect-error 'turnde' does not exist in type 'HookHandlers<…>'.
  hook('gauge', { value: 7 }, { on: { turnde: () => ({ value: 1 }) } })
  // @ts-expect-error Type 'string' is not assignable to type 'number'.
  hook('gauge', { value: 7 }, { on: { turned: () => ({ value: '1' }) } })
  // @ts-expect-error 'payload' is of type 'unknown'.
  hook('gauge', { value: 7 }, { on: { turned: (payload) => ({ value: payload.by }) } })
})

test('a server sends a hook what that listens to', () => {
  class Panel extends LiveView {
    act(): void {
      this.live.hook('gauge').send('flash', { times: 2 })
      // @ts-expect-error Argument of type '"flahs"' is not assignable
      this.live.hook('gauge').send('flahs', { times: 2 })
      // @ts-expect-error Type 'string' is not assignable to type 'number'.
      this.live.hook('gauge', '#one').send('flash', { times: '2' })
    }
    render(): TemplateResult {
      return html`<p></p>`
    }
  }
  expectTypeOf(Panel).toBeConstructibleWith
  createApp({ hooks: { gauge: '/gauge.js' } })
  // @ts-expect-error 'gague' does not exist
  createApp({ hooks: { gague: '/gauge.js' } })
})

test('a script of a hook knows what it is given, and what it may push', () => {
  const gauge: Hook<Gauge['data'], Gauge['events'], Gauge['messages'], HTMLCanvasElement> = {
    mounted({ element, data, push, on, own }) {
      expectTypeOf(data).toEqualTypeOf<Gauge['data']>()
      expectTypeOf(push('turned', { by: 1 })).resolves.toEqualTypeOf<{ value: number }>()
      expectTypeOf(push('pressed')).resolves.toEqualTypeOf<null>()
      on('flash', ({ times }) => expectTypeOf(times).toEqualTypeOf<number>())
      own(element)
      // @ts-expect-error Type 'string' is not assignable to type 'number'.
      void push('turned', { by: '1' })
      // @ts-expect-error Argument of type '"turnde"' is not assignable
      void push('turnde', { by: 1 })
      // @ts-expect-error Expected 2 arguments, but got 1.
      void push('turned')
      return document.createElement('canvas')
    },
    updated({ state }, before) {
      expectTypeOf(state).toEqualTypeOf<HTMLCanvasElement>()
      expectTypeOf(before).toEqualTypeOf<Gauge['data']>()
    },
  }
  void gauge
  expectTypeOf<PushError['outcome']>().toEqualTypeOf<'failed' | 'refused' | 'interrupted' | 'unknown'>()
})
