/**
 * How messages are spelled on the wire. Nothing else reads or writes their JSON. What comes from a browser
 * is checked here field by field and never again; what comes from the server is trusted.
 * It is long because both directions are here, so that nothing else knows how messages are spelled.
 */
import { malformedFrame } from '../errors/protocol.ts'
import type { Json, TemplateTable } from './differences.ts'
import { NAME_LENGTH } from './limits.ts'
import type {
  DownMessage,
  EventMessage,
  Frame,
  JoinMessage,
  JoinedMessage,
  ProblemCode,
  RefusedMessage,
  RejoinMessage,
  RejoinedMessage,
  UpMessage,
} from './messages.ts'
import { isAddress, isLongAddress, NAVIGATE } from './navigation-messages.ts'
import { isLongPath, isPath, type Path } from './paths.ts'
import { checkPayload, NO_PAYLOAD } from './payload-check.ts'

// --- from the browser ---

/** A join may leave out what is as usual: that the page can be hydrated, and that no templates are known. */
export type Outgoing = UpMessage | (Omit<JoinMessage, 'hydrate' | 'templates'> & Partial<JoinMessage>)

/** A message of the browser that is no event, as it is spelled on the wire. */
export type UpFrame =
  | readonly ['join', Omit<Outgoing & { readonly kind: 'join' }, 'kind'>]
  | readonly ['rejoin', Omit<RejoinMessage, 'kind'>]
  | readonly ['ack', seen: number]
  | readonly ['mismatch', seen: number, reason: string]
  | readonly ['prefetch' | 'zone', text: string]
  | readonly ['left', ...roots: readonly number[]]
  | readonly ['problem', code: ProblemCode, detail: string]
  | readonly ['beat' | 'here' | 'leave']

/** An event as it is spelled on the wire. */
export function eventFrame(seen: number, type: string, to: string | Path, payload: object): unknown[] {
  return Object.keys(payload)[0] ? [seen, type, to, payload] : [seen, type, to]
}

/** The text of a message to the server. */
export function encodeUp(message: Outgoing): string {
  return JSON.stringify(wireForm(message))
}

/** The message that a browser sent. Throws `malformed-frame` for anything that is not exactly one. */
export function decodeUp(text: string): UpMessage {
  const frame = parse(text)
  const first = frame[0]
  if (typeof first === 'number') return decodeEvent(first, frame)
  const decode = typeof first === 'string' && Object.hasOwn(WORDS, first) ? WORDS[first] : undefined
  if (!decode) throw malformedFrame({ reason: 'it starts with neither a count nor a known word' })
  return decode(frame)
}

function wireForm(message: Outgoing): readonly unknown[] {
  switch (message.kind) {
    case 'event':
      return message.type
        ? eventFrame(message.seen, message.type, message.target, message.payload)
        : [message.seen]
    case 'join':
    case 'rejoin': {
      const { kind, ...request } = message
      return [kind, request]
    }
    default:
      // The others are their word and their fields, in the order in which they are declared.
      return Object.values(message).flat()
  }
}

// --- reading what a browser sent ---

const PROBLEMS: readonly unknown[] = [
  'missing-target',
  'owned-by-view',
  'invalid-selector',
  'command-failed',
  'hook-failed',
] satisfies ProblemCode[]

