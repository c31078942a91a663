import { natural } from './clobbering.ts'

/** Sets a property of an element, which may be anything. */
export function assign(element: Element, name: string, value: unknown): void {
  const target = natural(element)
  if (Reflect.get(target, name) !== value) Reflect.set(target, name, value)
}
