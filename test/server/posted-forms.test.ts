import { Component, component, createApp, form, html, LiveView, map, redirect, repeat, when } from 'overwire'
import { serve } from 'overwire/node'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createLog } from './log.ts'
import { Reader } from './reader.ts'

const order = z.object({
  name: z.string().min(2, 'Too short.'),
  seats: z.number('How many?').min(1, 'None?'),
  isGift: z.boolean(),
  extras: z.array(z.string()),
  days: z.array(z.string()),
  meal: z.string(),
  size: z.string(),
  note: z.string(),
  card: z.string().min(3, 'For whom?').optional(),
  phones: z.array(z.object({ number: z.string().min(3, 'Three digits.'), isMobile: z.boolean() })),
})

class Order extends LiveView {
  order = form(order, {
    values: {
      name: '',
      isGift: false,
      extras: ['wine'],
      days: ['mon'],
      meal: 'fish',
      size: 's',
      note: '',
      phones: [
        { number: '111', isMobile: true },
        { number: '222', isMobile: true },
      ],
    },
  })
  saved: unknown = null

  render() {
    const { order } = this
    const box = (value: string) => html`<input type="checkbox" value=${value} ${order.field('extras')} />`
    const option = (value: string) => html`<option value=${value} ${order.field('days')}>${value}</option>`
    return html`<form ${order} @submit=${order.submit((values) => this.save(values))}>
        <input ${order.field('name')} /> ${order.errors('name')}
        <input type="number" ${order.field('seats')} /> ${order.errors('seats')}
        <input type="checkbox" ${order.field('isGift')} />
        ${when(order.value('isGift'), () => html`<input ${order.field('card')} /> ${order.errors('card')}`)}
        ${map(['wine', 'cake'], box)}
        <select multiple ${order.field('days')}>${map(['mon', 'tue', 'wed'], option)}</select>
        ${map(['vegan', 'fish'], (meal) => html`<input type="radio" value=${meal} ${order.field('meal')} />`)}
        <select ${order.field('size')}><option value="s">S</option><option value="l">L</option></select>
        <textarea ${order.field('note')}></textarea>
        ${repeat(
          order.rows('phones'),
          (row) => row.key,
          (row) => html`<input ${row.field('number')} /> ${row.errors('number')}
            <input type="checkbox" ${row.field('isMobile')} />`,
        )}
        <button>Save</button>
      </form>
      <output>${JSON.stringify(this.saved)}</output>`
  }

  save(values: z.output<typeof order>) {
    if (values.name === 'taken') return this.order.error('name', 'This is taken.')
    if (values.name === 'away') redirect('/thanks?of=away')
    this.saved = values
  }
}

class Thanks extends LiveView {
  render() {
    return html`<h1>Thanks</h1>`
  }
}

const route = z.object({ from: z.string().min(2, 'From where?'), to: z.string().min(2, 'To where?') })
const steps = { start: ['from', 'password'], end: ['to'] } as const

class Trip extends LiveView {
  trip = form(route.extend({ password: z.string().optional() }), { steps, values: { from: '', to: '' } })
  booked = ''

  render() {
    const { trip } = this
    return html`<form ${trip} @submit=${trip.submit((values) => (this.booked = JSON.stringify(values)))}>
        <h2>${trip.step}</h2>
        ${when(
          trip.step === 'start',
          () => html`<input ${trip.field('from')} /> ${trip.errors('from')}
            <input type="password" ${trip.field('password')} />`,
          () => html`<input ${trip.field('to')} /> ${trip.errors('to')}`,
        )}
      </form>
      <output>${this.booked}</output>`
  }
}

const people = new Map([
  ['a', 'Ann'],
  ['b', 'Bob'],
])

class Person extends Component<{ id: string }> {
  person = form(z.object({ name: z.string() }), { values: { name: people.get(this.props.id) ?? '' } })

  render() {
    const { person } = this
    return html`<form ${person} @submit=${person.submit(({ name }) => void people.set(this.props.id, name))}>
      <input ${person.field('name')} />
    </form>`
  }
}

class People extends LiveView {
  render() {
    return html`${repeat(
      [...people.keys()],
      (id) => id,
      (id) => html`<div>${component(Person, { id })}</div>`,
    )}`
  }
}

class Locked extends LiveView {
  locked = form(z.object({ price: z.string(), isPaid: z.boolean(), note: z.string() }), {
    values: { price: '5', isPaid: true, note: '' },
  })
  saved = ''

  render() {
    const { locked } = this
    return html`<form ${locked} @submit=${locked.submit((values) => (this.saved = JSON.stringify(values)))}>
        <input disabled ${locked.field('price')} />
        <fieldset disabled><input type="checkbox" ${locked.field('isPaid')} /></fieldset>
        <input ${locked.field('note')} />
      </form>
      <output>${this.saved}</output>`
  }
}

