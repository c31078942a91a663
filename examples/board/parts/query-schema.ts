import { z } from 'zod'

/** What somebody looks for, as a form sends it. */
export const querySchema = z.object({ query: z.string().max(100) })
