/** The shape of content in full: how HTML looks that shows the same. */
import type {
  NewInstance,
  NewList,
  NewPortal,
  NewStream,
  PartShape,
  PartValue,
  Shape,
} from '../../protocol/differences.ts'
import { rowsIn } from './rows-in.ts'

export function shapeOf([template, ...values]: NewInstance): Shape {
  const parts = values.flatMap((value, part) => {
    const shape = shapeOfPart(value)
    return shape === undefined ? [] : [part, shape]
  })
  return [template, ...parts]
}

/** None for text. What is bound to an element may look like anything: its shape is not looked at. */
function shapeOfPart(value: PartValue): PartShape | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  // What follows a template are values.
  if (Array.isArray(value)) return shapeOf(value as unknown as NewInstance)
  if ('h' in value) return { h: 1 }
  if ('p' in value) {
    // The object of a property may look like it, and what is made of that is not used.
    const { p, c } = value as NewPortal
    return { p, c: shapeOfPart(c) ?? 0 }
  }
  const rows = rowsIn(value)
  if (!rows) return undefined
  // Counts and shapes alternate.
  const r = rows.flatMap(([, instance]) => [1, shapeOf(instance)] as Shape[])
  // It is a list or a stream.
  const { d, k } = value as Partial<NewList & NewStream>
  if (k) return { r, k: k.map(([key]) => key) }
  return { r, ...(d && { d }) }
}
