import {
  attrs,
  classMap,
  guard,
  html,
  keyed,
  repeat,
  styleMap,
  unsafeHTML,
  when,
  type TemplateResult,
} from 'overwire'
import { assertType, expectTypeOf, test } from 'vitest'

declare const date: Date
declare const promise: Promise<string>
declare const unknown: unknown

test('a template takes what can be shown', () => {
  expectTypeOf(html`<p>${'a'}${1}${1n}${null}${undefined}${false}</p>`).toEqualTypeOf<TemplateResult>()
  html`<p title=${'a'} ?hidden=${true} .value=${'a'} style=${styleMap({ color: 'red', '--n': 1 })}></p>`
  html`<ul>${['a', 1].map((item) => html`<li>${item}</li>`)}${[['a']]}</ul>`
  html`<p class="a ${classMap({ b: 1 })}">${guard([1], () => 'a')}${keyed(1, 'a')}${unsafeHTML('<b></b>')}</p>`
})

test('a template takes no objects, dates, promises or unknown values', () => {
  // @ts-expect-error an object cannot be shown
  html`<p>${{ a: 1 }}</p>`
  // @ts-expect-error a date must be written out
  html`<p>${date}</p>`
  // @ts-expect-error a promise must be awaited
  html`<p>${promise}</p>`
  // @ts-expect-error what is not known cannot be shown
  html`<p>${unknown}</p>`
  // @ts-expect-error a set must be made an array
  html`<p>${new Set(['a'])}</p>`
  // @ts-expect-error a symbol cannot be shown
  html`<p>${Symbol('a')}</p>`
})

test('the event of a handler is known', () => {
  html`<input @input=${(event) => expectTypeOf(event.value).toEqualTypeOf<string>()} />`
  html`<form @submit=${(event) => event.signal.throwIfAborted()}></form>`
  // @ts-expect-error there is no such field
  html`<input @input=${(event) => event.nothing} />`
  html`<button @click=${async () => {}}></button>`
})

test('the functions of a list know its items', () => {
  const todos = [{ id: 1, title: 'a', done: false }]
  repeat(
    todos,
    (todo) => todo.id,
    (todo, index) => html`<li>${index} ${todo.title}</li>`,
    { retain: 'identity', deps: [1] },
  )
  repeat(
    new Map([['a', 1]]),
    ([key]) => key,
    ([, value]) => value,
  )
  const key = (todo: { readonly id: number }): number => todo.id
  // @ts-expect-error a row must be something that can be shown
  repeat(todos, key, (todo) => todo)
  // @ts-expect-error there is no such policy
  repeat(todos, key, () => 'a', { retain: 'none' })
})

test('a condition is narrowed', () => {
  const user = null as { name: string } | null
  when(user, (present) => present.name)
  expectTypeOf(when(true, () => 'a')).toEqualTypeOf<string | undefined>()
  expectTypeOf(
    when(
      true,
      () => 'a',
      () => 1,
    ),
  ).toEqualTypeOf<string | number | undefined>()
})

test('a spread takes JSON, interfaces too', () => {
  interface Point {
    readonly x: number
    readonly label?: string
  }
  const points: readonly Point[] = [{ x: 1 }]
  assertType(attrs({ name: 'a', '?required': true, '.points': points, title: undefined }))
  // @ts-expect-error a date is no JSON
  attrs({ '.when': date })
  // @ts-expect-error a function is no JSON
  attrs({ '.run': () => 1 })
})
