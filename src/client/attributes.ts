/** Writes attributes for templates. A module that has a say in what elements show takes the place of what writes. */
import { natural } from './clobbering.ts'

export const attributes = {
  /** Without a value the attribute is taken away. */
  write(element: Element, name: string, value: string | null): void {
    if (value === null) natural(element).removeAttribute(name)
    else natural(element).setAttribute(name, value)
  },
}
