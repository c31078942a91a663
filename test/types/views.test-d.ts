import { Component, component, html, LiveView, on } from 'overwire'
import type { LiveEvent, LiveKeyboardEvent, LivePointerEvent, Load, TemplateResult } from 'overwire'
import { describe, expectTypeOf, test } from 'vitest'

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
      render(): TemplateResult {
        return html`${this.rows.value?.map((id) => html`<p>${id}</p>`)}`
      }
    }
    expectTypeOf<Page['rows']>().toEqualTypeOf<Load<string[]>>()
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
})
