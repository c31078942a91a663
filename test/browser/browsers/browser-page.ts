/** A page of any of the three browsers: what a user can do in it, which each driver does in its own way. */

/** A running browser. `await using` ends it, with all that it started. */
export interface TestedBrowser extends AsyncDisposable {
  /** A page without cookies of the pages before it, which must be disposed of by then. */
  newPage(): Promise<BrowserPage>
}

export interface BrowserPage extends AsyncDisposable {
  /** Goes to an address and waits for the document. */
  open(address: string): Promise<void>
  back(): Promise<void>
  forward(): Promise<void>
  /** Presses the mouse at a point, moves it through the others, and releases it at the last. */
  mouse(points: readonly Point[]): Promise<void>
  /** Presses a key, perhaps while others are held. What has the focus gets it. */
  press(key: KeyName | Character, held?: readonly Modifier[]): Promise<void>
  /** Runs a function in the page. What it takes and returns is copied. */
  evaluate<Values extends readonly unknown[], Result>(
    script: (...values: Values) => Result,
    ...values: Values
  ): Promise<Awaited<Result>>
  /** Null where the driver cannot act as an input method. */
  readonly inputMethod: InputMethod | null
}

/** A point in the window, in CSS pixels. */
export interface Point {
  readonly x: number
  readonly y: number
}

/** Keys by their names in the DOM. */
export type KeyName =
  | 'Enter'
  | 'Escape'
  | 'Backspace'
  | 'Delete'
  | 'Tab'
  | 'Home'
  | 'End'
  | 'PageUp'
  | 'PageDown'
  | 'ArrowLeft'
  | 'ArrowRight'
  | 'ArrowUp'
  | 'ArrowDown'

/** Keys that are held, by their names in the DOM. */
export type Modifier = 'Control' | 'Shift' | 'Alt'

/** A text of one character. */
export type Character = string & {}

export interface InputMethod {
  /** Shows what is composed so far. */
  compose(text: string): Promise<void>
  /** Ends the composition with a text. */
  choose(text: string): Promise<void>
}

/** A call of a function, as a script for the page. */
export function callOf<Values extends readonly unknown[]>(
  script: (...values: Values) => unknown,
  values: Values,
): string {
  return `(${String(script)})(...${JSON.stringify(values)})`
}
