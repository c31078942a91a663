import { FORM_FIELD, TOKEN_FIELD } from '../protocol/form-fields.ts'
import { PAYLOAD_FIELDS } from '../protocol/limits.ts'

/** A form of a view that was sent without a script. */
export interface PostedForm {
  readonly kind: 'form'
  /** Which one its hidden field names. */
  readonly name: string
  /** Empty where none was in the page, or had come yet. */
  readonly token: string
  /** What its user sees of it; of files their names. */
  readonly sent: FormData
}

/** What a POST to a page is. `other`: nothing that a view has to do with. */
export type ReadPost = PostedForm | { readonly kind: 'other' } | { readonly kind: 'too-large' }

const OTHER = { kind: 'other' } as const
const TOO_LARGE = { kind: 'too-large' } as const

const FORM_TYPE = /^(?:application\/x-www-form-urlencoded|multipart\/form-data)\s*(?:;|$)/i

/** Reads the body of a POST, of which no more than so many bytes are taken. */
export async function readPost(request: Request, most: number): Promise<ReadPost> {
  const type = request.headers.get('content-type') ?? ''
  if (!FORM_TYPE.test(type) || !request.body) return OTHER
  const { bytes, isAll } = await readBytes(request.body, most)
  // Its hidden field comes first in a form.
  if (!isAll) return new TextDecoder('latin1').decode(bytes).includes(FORM_FIELD) ? TOO_LARGE : OTHER
  let entries: FormData
  try {
    entries = await new Response(bytes, { headers: { 'content-type': type } }).formData()
  } catch {
    return OTHER
  }
  return formOf([...entries])
}

function formOf(entries: readonly (readonly [name: string, value: FormDataEntryValue])[]): ReadPost {
  const texts = entries.map(([name, value]) => [name, textOf(value)] as const)
  const first = (field: string): string | undefined => texts.find(([name]) => name === field)?.[1]
  const name = first(FORM_FIELD)
  if (name === undefined) return OTHER
  if (texts.length > PAYLOAD_FIELDS) return TOO_LARGE
  const sent = new FormData()
  for (const [field, text] of texts)
    if (field !== FORM_FIELD && field !== TOKEN_FIELD) sent.append(field, text)
  return { kind: 'form', name, token: first(TOKEN_FIELD) ?? '', sent }
}

/** Browsers write line breaks as two characters; their scripts, and so handlers, know them as one. */
function textOf(value: FormDataEntryValue): string {
  return typeof value === 'string' ? value.replaceAll(/\r\n?/g, '\n') : value.name
}

async function readBytes(
  body: ReadableStream<Uint8Array>,
  most: number,
): Promise<{ readonly bytes: Uint8Array<ArrayBuffer>; readonly isAll: boolean }> {
  const chunks: Uint8Array[] = []
  let length = 0
  const reader = body.getReader()
  for (;;) {
    const { value } = await reader.read()
    if (!value) return { bytes: joined(chunks, length), isAll: true }
    chunks.push(value)
    length += value.length
    if (length <= most) continue
    await reader.cancel()
    return { bytes: joined(chunks, length), isAll: false }
  }
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.length
  }
  return bytes
}
