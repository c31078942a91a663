/** Properties of elements, which may be anything. */
import { keepCaret } from './caret.ts'

export function property(element: Element, name: string): unknown {
  return Reflect.get(element, name)
}

/** Sets a property; a text that is being edited keeps its caret. */
export function assign(element: Element, name: string, value: unknown): void {
  if (property(element, name) !== value) keepCaret(element, () => Reflect.set(element, name, value))
}
