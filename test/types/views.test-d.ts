import { Component, component, createApp, html, LiveView, on } from 'overwire'
import type {
  FormErrors,
  FormEvent,
  InvalidFormEvent,
  LiveDropEvent,
  LiveEvent,
  LiveKeyboardEvent,
  LivePointerEvent,
  LiveTransferEvent,
  Load,
  TemplateResult,
  TransferredFile,
} from 'overwire'
import { describe, expectTypeOf, test } from 'vitest'
import { z } from 'zod'

type Reserved =
  | 'mount'
  | 'start'
  | 'stop'
  | 'navigated'
  | 'changed'
  | 'render'
  | 'pending'
  | 'update'
  | 'catchError'
  | 'props'
  | 'params'
  | 'live'

class Clock extends Component<{ zone: string; seconds?: boolean }> {
  render(): TemplateResult {
    return html`<time>${this.props.zone}</time>`
  }
}

class Plain extends Component {
  render(): TemplateResult {
    return html`<hr />`
  }
}

describe('the base classes', () => {
  test('reserve these names and no others', () => {
    expectTypeOf<keyof LiveView | keyof Component>().toEqualTypeOf<Reserved>()
  })

  test('give params, props and data their types', () => {
    expectTypeOf<Clock['props']>().toEqualTypeOf<Readonly<{ zone: string; seconds?: boolean }>>()
    class Page extends LiveView<{ id: string }> {
      rows = this.live.load(async () => [this.params.id])
      late = this.live.load(async () => [this.params.id], { late: 500 })
      // @ts-expect-error a limit is in milliseconds
      limited = this.live.load(async () => [this.params.id], { late: '2s' })
      render(): TemplateResult {
        return html`${this.rows.value?.map((id) => html`<p>${id}</p>`)}`
      }
    }
    expectTypeOf<Page['rows']>().toEqualTypeOf<Load<string[]>>()
    expectTypeOf<Page['late']>().toEqualTypeOf<Load<string[]>>()
  })
})

describe('component', () => {
  test('takes the props that its class declares', () => {
    expectTypeOf(component(Clock, { zone: 'UTC' })).not.toBeAny()
    expectTypeOf(component(Clock, { zone: 'UTC', seconds: true }, { key: 1 })).not.toBeAny()
    expectTypeOf(component(Plain)).not.toBeAny()
    // @ts-expect-error a prop is missing
    component(Clock, {})
    // @ts-expect-error a prop has another type
    component(Clock, { zone: 1 })
    // @ts-expect-error there is no such prop
    component(Clock, { zone: 'UTC', zoom: 2 })
    // @ts-expect-error a view is not a component
    component(LiveView)
  })
})

describe('on', () => {
  test('narrows the event by its type', () => {
    on('keydown', (event) => expectTypeOf(event).toEqualTypeOf<LiveKeyboardEvent>())
    on('click', (event) => expectTypeOf(event).toEqualTypeOf<LivePointerEvent>())
    on('submit', (event) => expectTypeOf(event).toEqualTypeOf<LiveEvent>())
    on((event) => expectTypeOf(event).toEqualTypeOf<LiveEvent>(), {
      overlap: 'drop',
      key: 'save',
      allow: () => true,
    })
    // @ts-expect-error there is no such way to overlap
    on(() => {}, { overlap: 'sometimes' })
    html`<button @click=${(event) => expectTypeOf(event).toEqualTypeOf<LiveEvent>()}></button>`
  })

  test('takes a limit that is a rate, and tells the seconds to wait', () => {
    on('keydown', () => {}, {
      limit: '5/min',
      limited: (event) =>
        expectTypeOf(event).toEqualTypeOf<LiveKeyboardEvent & { readonly seconds: number }>(),
    })
    createApp().action(
      'send',
      { limit: '30/h', limited: (_, { seconds }) => expectTypeOf(seconds).toBeNumber() },
      () => {},
    )
    // @ts-expect-error there are s, min and h
    on(() => {}, { limit: '5/minute' })
    // @ts-expect-error a rate says of which time
    on(() => {}, { limit: 5 })
    // @ts-expect-error there are s, min and h
    createApp().action('send', { limit: '1/day' }, () => {})
  })

  test('knows what is pasted, dropped and dragged', () => {
    on('paste', (event) => {
      expectTypeOf(event).toEqualTypeOf<LiveTransferEvent>()
      expectTypeOf(event.files).toEqualTypeOf<readonly TransferredFile[]>()
      // @ts-expect-error a paste is nowhere
      void event.clientX
    })
    on('drop', (event) => {
      expectTypeOf(event).toEqualTypeOf<LiveDropEvent>()
      expectTypeOf(event.clientX).toBeNumber()
      // @ts-expect-error what is in the files is not told
      void event.files[0]?.text
    })
    on('dragover', (event) => expectTypeOf(event).toEqualTypeOf<LivePointerEvent>())
    // @ts-expect-error a click has no key
    on('click', (event) => event.key)
    // @ts-expect-error a click has no keys, and would never fire
    on('click', () => {}, { keys: 'a' })
    on('keyup', () => {}, { keys: ['a', 'mod+k'] })
    // @ts-expect-error keys have no text that was pasted
    on('keydown', (event) => event.text)
  })

  test('takes options of the browser, with a handler or alone', () => {
    on(() => {}, { debounce: 300, keys: ['ctrl+k', '?'], repeat: true, confirm: 'Sure?', passive: true })
    on('keydown', () => {}, { keys: 'mod+k', typing: true, capture: true })
    on({ prevent: true, stop: true })
    // @ts-expect-error it is a time in milliseconds
    on(() => {}, { debounce: '300ms' })
    // @ts-expect-error there is nothing to send
    on({ debounce: 300 })
    // @ts-expect-error nor is there anything to allow
    on({ allow: () => true })
  })
})

