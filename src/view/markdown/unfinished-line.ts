/** Nothing but what begins a block: `- `, `##`, `1.`, `---`, the line below a heading or below the first one of a table. */
const MARKS = /^[\s>]*(?:[-+*=_\s]+|#{1,6}|\d{1,9}[.)]?|\|[|:\-\s]*)?\s*$/
/** A fence that begins, or ends what it began. */
const FENCE = /^[\s>]*(?:`+|~+)\s*$/

/**
 * A text that grows without the marks in its last line that have nothing behind them yet: what they are going to mean is
 * not known. In code they are code, but for a fence.
 */
export function withoutMarks(text: string, endsInCode: boolean): string {
  const start = text.lastIndexOf('\n') + 1
  const line = text.slice(start)
  return FENCE.test(line) || (!endsInCode && MARKS.test(line)) ? text.slice(0, start) : text
}
