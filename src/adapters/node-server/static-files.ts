import { createReadStream } from 'node:fs'
import { readFile, realpath, stat } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, relative, resolve, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { ByteCache } from './byte-cache.ts'
import { parseRange, type ByteRange } from './byte-range.ts'
import { compress, encodingFor, type Encoding } from './compression.ts'
import { mimeType } from './mime-types.ts'

/** Serves the files of a folder. */
export interface StaticFiles {
  /** Answers when the path names a file; false leaves the response untouched. */
  serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<boolean>
}

/** A file as it is now. */
interface FoundFile {
  /** Without links. */
  readonly path: string
  readonly type: string
  readonly size: number
  readonly modified: Date
  /** Its size and time. The same for all of its encodings, which weakens it for them. */
  readonly tag: string
}

/** Larger files are read from the disk each time. */
const LARGEST_KEPT = 1_000_000
/** What is kept of all files together, in bytes. */
const MOST_KEPT = 64 * 1024 * 1024

/** Serves the files of a folder and of nothing outside of it, with types, validators, ranges and compression. */
export function createStaticFiles(folder: string, options: { readonly compress: boolean }): StaticFiles {
  const root = resolve(folder)
  const cache = new ByteCache(MOST_KEPT)
  return { serve }

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<boolean> {
    if (incoming.method !== 'GET' && incoming.method !== 'HEAD') return false
    const path = pathWithin(root, incoming.url ?? '/')
    const file = path === null ? null : await findFile(root, path)
    if (file === null) return false
    const encoding = encodingOf(file, incoming)
    outgoing.setHeader('etag', encoding === null ? file.tag : `W/${file.tag}`)
    outgoing.setHeader('last-modified', file.modified.toUTCString())
    // The name does not change with the content: the browser keeps it and asks whether it is still the same.
    outgoing.setHeader('cache-control', 'public, max-age=0, must-revalidate')
    if (options.compress) outgoing.appendHeader('vary', 'accept-encoding')
    if (isFresh(incoming, file)) outgoing.writeHead(304).end()
    else await send(file, encoding, { incoming, outgoing })
    return true
  }

  function encodingOf(file: FoundFile, { headers }: IncomingMessage): Encoding | null {
    // A range counts the bytes of what is sent.
    if (!options.compress || file.size > LARGEST_KEPT || headers.range !== undefined) return null
    return encodingFor(headers['accept-encoding'], file.type, file.size)
  }

  async function send(
    file: FoundFile,
    encoding: Encoding | null,
    { incoming, outgoing }: { readonly incoming: IncomingMessage; readonly outgoing: ServerResponse },
  ): Promise<void> {
    outgoing.setHeader('content-type', file.type)
    outgoing.setHeader('x-content-type-options', 'nosniff')
    outgoing.setHeader('accept-ranges', 'bytes')
    const range = rangeOf(incoming, file)
    if (range === 'unsatisfiable') {
      outgoing.writeHead(416, { 'content-range': `bytes */${file.size}` }).end()
      return
    }
    if (range !== 'none') {
      outgoing.statusCode = 206
      outgoing.setHeader('content-range', `bytes ${range.start}-${range.end}/${file.size}`)
    }
    if (encoding !== null) outgoing.setHeader('content-encoding', encoding)
    const body = file.size <= LARGEST_KEPT ? part(await bodyOf(file, encoding), range) : null
    const size = range === 'none' ? file.size : range.end - range.start + 1
    outgoing.setHeader('content-length', body?.length ?? size)
    if (incoming.method === 'HEAD') outgoing.end()
    else if (body) outgoing.end(body)
    else await pipeline(createReadStream(file.path, range === 'none' ? {} : range), outgoing)
  }

  function bodyOf(file: FoundFile, encoding: Encoding | null): Promise<Buffer> {
    return cache.get(`${encoding ?? ''} ${file.tag} ${file.path}`, file.size, async () =>
      encoding === null ? readFile(file.path) : compress(await bodyOf(file, null), encoding, 'best'),
    )
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
  const file = resolve(root, `.${path}`)
  return isVisible(root, file) ? file : null
}

/** Whether a file is in the folder, and no part of its path there is hidden. */
function isVisible(root: string, file: string): boolean {
  if (file !== root && !file.startsWith(root.endsWith(sep) ? root : root + sep)) return false
  const segments = relative(root, file).split(sep)
  return segments.every((segment) => !segment.startsWith('.') || segment === '.well-known')
}

async function findFile(root: string, path: string): Promise<FoundFile | null> {
  // Links may lead out of the folder, which itself may be one.
  const [realRoot, real] = await Promise.all([realpath(root), realpath(path)]).catch(() => [])
  if (realRoot === undefined || real === undefined || !isVisible(realRoot, real)) return null
  const stats = await stat(real).catch(() => null)
  if (stats?.isDirectory() === true && !path.endsWith('index.html'))
    return findFile(root, resolve(path, 'index.html'))
  if (stats?.isFile() !== true) return null
  const tag = `"${stats.size.toString(36)}-${Math.floor(stats.mtimeMs).toString(36)}"`
  return { path: real, type: mimeType(extname(path)), size: stats.size, modified: stats.mtime, tag }
}

function isFresh({ headers }: IncomingMessage, file: FoundFile): boolean {
  const tags = headers['if-none-match']
  // Weak comparison: a proxy that compresses weakens the tag.
  if (tags !== undefined) return tags.split(',').some((tag) => ['*', file.tag].includes(withoutWeakness(tag)))
  const since = Date.parse(headers['if-modified-since'] ?? '')
  return inSeconds(file.modified) <= since
}

/** The range that is asked for, unless it is a continuation of a content that has changed since. */
function rangeOf({ headers }: IncomingMessage, file: FoundFile): ByteRange | 'none' | 'unsatisfiable' {
  const [condition] = [headers['if-range']].flat()
  const same =
    condition === undefined || condition === file.tag || Date.parse(condition) === inSeconds(file.modified)
  return same ? parseRange(headers.range, file.size) : 'none'
}

function part(body: Buffer, range: ByteRange | 'none'): Buffer {
  return range === 'none' ? body : body.subarray(range.start, range.end + 1)
}

function withoutWeakness(tag: string): string {
  return tag.trim().replace(/^W\//, '')
}

/** HTTP dates have no fractions of seconds. */
function inSeconds(date: Date): number {
  return Math.floor(date.getTime() / 1000) * 1000
}
