import { keepCaret } from './caret.ts'
import { natural } from './clobbering.ts'

/** Sets a property of an element, which may be anything; a text that is being edited keeps its caret. */
export function assign(element: Element, name: string, value: unknown): void {
  const target = natural(element)
  if (Reflect.get(target, name) !== value) keepCaret(element, () => Reflect.set(target, name, value))
}