/** Its rows are of a store, and those of another moment may be others. */
const stock = { items: ['apples', 'bananas'] }

class Stock extends LiveView {
  stock = form(z.object({ rows: z.array(z.object({ item: z.string(), count: z.string() })) }), {
    values: { rows: stock.items.map((item) => ({ item, count: '0' })) },
  })
  saved = ''

  render() {
    const { stock: held } = this
    return html`<form ${held} @submit=${held.submit(({ rows }) => (this.saved = JSON.stringify(rows)))}>
        ${repeat(
          held.rows('rows'),
          (row) => row.key,
          (row) => html`<input ${row.field('count')} />`,
        )}
      </form>
      <output>${this.saved}</output>`
  }
}

async function open(path: string, which = ''): Promise<Reader & AsyncDisposable> {
  const app = createApp({ logger: createLog() })
  app
    .live('/', Order)
    .live('/thanks', Thanks)
    .live('/trip', Trip)
    .live('/locked', Locked)
    .live('/people', People)
    .live('/stock', Stock)
  const served = await serve(app, { port: 0, signals: false })
  const reader = new Reader(served.url.replace(/\/$/, ''))
  await reader.open(path, which)
  return Object.assign(reader, { [Symbol.asyncDispose]: () => served[Symbol.asyncDispose]() })
}

describe('a form that is sent without a script', () => {
  test('shows what is wrong, keeps what was typed, and gives its handler what is right', async () => {
    await using user = await open('/')
    await user.send({ name: 'A', note: 'one\r\ntwo' })
    expect([user.status, user.errors()]).toEqual([422, ['Too short.', 'How many?']])
    expect([user.fields.get('name'), user.said('textarea')]).toEqual(['A', ['one\ntwo']])
    await user.send({ name: 'Ann', seats: '2' })
    expect([user.status, user.errors(), user.saved()]).toMatchObject([
      200,
      [],
      {
        name: 'Ann',
        seats: 2,
        note: 'one\ntwo',
        meal: 'fish',
        phones: [{ number: '111' }, { number: '222' }],
      },
    ])
  })

  test('tells boxes that are off, several boxes, lists of options, radio buttons and rows', async () => {
    await using user = await open('/')
    const typed = { extras: ['cake'], days: ['tue', 'wed'], meal: 'vegan', size: 'l', isGift: null }
    await user.send({
      name: 'Ann',
      seats: '2.5',
      ...typed,
      'phones.0.isMobile': null,
      'phones.1.number': '333',
    })
    expect(user.saved()).toEqual({
      ...{ name: 'Ann', seats: 2.5, ...typed, isGift: false, note: '' },
      phones: [
        { number: '111', isMobile: false },
        { number: '333', isMobile: true },
      ],
    })
    await user.send({ extras: null, days: null })
    expect(user.saved()).toMatchObject({ extras: [], days: [] })
  })

  test('shows fields that only come with what was sent, and does not take them for sent', async () => {
    await using user = await open('/')
    await user.send({ name: 'Ann', seats: '1', isGift: 'on', card: 'to Bob' })
    expect([user.status, user.saved()]).toMatchObject([200, { isGift: true, card: 'to Bob' }])
    await user.send({ card: 'x' })
    expect([user.status, user.errors()]).toEqual([422, ['For whom?']])
    await user.send({ isGift: null })
    expect(user.saved()).not.toHaveProperty('card')
  })

  test('has nothing to say of an optional text that was left alone, as with a script', async () => {
    await using user = await open('/')
    await user.send({ name: 'Ann', seats: '1', isGift: 'on' })
    await user.send({ card: '' })
    expect([user.status, user.errors()]).toEqual([200, []])
    expect(user.saved()).not.toHaveProperty('card')
  })

  test('leads on by redirect(), and says what its handler says of a field', async () => {
    await using user = await open('/')
    await user.send({ name: 'taken', seats: '1' })
    expect([user.status, user.errors()]).toEqual([422, ['This is taken.']])
    await user.send({ name: 'away' })
    expect([user.status, user.location]).toEqual([303, '/thanks?of=away'])
    await user.follow()
    expect(user.said('h1')).toEqual(['Thanks'])
  })

  test('leaves fields as they are whose controls are disabled', async () => {
    await using user = await open('/locked')
    await user.send({ price: '0', isPaid: null, note: 'x' })
    expect(user.saved()).toEqual({ price: '5', isPaid: true, note: 'x' })
  })

  test('ignores fields that have no control', async () => {
    await using user = await open('/')
    const forged = { card: 'forged', 'phones.7.number': '777', other: 'x', ['__proto__']: 'x' }
    await user.send({ name: 'Ann', seats: '1', ...forged })
    expect(Object.keys(user.saved() as object)).not.toContain('card')
    expect(user.saved()).toMatchObject({ phones: [{ number: '111' }, { number: '222' }] })
  })

  test('takes no harm of names of prototypes, a name that stands twice, and thousands of others', async () => {
    await using user = await open('/')
    const names = [
      '__proto__',
      '__proto__.polluted',
      'constructor.prototype.polluted',
      'phones.__proto__.polluted',
      'phones.0.__proto__.polluted',
      'phones.length',
      'phones.999999999.number',
      'phones.-1.number',
      'toString',
    ]
    for (const name of names) user.fields.append(name, 'polluted')
    for (let index = 0; index < 10_000; index++) user.fields.append(`field${index}`, 'x')
    user.fields.append('name', 'Twice')
    await user.send({ seats: '1' })
    expect(user.status).toBeLessThan(500)
    expect(Object.keys(Object.prototype)).toEqual([])
    expect('polluted' in {} || 'polluted' in []).toBe(false)
    await user.open('/')
    await user.send({ name: 'Ann', seats: '1' })
    expect(user.saved()).toMatchObject({ name: 'Ann', phones: [{ number: '111' }, { number: '222' }] })
  })

  test('goes through the steps of a wizard, and keeps what was sent before', async () => {
    await using user = await open('/trip')
    await user.send({ from: 'x' })
    expect([user.status, user.said('h2'), user.errors()]).toEqual([422, ['start'], ['From where?']])
    await user.send({ from: 'Rome', password: 'secret' })
    expect([user.status, user.said('h2'), user.errors()]).toEqual([200, ['end'], []])
    expect(user.html).not.toContain('Rome')
    await user.send({ to: 'Turin' })
    expect(user.saved()).toEqual({ from: 'Rome', to: 'Turin', password: 'secret' })
  })

  test('does not write passwords into the page that answers it', async () => {
    await using user = await open('/trip')
    await user.send({ from: 'x', password: 'secret' })
    expect([user.fields.get('from'), user.fields.get('password')]).toEqual(['x', ''])
    expect(user.html).not.toContain('secret')
  })

  test('is of the row that its user saw, whatever rows have come before it', async () => {
    await using user = await open('/people', '-2')
    expect(user.fields.get('name')).toBe('Bob')
    const before = [...people]
    people.clear()
    for (const [id, name] of [['c', 'Cy'], ...before] as [string, string][]) people.set(id, name)
    await user.send({ name: 'Bert' }, '-3')
    expect([...people.values()]).toEqual(['Cy', 'Ann', 'Bert'])
    await user.open('/people', '-2')
    people.delete('a')
    await user.send({ name: 'Nobody' })
    expect([user.status, [...people.values()]]).toEqual([409, ['Cy', 'Bert']])
  })

  test('holds the rows that its user saw, whatever the view would begin with by now', async () => {
    await using user = await open('/stock')
    stock.items = ['cherries', 'apples', 'bananas']
    await user.send({ 'rows.1.count': '5' })
    expect(JSON.parse(user.said('output')[0] ?? '')).toEqual([
      { item: 'apples', count: '0' },
      { item: 'bananas', count: '5' },
    ])
  })
})

