import { bind, form, LiveView, html, type TemplateResult } from 'overwire'
import { expectTypeOf, test } from 'vitest'
import { z } from 'zod'

class Editor extends LiveView {
  title = ''
  address = { city: '', geo: { lat: 0 } }
  items: { done: boolean }[] = []

  render(): TemplateResult {
    bind(this, 'title')
    bind(this, 'title', { debounce: 200 })
    bind(this, 'address', 'city')
    bind(this, 'address', 'geo', 'lat')
    bind(this, 'address', 'geo', 'lat', { on: 'change' })
    bind(this.address, 'city')
    for (const item of this.items) bind(item, 'done')
    // @ts-expect-error there is no such field
    bind(this, 'titel')
    // @ts-expect-error there is no such field in the address
    bind(this, 'address', 'town')
    // @ts-expect-error there is no such option
    bind(this, 'title', { bounce: 1 })
    return html`<input ${bind(this, 'title')} />`
  }
}

test('a control is bound to a field that is there', () => {
  expectTypeOf<Editor>().toHaveProperty('title')
})

const order = z.object({
  email: z.string(),
  address: z.object({ zip: z.string(), geo: z.object({ lat: z.number() }).optional() }),
  phones: z.array(z.object({ number: z.string(), tags: z.array(z.string()) })),
  due: z.string().transform((text) => new Date(text)),
})

class Shop extends LiveView {
  order = form(order, {
    values: { email: '', phones: [{ number: '' }] },
    checks: {
      email: (value) => (value === undefined ? null : value.toUpperCase()),
      'phones.*.number': async (number, { signal }) => (signal.aborted ? number : null),
    },
    steps: { who: ['email'], where: ['address', 'address.zip'] },
    keep: ['address.geo'],
  })

  render(): TemplateResult {
    const { order } = this
    order.field('email')
    order.field('address.geo.lat', { debounce: 200 })
    order.field('phones.0.number')
    order.errors('')
    for (const row of order.rows('phones')) {
      row.field('number')
      // @ts-expect-error a phone has no such field
      row.field('numbre')
      for (const tag of row.rows('tags')) tag.field('')
    }
    order.add('phones', { number: '1' })
    // @ts-expect-error a phone has no such field
    order.add('phones', { numbre: '1' })
    // @ts-expect-error there is no such field
    order.field('emial')
    // @ts-expect-error there is no such field in the address
    order.error('address.town', 'Where?')
    // @ts-expect-error these are no rows
    order.rows('email')
    // @ts-expect-error an e-mail address is a text
    order.set('email', 1)
    return html`<form
      ${order}
      @submit=${order.submit((values) => {
        expectTypeOf(values.due).toEqualTypeOf<Date>()
        expectTypeOf(values.phones[0]?.number).toEqualTypeOf<string | undefined>()
      })}
    ></form>`
  }
}

test('the paths and the values of a form are those of its schema', () => {
  const shop = {} as Shop
  expectTypeOf(shop.order.value<'address.zip'>).returns.toEqualTypeOf<string | undefined>()
  expectTypeOf(shop.order.values.email).toEqualTypeOf<string | undefined>()
  form(order, {
    // @ts-expect-error there is no such field
    values: { emial: '' },
  })
  form(order, {
    // @ts-expect-error there is no such field to check
    checks: { emial: () => null },
  })
})
