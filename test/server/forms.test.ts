import { type } from 'arktype'
import { createApp, form, html, LiveView, repeat, when } from 'overwire'
import { visit } from 'overwire/testing'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createLog } from './log.ts'

const order = z.object({
  email: z.email('This is no e-mail address.'),
  age: z.number('How old?').optional(),
  phones: z.array(z.object({ number: z.string().min(3, 'Too short.') })).min(1, 'At least one.'),
})

class Order extends LiveView {
  order = form(order, { values: { email: '', phones: [{ number: '123' }] } })
  saved: unknown[] = []

  render() {
    const { order } = this
    return html`<form ${order} @submit=${order.submit((values) => this.save(values))}>
        <p>${order.errors('')}</p>
        <label>E-mail <input type="email" ${order.field('email')} /></label> ${order.errors('email')}
        <label>Age <input type="number" ${order.field('age')} /></label> ${order.errors('age')}
        ${repeat(
          order.rows('phones'),
          (row) => row.key,
          (row) => html`<fieldset>
            <label>Phone ${row.index} <input ${row.field('number')} /></label> ${row.errors('number')}
            <button type="button" @click=${() => row.remove()}>Remove ${row.index}</button>
            <button type="button" @click=${() => row.move(row.index - 1)}>Up ${row.index}</button>
          </fieldset>`,
        )}
        ${order.errors('phones')}
        <button type="button" @click=${() => order.add('phones', { number: '' })}>Add</button>
        <button type="button" @click=${() => order.reset()}>Reset</button>
        <button>Save</button>
      </form>
      <output>${JSON.stringify(this.saved)}</output>
      <i>${order.isDirty() ? 'dirty' : 'clean'}</i>`
  }

  save(values: z.output<typeof order>) {
    if (values.email === 'taken@b.cz') return this.order.error('email', 'This is taken.')
    if (values.email === 'down@b.cz') return this.order.error('', 'The shop is closed.')
    this.saved.push(values)
  }
}

const visitOrder = (): ReturnType<typeof visit> => visit(createApp().live('/', Order), '/')

type User = Awaited<ReturnType<typeof visit>>

/** Types in place of what is there, and leaves the field. */
async function fill(user: User, field: string, text: string): Promise<void> {
  await user.type(field, text, { replace: true })
  await user.press('Tab')
}

/** What is said of a field, by the name of its control. */
const said = (user: User, name: string): string =>
  user.text(`#Order-order-${name.replaceAll('.', '-')}-errors`)

const aria = (user: User, name: string): unknown[] =>
  ['aria-invalid', 'aria-describedby'].map((each) =>
    user.document.querySelector(`[name="${name}"]`)?.getAttribute(each),
  )

