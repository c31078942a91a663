/**
 * Gives the part of an element its value of content in full. Only what differs is written: whenever the same value is
 * set once more, frames load again, media start over and custom elements are called.
 */
import type { PartValue } from '../../protocol/differences.ts'
import type { ElementPart } from '../element-parts.ts'
import type { Instance } from '../parts.ts'
import { spreadDifference, styleDifference, type Named } from './merged.ts'
import { isShownAs, isTextShown, textOf } from './shown-value.ts'

/** `values` are those of the instance. An attribute with several holes has as many, one behind the other. */
export function renewElement(instance: Instance, part: ElementPart, values: readonly PartValue[]): void {
  const { element, bound, statics } = part
  const index = instance.parts.indexOf(part)
  const value = values[index] ?? null
  if (bound === '*') part.apply(spreadDifference(instance, part, values))
  // Styles are objects, or null when there is nothing.
  else if (bound === '~') part.apply(styleDifference(instance, part, value as Named | null))
  else if (statics.length > 0) {
    const holes = statics.slice(1).map((_, hole) => values[index + hole] ?? null)
    const text = statics.reduce((before, after, hole) => before + textOf(holes[hole - 1]) + after)
    if (part.computed || !isTextShown(element, bound, text)) for (const each of holes) part.apply(each)
  } else if (part.computed || !isShownAs(element, bound, value)) part.apply(value)
}
