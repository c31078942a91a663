/** What may be written in an order. The fields tell browsers the same, so that most users are told before they send it. */
import { z } from 'zod'
import { STATUSES } from '../database/schema.ts'

export const LONGEST_NAME = 80
export const LONGEST_NOTE = 200

export const customerSchema = z
  .string()
  .trim()
  .min(1, 'An order needs a customer.')
  .max(LONGEST_NAME, `A name has at most ${LONGEST_NAME} characters.`)

export const noteSchema = z
  .string()
  .trim()
  .max(LONGEST_NOTE, `A note has at most ${LONGEST_NOTE} characters.`)

export const statusSchema = z.enum(STATUSES)