describe('form', () => {
  test('shows what is wrong with a field once its user has left it, and nothing of the others', async () => {
    await using user = await visitOrder()
    await fill(user, 'E-mail', 'x')
    expect(said(user, 'email')).toBe('This is no e-mail address.')
    expect(aria(user, 'email')).toEqual(['true', 'Order-order-email-errors'])
    await user.click('Add')
    expect(said(user, 'phones.1.number')).toBe('')
    await fill(user, 'E-mail', 'x@y.cz')
    expect(said(user, 'email')).toBe('')
    expect(aria(user, 'email')).toEqual([null, null])
  })

  test('gives the handler what the schema makes of the values, which count as saved then', async () => {
    await using user = await visitOrder()
    expect(user.text('i')).toBe('clean')
    await fill(user, 'E-mail', 'x@y.cz')
    await fill(user, 'Age', '7')
    expect(user.text('i')).toBe('dirty')
    await user.click('Save')
    expect(JSON.parse(user.text('output'))).toEqual([
      { email: 'x@y.cz', age: 7, phones: [{ number: '123' }] },
    ])
    expect(user.text('i')).toBe('clean')
    await fill(user, 'Age', '')
    await user.click('Save')
    expect(JSON.parse(user.text('output'))[1]).toEqual({ email: 'x@y.cz', phones: [{ number: '123' }] })
  })

  test('shows everything that is wrong when it is sent, and takes the user to the first of it', async () => {
    await using user = await visitOrder()
    await fill(user, 'Phone 0', '1')
    await user.click('Save')
    expect([said(user, 'email'), said(user, 'phones.0.number')]).toEqual([
      'This is no e-mail address.',
      'Too short.',
    ])
    expect(user.text('output')).toBe('[]')
    expect(user.document.activeElement?.getAttribute('name')).toBe('email')
  })

  test('shows what a handler says of a field until it is changed, or sent again', async () => {
    await using user = await visitOrder()
    await fill(user, 'E-mail', 'taken@b.cz')
    await user.click('Save')
    expect([said(user, 'email'), user.text('i')]).toEqual(['This is taken.', 'dirty'])
    await fill(user, 'Age', '8')
    expect(said(user, 'email')).toBe('This is taken.')
    await fill(user, 'E-mail', 'down@b.cz')
    expect(said(user, 'email')).toBe('')
    await user.click('Save')
    expect(user.text('#Order-order-errors')).toBe('The shop is closed.')
    await fill(user, 'E-mail', 'x@y.cz')
    await user.click('Save')
    expect(JSON.parse(user.text('output'))).toHaveLength(1)
    expect(user.text('#Order-order-errors')).toBe('')
  })

  test('keeps what is wrong with a row at the row, when others go and when it moves', async () => {
    await using user = await visitOrder()
    await user.click('Add')
    await user.click('Add')
    await fill(user, 'Phone 1', '1')
    await fill(user, 'Phone 2', '2222')
    expect(said(user, 'phones.1.number')).toBe('Too short.')
    await user.click('Up 1')
    expect(user.text('fieldset')).toMatch(/Phone 0\s+Too short\./)
    await user.click('Remove 1')
    expect(said(user, 'phones.1.number')).toBe('Too short.')
    await user.click('Remove 0')
    await user.click('Remove 0')
    expect(user.text('#Order-order-phones-errors')).toBe('At least one.')
    await user.click('Add')
    // A new row is none that was there before.
    expect(said(user, 'phones.3.number')).toBe('')
    expect(user.text('#Order-order-phones-errors')).toBe('')
  })

  test('begins again with a reset, and shows what it began with', async () => {
    await using user = await visitOrder()
    await fill(user, 'E-mail', 'x')
    await fill(user, 'Phone 0', '1')
    await user.click('Add')
    await user.click('Reset')
    expect(user.value('E-mail')).toBe('')
    expect(user.value('Phone 0')).toBe('123')
    expect([said(user, 'email'), user.text('i')]).toEqual(['', 'clean'])
  })
})

