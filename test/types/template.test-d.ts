import {
  attrs,
  choose,
  classMap,
  guard,
  html,
  ifDefined,
  join,
  keyed,
  portal,
  map,
  nothing,
  range,
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
  // @ts-expect-error a symbol cannot be shown
  html`<p>${Symbol('a')}</p>`
})

test('a boolean or a function is no content where types can tell', () => {
  const done = true as boolean
  const show = () => 'a'
  // Among attributes both are at home.
  html`<p ?hidden=${done} @click=${show}></p>`
  // @ts-expect-error a boolean cannot be shown
  html`<p>${[done]}</p>`
  // @ts-expect-error a function must be called
  html`<p>${[show]}</p>`
  // @ts-expect-error a row cannot be a boolean
  repeat([1], String, () => done)
  // @ts-expect-error nor a function
  repeat([1], String, () => show)
  // @ts-expect-error what is guarded cannot be a boolean
  guard([done], () => done)
  // @ts-expect-error nor what has a key
  keyed(1, done)
  html`<p>${done && 'a'}${[done && 'a']}</p>`
})

declare const name: 'a' | 'b'

test('a template takes what can be iterated over', () => {
  html`<ul>${new Set(['a'])}${new Map([['a', 1]]).values()}${map([1], (n) => html`<li>${n}</li>`)}</ul>`
  html`<a href=${ifDefined(undefined as string | undefined)}>${join(['a'], ', ')}${range(3)}${nothing}</a>`
  expectTypeOf(choose('a', [['a', () => 1]])).toEqualTypeOf<number | undefined>()
  // @ts-expect-error there is no such case
  choose(name, [['c', () => 1]])
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

test('the target of a portal is an id, and its content what can be shown', () => {
  assertType(
    html`${portal('#modals', html`<p></p>`)}${portal('#modals', null)}${portal('#modals', [1, 'a'])}`,
  )
  // @ts-expect-error a class is no id
  portal('.modals', 'a')
  // @ts-expect-error a date is no content
  portal('#modals', date)
})
