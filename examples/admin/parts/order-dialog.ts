import { chain, Component, component, form, html, on } from 'overwire'
import type { TemplateResult } from 'overwire'
import { close, removeRow } from 'overwire/commands'
import type { Order } from '../database/orders.ts'
import { day, euros } from './format.ts'
import type { OrderActions } from './order-actions.ts'
import { orderTextSchema } from './order-schema.ts'
import type { OrderTextInput } from './order-schema.ts'

export interface OrderDialogProps {
  /** The order that is open. It comes a moment after the dialog, which does not wait for the server. */
  readonly order: Order | undefined
  readonly actions: OrderActions
  closed(): void
}

/** The dialog of an order: it stands in a portal, and is closed by Escape as well. */
export function orderDialog({ order, actions, closed }: OrderDialogProps): TemplateResult {
  return html`<dialog id="order" aria-labelledby="order-heading" @close=${closed}>
    <form method="dialog" class="close">
      <h2 id="order-heading">${order ? `Order ${order.id}` : 'Order'}</h2>
      <button class="icon" aria-label="Close">✕</button>
    </form>
    ${
      order
        ? component(OrderForm, { order, actions }, { key: order.id })
        : html`<p class="quiet">One moment…</p>`
    }
  </dialog>`
}

/** What is known of an order, and the form for what can be changed of it. */
class OrderForm extends Component<{ order: Order; actions: OrderActions }> {
  text = form(orderTextSchema, { values: textOf(this.props.order) })

  /** Others have changed the order: what its user has written stays. */
  override changed(): void {
    this.text.update(textOf(this.props.order))
  }

  render(): TemplateResult {
    const { text } = this
    const { order, actions } = this.props
    const { id, placed, status, total, articles } = order
    return html`<form class="stack" ${text} @submit=${text.submit((values) => actions.save(order, values))}>
      <p class="quiet">${day(placed)}, ${status}, ${euros(total)}</p>
      <ul class="lines">
        ${articles.split('\n').map((line) => html`<li>${line}</li>`)}
      </ul>
      <label for="order-customer">Customer</label>
      <input id="order-customer" autocomplete="off" ${text.field('customer')} /> ${text.errors('customer')}
      <label for="order-email">E-mail</label>
      <input type="email" id="order-email" autocomplete="off" ${text.field('email')} /> ${text.errors('email')}
      <label for="order-city">City</label>
      <input id="order-city" autocomplete="off" ${text.field('city')} /> ${text.errors('city')}
      <label for="order-note">Note</label>
      <textarea id="order-note" rows="3" ${text.field('note')}></textarea> ${text.errors('note')}
      <div class="ends">
        <button
          type="button"
          class="danger"
          @click=${chain(
            close('#order'),
            on(() => actions.remove(order), { optimistic: removeRow(`#order-${id}`) }),
          )}
        >
          Remove
        </button>
        <button class="main">Save</button>
      </div>
    </form>`
  }
}

function textOf({ customer, email, city, note }: Order): OrderTextInput {
  return { customer, email, city, note }
}
