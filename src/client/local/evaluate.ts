/** Computes values from local state. What it does is all there is: expressions are data, and call nothing. */
import type { LocalData, LocalExpression } from '../../protocol/local-expressions.ts'

/** What a field holds now; undefined when no element around carries its state. */
export type ReadField = (state: string, field: string) => LocalData | undefined

/** A value; undefined when it depends on a state that is not there. */
export function evaluate(expression: LocalExpression, read: ReadField): LocalData | undefined {
  if (!isOperation(expression)) return expression
  const value = (operand: LocalExpression): LocalData | undefined => evaluate(operand, read)
  switch (expression[0]) {
    case 'get':
      return read(expression[1], expression[2])
    case 'not':
      return !value(expression[1])
    case 'length':
      return String(value(expression[1]) ?? '').length
    case 'equals':
      return value(expression[1]) === value(expression[2])
    case 'greater':
      return Number(value(expression[1])) > Number(value(expression[2]))
    case 'either':
      return value(expression[value(expression[1]) ? 2 : 3])
    case 'and':
      return operandsOf(expression).every(value)
    case 'or':
      return operandsOf(expression).some(value)
    case 'words':
      return operandsOf(expression)
        .flatMap((operand) => value(operand) || [])
        .join(' ')
  }
}

/** The fields that a value is computed from, each once. */
export function fieldsOf(expression: LocalExpression): readonly (readonly [state: string, field: string])[] {
  if (!isOperation(expression)) return []
  if (expression[0] === 'get') return [[expression[1], expression[2]]]
  return operandsOf(expression).flatMap(fieldsOf)
}

function isOperation(expression: LocalExpression): expression is Exclude<LocalExpression, LocalData> {
  return typeof expression === 'object'
}

/** All that follows the word of an operation, which is no `get`. */
function operandsOf(operation: readonly unknown[]): LocalExpression[] {
  // They are expressions, as the type of operations says.
  return operation.slice(1) as LocalExpression[]
}
