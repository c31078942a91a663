/** What may be written on a card. The fields tell browsers the same, so that most users are told before they send it. */
import { z } from 'zod'
import { LABELS } from '../database/schema.ts'

export const LONGEST_TITLE = 80
export const LONGEST_TEXT = 280

export const labelSchema = z.enum(LABELS)

export const newCardSchema = z.object({ title: z.string().trim().min(1).max(LONGEST_TITLE) })
export type NewCardSchema = typeof newCardSchema

export const cardSchema = newCardSchema.extend({ text: z.string().trim().max(LONGEST_TEXT) })
export type CardSchema = typeof cardSchema