describe('fields that are not shown', () => {
  const schema = z.object({
    kind: z.string(),
    company: z.string().optional(),
    vat: z.string().optional(),
    id: z.number(),
  })

  class Kinds extends LiveView {
    customer = form(schema, { values: { kind: 'company', id: 7 }, keep: ['vat'] })
    saved = ''
    render() {
      const { customer } = this
      return html`<form ${customer} @submit=${customer.submit((values) => (this.saved = JSON.stringify(values)))}>
          <label>Kind <input ${customer.field('kind')} /></label>
          ${when(
            customer.value('kind') === 'company',
            () => html`<label>Company <input ${customer.field('company')} /></label>
              <label>VAT <input ${customer.field('vat')} /></label>`,
          )}
          <button>Save</button>
        </form>
        <output>${this.saved}</output>`
    }
  }

  test('are not sent when a condition has removed them, unless they are to be kept; what was never a control is', async () => {
    await using user = await visit(createApp().live('/', Kinds), '/')
    await fill(user, 'Company', 'Acme')
    await fill(user, 'VAT', 'X1')
    await fill(user, 'Kind', 'person')
    await user.click('Save')
    expect(JSON.parse(user.text('output'))).toEqual({ kind: 'person', vat: 'X1', id: 7 })
    await fill(user, 'Kind', 'company')
    expect(user.value('Company')).toBe('Acme')
    await user.click('Save')
    expect(JSON.parse(user.text('output'))).toEqual({ kind: 'company', company: 'Acme', vat: 'X1', id: 7 })
  })

  const wizard = z.object({
    name: z.string().min(1, 'Your name?'),
    age: z.number('Your age?'),
    guardian: z.string().min(1, 'Who?').optional(),
    terms: z.literal(true, 'Please agree.'),
  })

  class Wizard extends LiveView {
    wizard = form(wizard, { steps: { who: ['name', 'age', 'guardian'], terms: ['terms'] } })
    saved = ''
    render() {
      const { wizard } = this
      const steps = {
        who: () => html`<label>Name <input ${wizard.field('name')} /></label>
          <label>Age <input type="number" ${wizard.field('age')} /></label>
          ${when((wizard.value('age') ?? 0) < 18, () => html`<label>Guardian <input ${wizard.field('guardian')} /></label>`)}`,
        terms: () =>
          html`<label><input type="checkbox" ${wizard.field('terms')} /> I agree</label> ${wizard.errors('terms')}`,
      }
      return html`<h1>${wizard.step}</h1>
        <form ${wizard} @submit=${wizard.submit((values) => (this.saved = JSON.stringify(values)))}>
          ${steps[wizard.step === 'terms' ? 'terms' : 'who']()}
          <button type="button" @click=${() => wizard.back()}>Back</button>
          <button>Next</button>
        </form>
        <output>${this.saved}</output>`
    }
  }

  test('belong to other steps of a wizard are sent, but for those that a condition removed in their step', async () => {
    await using user = await visit(createApp().live('/', Wizard), '/')
    await user.click('Next')
    expect(user.text('h1')).toBe('who')
    await fill(user, 'Name', 'Ann')
    await fill(user, 'Guardian', 'Bob')
    await fill(user, 'Age', '20')
    await user.click('Next')
    expect(user.text('h1')).toBe('terms')
    expect(user.text('#Wizard-wizard-terms-errors')).toBe('')
    await user.click('Next')
    expect(user.text('#Wizard-wizard-terms-errors')).toBe('Please agree.')
    await user.click('Back')
    expect([user.value('Name'), user.value('Age')]).toEqual(['Ann', '20'])
    await user.click('Next')
    await user.check('I agree')
    await user.click('Next')
    expect(JSON.parse(user.text('output'))).toEqual({ name: 'Ann', age: 20, terms: true })
  })
})

describe('checks', () => {
  test('say something of the newest value alone, and a submit waits for them', async () => {
    const asked: { name: string; signal: AbortSignal; answer: (message: string | null) => void }[] = []
    class Join extends LiveView {
      join = form(z.object({ name: z.string().min(2, 'Too short.') }), {
        checks: {
          name: (name: string | undefined, { signal }: { readonly signal: AbortSignal }) =>
            new Promise<string | null>((answer) => asked.push({ name: name ?? '', signal, answer })),
        },
      })
      saved = ''
      render() {
        return html`<form ${this.join} @submit=${this.join.submit(({ name }) => (this.saved = name))}>
            <label>Name <input ${this.join.field('name')} /></label> ${this.join.errors('name')}
            <b>${this.join.isChecking('name') ? 'checking' : ''}</b><button>Join</button>
          </form>
          <output>${this.saved}</output>`
      }
    }
    await using user = await visit(createApp().live('/', Join), '/')
    const message = (): string => user.text('#Join-join-name-errors')
    await fill(user, 'Name', 'a')
    expect([message(), asked.length]).toEqual(['Too short.', 0])
    await fill(user, 'Name', 'ann')
    await fill(user, 'Name', 'bob')
    await user.until(() => user.text('b') === 'checking')
    const [ann, bob] = [
      asked.findLast(({ name }) => name === 'ann'),
      asked.findLast(({ name }) => name === 'bob'),
    ]
    expect([ann?.signal.aborted, bob?.signal.aborted]).toEqual([true, false])
    bob?.answer('This is taken.')
    await user.until(() => message() === 'This is taken.')
    ann?.answer(null)
    await user.settled()
    expect(message()).toBe('This is taken.')

    await fill(user, 'Name', 'carl')
    const sent = user.click('Join')
    await user.until(() => asked.at(-1)?.name === 'carl')
    expect(user.text('output')).toBe('')
    asked.at(-1)?.answer(null)
    await sent
    await user.until(() => user.text('output') === 'carl')
  })
})

