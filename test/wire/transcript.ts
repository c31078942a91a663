/** The golden transcripts: what they hold, where they are, and how what differs from run to run stands in them. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../scripts/root.ts'
import type { FixtureName } from './fixtures.ts'

/** An exchange between a browser and its server, in the order in which texts arrived. */
export interface Transcript {
  readonly title: string
  /** The application, see `fixtures.ts`. */
  readonly page: FixtureName
  /** It is a page of a route: the client follows its links, and each sight has its address. */
  readonly routes?: true
  /** What the server answers, inside of `<body>`. */
  readonly html: string
  /** What the browser shows when the client starts, where that is something else. */
  readonly shown?: string
  readonly steps: readonly Step[]
}

/** A cue, or what follows from it. */
export type Step = Cue | Crossing | Closing | Sight

/**
 * What happens of itself: transcripts are recorded from these. Several in one cue happen before anything of
 * them has crossed, in this order.
 */
export interface Cue {
  /** An act of the application, see `fixtures.ts`; `restart` puts another process with the same secret in its place. */
  readonly server?: string
  readonly user?: Gesture | readonly Gesture[]
  /** The network goes, with what is on it, or comes back. */
  readonly connection?: 'lost' | 'found'
  /** This many milliseconds pass at both ends. */
  readonly time?: number
}

/** What a user does, in words that any browser can be told. */
export type Gesture =
  | { readonly click: string }
  | { readonly check: string }
  | { readonly type: readonly [field: string, text: string] }
  | { readonly press: string }

/** The gestures of a cue. */
export function gesturesOf({ user = [] }: Cue): readonly Gesture[] {
  return 'length' in user ? user : [user]
}

/** What is sent: up to the server, down to the browser. */
export type Crossing = ({ readonly up: readonly unknown[] } | { readonly down: readonly unknown[] }) & {
  /** It did not arrive: the connection was cut. */
  readonly lost?: true
}

/** The server closes the connection with this code. */
export interface Closing {
  readonly closed: number
}

/** What the browser shows, and what stands in its fields where there are any. */
export interface Sight {
  readonly dom: string
  readonly fields?: readonly (string | boolean)[]
  readonly address?: string
}

export const FOLDER: string = join(root, 'test/wire')

/** The names of all transcripts. */
export function transcriptNames(): readonly string[] {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.json'))
  return files.map((file) => file.slice(0, -'.json'.length)).toSorted()
}

export function readTranscript(name: string): Transcript {
  return JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8')) as Transcript
}

export function isCue(step: Step): step is Cue {
  return !('up' in step || 'down' in step || 'closed' in step || 'dom' in step)
}

/** The element markup of a body as transcripts hold it: without comments, whitespace collapsed. */
export function tidy(html: string): string {
  return html
    .replaceAll(/<!--.*?-->/gs, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

// --- what differs from run to run ---

/** What a browser sent, with names in place of what it made up. */
export function withoutChance(text: string): string {
  const [word, ...rest] = JSON.parse(text) as [unknown, ...unknown[]]
  if (word === 'join') return JSON.stringify([word, { ...(rest[0] as object), nonce: '{nonce}' }])
  // The reason is for people, and not a part of the protocol.
  if (word === 'mismatch') return JSON.stringify([word, rest[0], '{reason}'])
  return text
}
