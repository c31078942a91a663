import { natural } from './clobbering.ts'

/** An attribute of ours: `live-…`, or `data-live-…` for valid HTML. Null when the element does not have it. */
export function attributeOf(element: Element, name: string): string | null {
  const named = natural(element)
  return named.getAttribute(`live-${name}`) ?? named.getAttribute(`data-live-${name}`)
}