describe('a schema', () => {
  const member = z.object({ name: z.string(), age: z.coerce.number() })

  test('types the form that the handler gets, and the messages by field', () => {
    on(
      (event) => {
        expectTypeOf(event.form).toEqualTypeOf<{ name: string; age: number }>()
        expectTypeOf(event.value).toBeString()
      },
      {
        schema: member,
        invalid: (event) => {
          expectTypeOf(event.form).toEqualTypeOf<FormData>()
          expectTypeOf(event.errors.name).toEqualTypeOf<readonly string[] | undefined>()
          expectTypeOf(event.errors['']).toEqualTypeOf<readonly string[] | undefined>()
          expectTypeOf(event.errors['name.first']).toEqualTypeOf<readonly string[] | undefined>()
          // @ts-expect-error there is no such field
          void event.errors.nme
        },
      },
    )
    on('keydown', (event) => expectTypeOf(event.key).toBeString(), {
      schema: member,
      invalid: (event) => expectTypeOf(event.key).toBeString(),
    })
  })

  test('fits methods that name it', () => {
    class SignUp extends LiveView {
      errors: FormErrors<typeof member> = {}
      save({ form }: FormEvent<typeof member>): void {
        expectTypeOf(form.age).toBeNumber()
      }
      refuse({ errors }: InvalidFormEvent<typeof member>): void {
        this.errors = errors
      }
      render(): TemplateResult {
        return html`<form @submit=${on(this.save, { schema: member, invalid: this.refuse })}></form>`
      }
    }
    expectTypeOf(SignUp).not.toBeAny()
    // @ts-expect-error another schema makes something else of the form
    on((event: FormEvent<typeof member>) => event.form.age, { schema: z.object({ name: z.string() }) })
  })

  test('is what `invalid` needs', () => {
    // @ts-expect-error without a schema no form is invalid
    on(() => {}, { invalid: (event) => event.errors })
    on((event) => expectTypeOf(event.form).toEqualTypeOf<FormData>())
  })
})

describe('a stream', () => {
  test('takes items of its type at places that there are, within a limit', () => {
    class Listed extends LiveView {
      rows = this.live.stream(
        (row: { id: number }) => row.id,
        (row) => html`<li>${row.id}</li>`,
        { limit: { rows: 100, from: 'start' } },
      )
      render(): TemplateResult {
        this.rows.insert({ before: 7 }, { id: 8 })
        this.rows.insert({ at: 0 })
        this.rows.update({ id: 8 })
        expectTypeOf(this.rows.size).toBeNumber()
        expectTypeOf(this.rows.isEmpty).toBeBoolean()
        // @ts-expect-error it is of other items
        this.rows.append('eight')
        // @ts-expect-error there is no such place
        this.rows.insert({ under: 7 }, { id: 8 })
        const row = (text: string): TemplateResult => html`<li>${text}</li>`
        // @ts-expect-error rows leave at the start or the end
        this.live.stream(String, row, { limit: { rows: 1, from: 'top' } })
        return html`${this.rows}`
      }
    }
    void Listed
  })
})
