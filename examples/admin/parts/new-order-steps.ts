/** What each step of a new order shows. */
import { html, repeat } from 'overwire'
import type { TemplateResult } from 'overwire'
import { euros } from './format.ts'
import { ARTICLE_NAMES, priceOf } from './new-order-schema.ts'
import type { NewOrderForm } from './new-order-schema.ts'

export function customerStep(order: NewOrderForm): TemplateResult {
  return html`<label for="customer">Name</label>
    <input id="customer" autocomplete="off" ${order.field('customer')} /> ${order.errors('customer')}
    <label for="email">E-mail</label>
    <input id="email" type="email" autocomplete="off" ${order.field('email')} /> ${order.errors('email')}
    <label for="city">City</label>
    <input id="city" autocomplete="off" ${order.field('city')} /> ${order.errors('city')}`
}

export function teasStep(order: NewOrderForm): TemplateResult {
  return html`<ul class="stack">
      ${repeat(
        order.rows('lines'),
        (row) => row.key,
        (row, index) =>
          html`<li class="line">
            <select aria-label="Tea ${index + 1}" ${row.field('article')}>
              ${ARTICLE_NAMES.map((name) => html`<option value=${name}>${name}</option>`)}
            </select>
            <input type="number" min="1" max="99" aria-label="Tins of tea ${index + 1}" ${row.field('quantity')} />
            <button type="button" class="icon" aria-label="Remove tea ${index + 1}" @click=${() => row.remove()}>
              ✕
            </button>
            ${row.errors('quantity')}
          </li>`,
      )}
    </ul>
    ${order.errors('lines')}
    <button type="button" @click=${() => order.add('lines', { article: 'Assam', quantity: 1 })}>Another tea</button>
    <p role="status" class="sum">${euros(priceOf(linesOf(order)))}</p>`
}

export function checkStep(order: NewOrderForm): TemplateResult {
  const { customer, email, city } = order.values
  return html`<p><strong>${customer}</strong>, ${city}</p>
    <p class="quiet">${email}</p>
    <ul class="lines">
      ${linesOf(order).map(({ quantity, article }) => html`<li>${quantity} × ${article}</li>`)}
    </ul>
    <p class="sum">${euros(priceOf(linesOf(order)))}</p>
    <label for="note">Note</label>
    <textarea id="note" rows="3" ${order.field('note')}></textarea> ${order.errors('note')}
    <label class="box"><input type="checkbox" ${order.field('agreed')} /> The customer agrees to the price</label>
    ${order.errors('agreed')}`
}

function linesOf(
  order: NewOrderForm,
): readonly { article?: string | undefined; quantity?: number | undefined }[] {
  return order.values.lines ?? []
}