describe('what a browser sends of a form that nobody has touched', () => {
  const text = fc.string({ unit: 'grapheme' }).map((value) => value.replaceAll(/[\r\0]/g, ''))
  const held = fc.record({
    name: text.map((value) => `xx${value}`),
    seats: fc.integer({ min: 1, max: 1e6 }),
    isGift: fc.boolean(),
    extras: fc.subarray(['wine', 'cake']),
    days: fc.subarray(['mon', 'tue', 'wed']),
    meal: fc.constantFrom('vegan', 'fish'),
    size: fc.constantFrom('s', 'l'),
    note: text,
    card: fc.constantFrom('to Bob', undefined),
    phones: fc.array(fc.record({ number: fc.constantFrom('111', '222'), isMobile: fc.boolean() }), {
      maxLength: 3,
    }),
  })

  test('is what the form holds', async () => {
    let values: z.input<typeof order>
    class Held extends Order {
      override mount() {
        this.order.reset(values)
      }
    }
    await using served = await serve(createApp({ logger: createLog() }).live('/', Held), {
      port: 0,
      signals: false,
    })
    const user = new Reader(served.url.replace(/\/$/, ''))
    await fc.assert(
      fc.asyncProperty(held, async (some) => {
        values = some
        await user.open('/')
        // Another visit of the same view begins with other values.
        values = { ...some, name: 'other', extras: [], phones: [] }
        await user.send()
        expect(user.saved()).toEqual(some)
      }),
      { numRuns: 60 },
    )
  })
})
