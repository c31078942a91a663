import { z } from 'zod'

/** The sizes of text that a reader may choose. */
export const SIZES = ['small', 'medium', 'large'] as const

/** How somebody reads in this browser, which keeps it: the name and the schema for `this.live.stored`. */
export const reading = ['reading', z.object({ size: z.enum(SIZES).default('medium') })] as const
