/** What a new order says, in three steps. */
import type { Form } from 'overwire'
import { z } from 'zod'
import { ARTICLES } from '../database/articles.ts'
import { orderTextSchema } from './order-schema.ts'

export const ARTICLE_NAMES = ARTICLES.map(({ name }) => name)

export const newOrderSchema = orderTextSchema.extend({
  lines: z
    .array(
      z.object({
        article: z.enum(ARTICLE_NAMES, 'Please choose a tea.'),
        quantity: z
          .number('Please say how many.')
          .int('Whole tins alone.')
          .min(1, 'At least one.')
          .max(99, 'At most 99.'),
      }),
    )
    .min(1, 'Please choose at least one tea.'),
  agreed: z.literal(true, 'The customer has to agree to the price.'),
})
export type NewOrder = z.output<typeof newOrderSchema>
export type NewOrderForm = Form<typeof newOrderSchema>

/** What some teas cost together, in cents. What is not filled in yet costs nothing. */
export function priceOf(
  lines: readonly { readonly article?: string | undefined; readonly quantity?: number | undefined }[],
): number {
  const prices = new Map<string | undefined, number>(ARTICLES.map(({ name, price }) => [name, price]))
  return lines.reduce((sum, { article, quantity = 0 }) => sum + (prices.get(article) ?? 0) * quantity, 0)
}
