import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, resolve, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { compress, encodingFor, type Encoding } from './compression.ts'

/** Serves the files of a folder. */
export interface StaticFiles {
  /** Answers when the path names a file; false leaves the response untouched. */
  serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<boolean>
}

/** A file as it was when it was last read. */
interface KnownFile {
  readonly path: string
  readonly type: string
  readonly size: number
  readonly modified: Date
  readonly etag: string
  /** Its content as it was sent before, by encoding. */
  readonly bodies: Map<Encoding | 'identity', Promise<Buffer>>
}

/** Larger files are read from the disk each time. */
const LARGEST_KEPT = 1_000_000
const MOST_KEPT = 500

/** Serves the files of a folder and of nothing outside of it, with types, validators and compression. */
export function createStaticFiles(folder: string, options: { readonly compress: boolean }): StaticFiles {
  const root = resolve(folder)
  const known = new Map<string, KnownFile>()
  return { serve }

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<boolean> {
    if (incoming.method !== 'GET' && incoming.method !== 'HEAD') return false
    const path = pathWithin(root, incoming.url ?? '/')
    const file = path === null ? null : await find(path)
    if (file === null) return false
    outgoing.setHeader('etag', file.etag)
    outgoing.setHeader('last-modified', file.modified.toUTCString())
    // The name says nothing of the content: the browser keeps it and asks whether it is still the same.
    outgoing.setHeader('cache-control', 'public, max-age=0, must-revalidate')
    if (isFresh(incoming, file)) outgoing.writeHead(304).end()
    else await send(file, incoming, outgoing)
    return true
  }

  async function find(path: string): Promise<KnownFile | null> {
    const stats = await stat(path).catch(() => null)
    if (stats?.isDirectory() === true && !path.endsWith('index.html'))
      return find(resolve(path, 'index.html'))
    if (stats?.isFile() !== true) return null
    const before = known.get(path)
    if (before?.size === stats.size && before.modified.getTime() === stats.mtime.getTime()) return before
    const etag = `W/"${stats.size.toString(36)}-${Math.floor(stats.mtimeMs).toString(36)}"`
    const type = TYPES[extname(path).toLowerCase()] ?? 'application/octet-stream'
    const file = { path, type, size: stats.size, modified: stats.mtime, etag, bodies: new Map() }
    known.delete(path)
    known.set(path, file)
    for (const oldest of known.keys()) {
      if (known.size <= MOST_KEPT) break
      known.delete(oldest)
    }
    return file
  }

  async function send(file: KnownFile, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const accepted = incoming.headers['accept-encoding']
    const keep = file.size <= LARGEST_KEPT
    const encoding = options.compress && keep ? encodingFor(accepted, file.type, file.size) : null
    outgoing.setHeader('content-type', file.type)
    outgoing.setHeader('x-content-type-options', 'nosniff')
    if (options.compress) outgoing.setHeader('vary', 'accept-encoding')
    if (encoding !== null) outgoing.setHeader('content-encoding', encoding)
    if (keep) {
      const body = await bodyOf(file, encoding ?? 'identity')
      outgoing.setHeader('content-length', body.length)
      outgoing.end(incoming.method === 'HEAD' ? undefined : body)
    } else {
      outgoing.setHeader('content-length', file.size)
      if (incoming.method === 'HEAD') outgoing.end()
      else await pipeline(createReadStream(file.path), outgoing)
    }
  }
}

/** The file that a path names, or null when it leads out of the folder or to something hidden. */
export function pathWithin(root: string, url: string): string | null {
  const [encoded = '/'] = url.split(/[?#]/, 1)
  let path: string
  try {
    path = decodeURIComponent(encoded)
  } catch {
    return null
  }
  if (!path.startsWith('/') || path.includes('\0') || path.includes('\\')) return null
  if (path.split('/').some((segment) => segment.startsWith('.') && segment !== '.well-known')) return null
  const file = resolve(root, `.${path}`)
  return file === root || file.startsWith(root + sep) ? file : null
}

function bodyOf(file: KnownFile, encoding: Encoding | 'identity'): Promise<Buffer> {
  const kept = file.bodies.get(encoding)
  if (kept !== undefined) return kept
  const body =
    encoding === 'identity'
      ? readFile(file.path)
      : bodyOf(file, 'identity').then((content) => compress(content, encoding, 'best'))
  file.bodies.set(encoding, body)
  // What could not be read is tried again the next time.
  body.catch(() => file.bodies.delete(encoding))
  return body
}

function isFresh({ headers }: IncomingMessage, file: KnownFile): boolean {
  const tags = headers['if-none-match']
  if (tags !== undefined) return tags.split(',').some((tag) => tag.trim() === file.etag || tag.trim() === '*')
  const since = Date.parse(headers['if-modified-since'] ?? '')
  // HTTP dates have no fractions of seconds.
  return Math.floor(file.modified.getTime() / 1000) * 1000 <= since
}

const TYPES: Readonly<Record<string, string>> = {
  '.avif': 'image/avif',
  '.css': 'text/css; charset=utf-8',
  '.gif': 'image/gif',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpeg': 'image/jpeg',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.mjs': 'text/javascript; charset=utf-8',
  '.mp3': 'audio/mpeg',
  '.mp4': 'video/mp4',
  '.otf': 'font/otf',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webm': 'video/webm',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.xml': 'application/xml',
}