const WORDS: { readonly [word: string]: (frame: readonly unknown[]) => UpMessage } = {
  join: (frame) => {
    const request = fieldsOf(frame)
    return {
      kind: 'join',
      version: count(request.version),
      token: text(request.token),
      nonce: nonce(request.nonce),
      attempt: attempt(request.attempt),
      hydrate: request.hydrate === undefined || flag(request.hydrate),
      templates: request.templates === undefined ? [] : all(request.templates, text),
      ...(request.location !== undefined && { location: address(request.location) }),
    }
  },
  rejoin: (frame) => {
    const request = fieldsOf(frame)
    return {
      kind: 'rejoin',
      version: count(request.version),
      circuit: text(request.circuit),
      secret: text(request.secret),
      received: count(request.received),
      attempt: attempt(request.attempt),
    }
  },
  ack: (frame) => ({ kind: 'ack', seen: count(ofLength(frame, 2)[1]) }),
  mismatch: (frame) => ({ kind: 'mismatch', seen: count(ofLength(frame, 3)[1]), reason: text(frame[2]) }),
  prefetch: (frame) => ({ kind: 'prefetch', href: address(ofLength(frame, 2)[1]) }),
  left: (frame) => ({ kind: 'left', roots: all(frame.slice(1), count) }),
  problem: (frame) => ({ kind: 'problem', code: problem(ofLength(frame, 3)[1]), detail: text(frame[2]) }),
  zone: (frame) => ({ kind: 'zone', zone: text(ofLength(frame, 2)[1]) }),
  beat: (frame) => ({ kind: ofLength(frame, 1) && 'beat' }),
  here: (frame) => ({ kind: ofLength(frame, 1) && 'here' }),
  leave: (frame) => ({ kind: ofLength(frame, 1) && 'leave' }),
}

function parse(source: string): readonly unknown[] {
  let frame: unknown
  try {
    frame = JSON.parse(source)
  } catch {
    throw malformedFrame({ reason: 'it is not JSON' })
  }
  if (!Array.isArray(frame)) throw malformedFrame({ reason: 'it is not a list' })
  return frame
}

/** The hot path of the server: a few checks and one object for an event without a payload. */
function decodeEvent(first: number, frame: readonly unknown[]): EventMessage {
  const [, type, target] = frame
  const seen = count(first)
  if (frame.length === 1) return { kind: 'event', seen, type: '', target: '', payload: NO_PAYLOAD }
  if (frame.length < 3 || frame.length > 4)
    throw malformedFrame({ reason: 'an event has one, three or four members' })
  if (!isName(type)) throw malformedFrame({ reason: 'the type of an event is not a text' })
  if (!isName(target) && !isPath(target)) {
    throw malformedFrame({ reason: 'the target of an event is neither a path nor the name of an action' })
  }
  if (isAddress(target) && type !== NAVIGATE) throw malformedFrame({ reason: 'events have no address' })
  const isLong = type.length > NAME_LENGTH || isLongTarget(target)
  if (frame.length === 3 && !isLong) return { kind: 'event', seen, type, target, payload: NO_PAYLOAD }
  const { payload, excess } = checkPayload(frame[3])
  const beyond = isLong ? 'its type or its target is too long' : excess
  if (beyond === null) return { kind: 'event', seen, type, target, payload }
  return { kind: 'event', seen, type, target, payload: NO_PAYLOAD, excess: beyond }
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0
}

function isLongTarget(target: string | Path): boolean {
  if (typeof target !== 'string') return isLongPath(target)
  return isAddress(target) ? isLongAddress(target) : target.length > NAME_LENGTH
}

function fieldsOf(frame: readonly unknown[]): { readonly [field: string]: unknown } {
  const fields = ofLength(frame, 2)[1]
  if (!fields || typeof fields !== 'object') throw malformedFrame({ reason: 'a join holds no request' })
  // Read by the names above only, each of which is checked.
  return fields as { [field: string]: unknown }
}

function ofLength(frame: readonly unknown[], length: number): readonly unknown[] {
  if (frame.length !== length) throw malformedFrame({ reason: `${String(frame[0])} has ${length} members` })
  return frame
}

function count(value: unknown): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value
  throw malformedFrame({ reason: 'a count is not a whole number from 0' })
}

/** The sockets on which a document spoke are counted from 1. */
function attempt(value: unknown): number {
  if (value !== 0) return count(value)
  throw malformedFrame({ reason: 'an attempt is counted from 1' })
}

/** The server keeps it for each circuit. */
function nonce(value: unknown): string {
  const name = text(value)
  if (name.length <= NONCE_LENGTH) return name
  throw malformedFrame({ reason: 'the nonce of a join is too long' })
}

const NONCE_LENGTH = 64

