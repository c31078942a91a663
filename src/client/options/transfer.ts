/** What is pasted and dropped. */
import { TRANSFER_LENGTH } from '../../protocol/limits.ts'
import type { Transfer } from '../../protocol/messages.ts'

/**
 * Its text, its markup, and its files without what is in them. What is dragged can be read when it is dropped. Nothing when that
 * was before: browsers let it be read by listeners alone, and the server refuses what nobody has read.
 */
export function transferOf(event: Event): Transfer | undefined {
  if (!/^(paste|drop)$/.test(event.type) || event.eventPhase === Event.NONE) return undefined
  // Events of these types have one of them, unless a script has made them.
  const { clipboardData, dataTransfer } = event as Partial<ClipboardEvent & DragEvent>
  const data = clipboardData ?? dataTransfer
  if (!data) return ['', '']
  const [text = '', html = ''] = ['text/plain', 'text/html'].map((type) =>
    data.getData(type).slice(0, TRANSFER_LENGTH),
  )
  return [text, html, ...[...data.files].map(({ name, type, size }) => [name, type, size] as const)]
}
