/** Where everything is, and what addresses may say. */
import { route } from 'overwire'
import { z } from 'zod'
import { SORTS } from './database/orders.ts'
import { STATUSES } from './database/schema.ts'

/** A new order, in three steps. */
export const newOrder = route('/new')

/** What is looked for, and how it is sorted. Links of others may say anything, so each has a default. */
export const orders = route('/', {
  search: z.object({
    q: z.string().max(100).catch(''),
    status: z.enum(STATUSES).or(z.literal('')).catch(''),
    month: z
      .string()
      .regex(/^\d{4}-\d{2}$/)
      .catch(''),
    sort: z.enum(SORTS).catch('id'),
    direction: z.enum(['up', 'down']).catch('down'),
  }),
})
