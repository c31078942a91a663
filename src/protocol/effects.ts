/** Effects as the client takes them: each with its word. */
import type { Effect } from './messages.ts'

export type NamedEffect = Exclude<Effect, number> | readonly ['done', event: number]

export type EffectOf<Word extends string> = Extract<NamedEffect, readonly [Word, ...unknown[]]>

/** On the wire the outcome of an event that is done is its number alone. */
export function named(effect: Effect): NamedEffect {
  return typeof effect === 'number' ? ['done', effect] : effect
}

/** The number of the event that an effect is the outcome of; 0 for all others. */
export function eventOf([word, event]: NamedEffect): number {
  return /^(done|failed|refused|interrupted|unknown)$/.test(word) ? Number(event) : 0
}

/**
 * The newest event that made the difference of a frame, of those that its effects name: `cause` itself, and
 * outcomes of handlers that ran. A refused event changed nothing. 0 when no event is named.
 */
export function causeOf(effects: readonly NamedEffect[]): number {
  return Math.max(
    0,
    ...effects.map(([word, event]) => (/^(cause|done|failed)$/.test(word) ? Number(event) : 0)),
  )
}
