/** What the generator of pages may write. */
import { PLACES, TEXTS, type Place, type PlaceRules } from './content.ts'
import type { Plain } from './holes.ts'
import type { Value } from './page-case.ts'

export interface Vocabulary {
  readonly places: Readonly<Record<Place, PlaceRules>>
  /** What people write. */
  readonly texts: readonly string[]
  /** Content that shows nothing. */
  readonly absentContent: readonly Value[]
  /** What a whole attribute may be, besides texts. */
  readonly attributeValues: readonly Value[]
  /** What may stand beside other text in an attribute, besides texts. */
  readonly mixedValues: readonly Value[]
  /** Kinds of holes that are not made. */
  readonly omitted: ReadonlySet<Plain>
}

export const UNDEFINED: Value = { absent: 'undefined' }
export const NOTHING: Value = { absent: 'nothing' }

/** Everything that Overwire takes. */
export const WHOLE: Vocabulary = {
  places: PLACES,
  texts: TEXTS,
  absentContent: [null, false, UNDEFINED, NOTHING],
  attributeValues: [null, UNDEFINED, true, false, 7],
  mixedValues: [null, UNDEFINED, 7, 'a', 'b'],
  omitted: new Set(),
}
