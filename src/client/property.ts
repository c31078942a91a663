import { keepCaret } from './caret.ts'

/** Sets a property of an element, which may be anything; a text that is being edited keeps its caret. */
export function assign(element: Element, name: string, value: unknown): void {
  if (Reflect.get(element, name) !== value) keepCaret(element, () => Reflect.set(element, name, value))
}
