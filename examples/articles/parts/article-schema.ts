import { z } from 'zod'
import type { Texts } from '../messages/messages.ts'

/** What an article must be like before it is saved. */
export function articleSchema(t: Texts) {
  const short = { error: () => t('editor.short') }
  const long = { error: () => t('editor.long') }
  return z.object({
    title: z.string().trim().min(3, short).max(100, long),
    summary: z.string().trim().min(10, short).max(300, long),
    markdown: z.string().trim().min(20, short).max(50_000, long),
  })
}

export type ArticleSchema = ReturnType<typeof articleSchema>
