import { chain, classMap, html, on } from 'overwire'
import { and, either, equals, greater, length, local, not, read, type LocalValue } from 'overwire/local'
import { describe, expectTypeOf, test } from 'vitest'

type Tab = 'one' | 'two'
// What it is at first does not say what it may be: without the assertion it is any text.
// oxlint-disable-next-line typescript/no-unnecessary-type-assertion
const menu = local('menu', { open: false, tab: 'one' as Tab, draft: '', count: 0 })

describe('local state', () => {
  test('stands in templates: its element, its values and its commands', () => {
    const nav = () =>
      html`<nav ${menu} class="a ${classMap({ open: menu.open, b: true })}" ?hidden=${not(menu.open)}>
        <button @click=${chain(menu.open.toggle(), menu.tab.set('two'), () => 1)} .count=${menu.count}>a</button>
        ${menu.tab} ${length(menu.draft)} ${either(equals(menu.tab, 'two'), menu.draft, 'b')}
      </nav>`
    expectTypeOf(nav).toBeFunction()
    expectTypeOf(classMap({ a: menu.open })).toEqualTypeOf<LocalValue<string>>()
    expectTypeOf(classMap({ a: true })).toEqualTypeOf<string>()
  })

  test('takes what its fields hold alone', () => {
    const wrong = (): void => {
      // @ts-expect-error Property 'toggle' does not exist on type 'LocalText<Tab>'
      menu.tab.toggle()
      // @ts-expect-error Argument of type '"three"' is not assignable to parameter of type 'Tab'
      menu.tab.set('three')
      // @ts-expect-error Argument of type 'number' is not assignable to parameter of type 'boolean'
      menu.open.set(1)
      // @ts-expect-error Property 'closed' does not exist
      menu.closed.toggle()
      // @ts-expect-error Argument of type 'number' is not assignable to parameter of type 'Operand<Tab>'
      equals(menu.tab, 3)
      // @ts-expect-error Argument of type '"three"' is not assignable to parameter of type 'Operand<Tab>'
      equals(menu.tab, 'three')
      // @ts-expect-error 'LocalText<Tab>' is not assignable to 'LocalValue<boolean>'
      not(menu.tab)
      // @ts-expect-error 'LocalNumber<number>' is not assignable to 'LocalValue<boolean>'
      and(menu.open, menu.count)
      // @ts-expect-error 'LocalFlag' is not assignable to 'LocalValue<number>'
      greater(menu.open, 3)
      // @ts-expect-error This comparison appears to be unintentional
      expectTypeOf(menu.tab === 'one').toBeBoolean()
      // @ts-expect-error a date is no flag, number or text
      local('when', { at: new Date() })
    }
    expectTypeOf(wrong).toBeFunction()
  })

  test('is read from an event with the types of its fields', () => {
    const binding = on(
      (event) => {
        const { open, tab, draft, count } = read(menu, event)
        expectTypeOf(open).toEqualTypeOf<boolean>()
        expectTypeOf(tab).toEqualTypeOf<Tab>()
        expectTypeOf(draft).toEqualTypeOf<string>()
        expectTypeOf(count).toEqualTypeOf<number>()
      },
      { send: [menu] },
    )
    expectTypeOf(binding.kind).toEqualTypeOf<'binding'>()
    // @ts-expect-error a value is no state
    on(() => 1, { send: menu.open })
  })
})
