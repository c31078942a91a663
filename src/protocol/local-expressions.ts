/** Local state on the wire: how a value is computed from it, and how it is changed. */

/** What local state holds. */
export type LocalData = boolean | number | string

/**
 * How a value is computed. Data stands for itself; `get` is a field of the nearest state of this name. `words` are the texts that
 * are not empty, with spaces between them.
 */
export type LocalExpression =
  | LocalData
  | readonly ['get', state: string, field: string]
  | readonly ['not' | 'length', LocalExpression]
  | readonly ['equals' | 'greater', left: LocalExpression, right: LocalExpression]
  | readonly ['either', condition: LocalExpression, then: LocalExpression, otherwise: LocalExpression]
  | readonly ['and' | 'or' | 'words', ...LocalExpression[]]

/** In the place of the value of a part: the browser computes it. `json` stands before data that would look like this. */
export interface LocalPartValue {
  readonly '=': LocalExpression | readonly ['json', data: unknown]
}

/** How a field changes: to a value, to its opposite, by a number, or to what the control has that an event happened to. */
export type LocalChange =
  | readonly ['set', value: LocalData]
  | readonly ['toggle']
  | readonly ['add', by: number]
  | readonly ['value']
  | readonly ['checked']

/** A change of a field of the nearest state of this name. */
export type LocalCommand = readonly [state: string, field: string, ...change: LocalChange]

/** What the browser tells of local state with an event, by the names of states and fields. */
export interface LocalReport {
  readonly [state: string]: { readonly [field: string]: LocalData }
}