function text(value: unknown): string {
  if (typeof value === 'string') return value
  throw malformedFrame({ reason: 'a field that holds text holds something else' })
}

function address(value: unknown): string {
  if (isAddress(value) && !isLongAddress(text(value))) return text(value)
  throw malformedFrame({ reason: 'an address is no path of this site, or too long' })
}

function flag(value: unknown): boolean {
  if (typeof value === 'boolean') return value
  throw malformedFrame({ reason: 'a field that holds a boolean holds something else' })
}

function all<Member>(value: unknown, check: (member: unknown) => Member): Member[] {
  if (Array.isArray(value)) return value.map(check)
  throw malformedFrame({ reason: 'a list is something else' })
}

function problem(value: unknown): ProblemCode {
  // The table holds exactly the codes.
  if (PROBLEMS.includes(value)) return value as ProblemCode
  throw malformedFrame({ reason: 'a problem has an unknown code' })
}

// --- from the server ---

/** The text of a message to the browser. */
export function encodeDown(message: DownMessage): string {
  switch (message.kind) {
    case 'frame': {
      const { templates, difference, effects } = message
      return encodeFrame({ templates, difference, effects: effects.map((effect) => JSON.stringify(effect)) })
    }
    case 'joined': {
      const { kind, ...circuit } = message
      return JSON.stringify([kind, circuit])
    }
    case 'rejoined':
      return JSON.stringify(['rejoined', { received: message.received }])
    case 'received':
      return `["received",${message.received}]`
    case 'refused':
      return JSON.stringify(
        message.seconds === undefined
          ? ['refused', message.code]
          : ['refused', message.code, message.seconds],
      )
    case 'beat':
      return '["beat"]'
    case 'here':
      return '["here"]'
  }
}

/** What takes the messages of the server, each with what it holds. */
export interface DownTakers<Result> {
  frame(frame: Omit<Frame, 'kind'>): Result
  joined(circuit: Omit<JoinedMessage, 'kind'>): Result
  rejoined(circuit: Omit<RejoinedMessage, 'kind'>): Result
  received(received: number): Result
  refused(code: RefusedMessage['code'], seconds?: number): Result
  beat(): Result
  here(): Result
}

/** Hands over the message that the server sent. It is ours, so its fields are taken as they are. */
export function readDown<Result>(source: string, takers: DownTakers<Result>): Result {
  // Only this server's encodeDown writes what arrives here.
  const frame = JSON.parse(source) as Json[]
  const [word, ...content] = frame
  // The words are those of the table, and what is behind them is as they want it.
  if (typeof word === 'string') return takers[word as 'beat'](...(content as []))
  const templates = word === 0 || Array.isArray(word) ? undefined : frame.shift()
  const [difference, ...effects] = frame
  // All else is a frame.
  return takers.frame({ templates, difference, effects } as unknown as Frame)
}

/** The message that the server sent, as one object. */
export function decodeDown(source: string): DownMessage {
  return readDown(source, MESSAGES)
}

const MESSAGES: DownTakers<DownMessage> = {
  frame: (frame) => ({ kind: 'frame', ...frame }),
  joined: (circuit) => ({ kind: 'joined', ...circuit }),
  rejoined: (circuit) => ({ kind: 'rejoined', ...circuit }),
  received: (received) => ({ kind: 'received', received }),
  refused: (code, seconds) => ({ kind: 'refused', code, ...(seconds !== undefined && { seconds }) }),
  beat: () => ({ kind: 'beat' }),
  here: () => ({ kind: 'here' }),
}

/** A frame whose effects are JSON already. */
export interface EncodedFrame {
  readonly templates: TemplateTable | undefined
  readonly difference: Frame['difference']
  readonly effects: readonly string[]
}

/** The text of a frame. */
export function encodeFrame({ templates, difference, effects }: EncodedFrame): string {
  const members = [JSON.stringify(difference), ...effects].join(',')
  return templates === undefined ? `[${members}]` : `[${JSON.stringify(templates)},${members}]`
}