test('a form that its handler resets or updates is as that says, and clean', async () => {
  class Notes extends LiveView {
    note = form(z.object({ text: z.string(), version: z.number() }), { values: { text: '', version: 1 } })
    render() {
      const { note } = this
      return html`<form
          ${note}
          @submit=${note.submit(({ text, version }) =>
            text === 'reset' ? note.reset() : note.update({ text, version: version + 1 }),
          )}
        >
          <label>Text <input ${note.field('text')} /></label><button>Save</button>
        </form>
        <i>${note.isDirty() ? 'dirty' : 'clean'} ${note.value('version')}</i>`
    }
  }
  await using user = await visit(createApp().live('/', Notes), '/')
  await fill(user, 'Text', 'kept')
  await user.click('Save')
  expect([user.value('Text'), user.text('i')]).toEqual(['kept', 'clean 2'])
  await fill(user, 'Text', 'reset')
  await user.click('Save')
  expect([user.value('Text'), user.text('i')]).toEqual(['', 'clean 1'])
})

test('values that others change come into fields that the user has not changed', async () => {
  const profile = z.object({ name: z.string(), city: z.string() })
  class Profile extends LiveView {
    profile = form(profile, { values: { name: 'Ann', city: 'Rome' } })
    render() {
      const { profile } = this
      return html`<form ${profile}><label>Name <input ${profile.field('name')} /></label>
          <label>City <input ${profile.field('city')} /></label></form>
        <button @click=${() => profile.update({ name: 'Anna', city: 'Turin' })}>Other tab</button>
        <i>${[profile.isDirty('name'), profile.isDirty('city')].join(' ')}</i>`
    }
  }
  await using user = await visit(createApp().live('/', Profile), '/')
  await fill(user, 'Name', 'Mine')
  await user.click('Other tab')
  expect([user.value('Name'), user.value('City'), user.text('i')]).toEqual(['Mine', 'Turin', 'true false'])
})

test.each([
  ['Zod', z.object({ name: z.string().min(3), address: z.object({ zip: z.string().regex(/^\d+$/) }) })],
  [
    'Valibot',
    v.object({
      name: v.pipe(v.string(), v.minLength(3)),
      address: v.object({ zip: v.pipe(v.string(), v.regex(/^\d+$/)) }),
    }),
  ],
  ['ArkType', type({ name: 'string >= 3', address: { zip: '/^\\d+$/' } })],
] as const)('a form takes a schema of %s, with nested fields', async (_name, schema) => {
  class Anything extends LiveView {
    data = form(schema, { values: { name: 'ab', address: { zip: 'x' } } })
    saved = ''
    render() {
      return html`<form ${this.data} @submit=${this.data.submit((values) => (this.saved = JSON.stringify(values)))}>
          <label>Name <input ${this.data.field('name')} /></label> ${this.data.errors('name')}
          <label>Zip <input ${this.data.field('address.zip')} /></label> ${this.data.errors('address.zip')}
          <button>Save</button>
        </form>
        <output>${this.saved}</output>`
    }
  }
  await using user = await visit(createApp().live('/', Anything), '/')
  await user.click('Save')
  expect(user.text('#Anything-data-name-errors')).not.toBe('')
  expect(user.text('#Anything-data-address-zip-errors')).not.toBe('')
  await fill(user, 'Name', 'abc')
  await fill(user, 'Zip', '123')
  await user.click('Save')
  expect(JSON.parse(user.text('output'))).toEqual({ name: 'abc', address: { zip: '123' } })
})

test('a form that its <form> does not carry says so when it is sent, and its handler does not run', async () => {
  const log = createLog()
  class Unplaced extends LiveView {
    note = form(z.object({ text: z.string() }), { values: { text: '' } })
    sent = 'nothing'
    render() {
      const { note } = this
      return html`<form @submit=${note.submit(({ text }) => (this.sent = text))}>
          <input aria-label="Unplaced" ${note.field('text')} /><button>Send it</button>
        </form>
        <output>${this.sent}</output>`
    }
  }
  await using user = await visit(createApp({ logger: log }).live('/', Unplaced), '/')
  await user.type('Unplaced', 'Hello')
  await user.click('Send it').catch(() => {})
  expect(user.text('output')).toBe('nothing')
  expect(log.lines.join()).toContain('The form "Unplaced-note" was sent, but no <form> carries it.')
})
