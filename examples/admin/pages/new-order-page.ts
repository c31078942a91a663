import { form, href, html, LiveView, redirect } from 'overwire'
import type { TemplateResult } from 'overwire'
import { database } from '../database/store.ts'
import { newOrderSchema, priceOf } from '../parts/new-order-schema.ts'
import type { NewOrder, NewOrderForm } from '../parts/new-order-schema.ts'
import { checkStep, customerStep, teasStep } from '../parts/new-order-steps.ts'
import { orders } from '../routes.ts'

const STEPS = {
  customer: { title: 'Customer', show: customerStep },
  teas: { title: 'Teas', show: teasStep },
  check: { title: 'Check', show: checkStep },
}

/** A new order in three steps. What was typed is kept in the browser until the order is placed. */
export class NewOrderPage extends LiveView {
  order: NewOrderForm = form(newOrderSchema, {
    values: { customer: '', email: '', city: '', lines: [{ article: 'Assam', quantity: 1 }], note: '' },
    steps: { customer: ['customer', 'email', 'city'], teas: ['lines'], check: ['note', 'agreed'] },
    draft: 'new-order',
    confirmLeave: 'Leave without placing the order?',
  })

  async place({ lines, customer, email, city, note }: NewOrder): Promise<void> {
    const id = await database.orders.add({
      customer,
      email,
      city,
      note,
      articles: lines.map(({ article, quantity }) => `${quantity} × ${article}`).join('\n'),
      total: priceOf(lines),
      status: 'new',
      placed: new Date().toISOString().slice(0, 10),
    })
    await this.live.publish('orders', null)
    this.live.flash(`Order ${id} was placed.`)
    redirect(href(orders))
  }

  render(): TemplateResult {
    this.live.head = { title: 'New order' }
    const { order } = this
    const names = Object.keys(STEPS)
    const [first] = names
    const isLast = order.step === names.at(-1)
    // The steps are those that the form was given.
    const { show } = STEPS[order.step as keyof typeof STEPS]
    return html`<div class="page narrow">
      <a class="skip" href="#main">To the form</a>
      <header class="bar">
        <h1>New order</h1>
        <a class="button" href=${href(orders)}>All orders</a>
      </header>
      <main id="main" tabindex="-1">
        <ol class="steps" aria-label="Steps">
          ${Object.entries(STEPS).map(
            ([name, { title }]) =>
              html`<li aria-current=${name === order.step ? 'step' : null}>${title}</li>`,
          )}
        </ol>
        <form class="sheet stack" ${order} @submit=${order.submit((values) => this.place(values))}>
          ${show(order)}
          <div class="ends">
            <button type="button" ?hidden=${order.step === first} @click=${() => order.back()}>Back</button>
            <button class="main">${isLast ? 'Place the order' : 'Next'}</button>
          </div>
        </form>
      </main>
    </div>`
  }
}
