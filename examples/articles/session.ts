import { defineSession } from 'overwire'
import type { SessionOf } from 'overwire'
import { z } from 'zod'

/** The looks that a reader may choose. `system` is that of the device. */
export const LOOKS = ['system', 'light', 'dark'] as const

/** What is remembered of a visitor, in a sealed cookie. The look is in it because the first response needs it: nothing flashes. */
export const session = defineSession({
  schema: z.object({
    author: z.object({ id: z.number(), name: z.string() }).optional(),
    look: z.enum(LOOKS).optional(),
  }),
  login: ({ author }) => author?.id,
})

declare global {
  interface OverwireSession extends SessionOf<typeof session> {}
}
