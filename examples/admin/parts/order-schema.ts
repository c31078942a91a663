/** What may be written in an order. The fields tell browsers the same, so that most users are told before they send it. */
import { z } from 'zod'
import { STATUSES } from '../database/schema.ts'

export const LONGEST_NAME = 80
export const LONGEST_NOTE = 200

const text = (longest: number) => z.string().trim().max(longest, `At most ${longest} characters.`)

export const orderTextSchema = z.object({
  customer: text(LONGEST_NAME).min(1, 'An order needs a customer.'),
  email: z.email('This is not an e-mail address.'),
  city: text(LONGEST_NAME).min(1, 'Please give a city.'),
  note: text(LONGEST_NOTE),
})
export type OrderTextInput = z.input<typeof orderTextSchema>

export const statusSchema = z.enum(STATUSES)

/** What is written in the table, field by field. */
export const CELL_SCHEMAS = {
  customer: orderTextSchema.shape.customer,
  note: orderTextSchema.shape.note,
  status: statusSchema,
}
export type Cell = keyof typeof CELL_SCHEMAS
