/**
 * Custom elements whose script comes late. Until then a property that the view sets is one of the element itself, which hides the
 * accessor that its class has, or which a field of the class writes over: it is set once more when the class is there.
 * https://web.dev/articles/custom-elements-best-practices#make-properties-lazy
 */
import { core } from '../modules/core.ts'

/** Names that were defined while the page was live. */
const late = new Set<string>()

export function followDefinitions(): void {
  for (const element of core.page.querySelectorAll('*')) showHidden(element)
  core.onChange(() => {
    // One that was out of the document when its class came gets that when it is back.
    if (late.size > 0) for (const element of core.page.querySelectorAll([...late].join())) showHidden(element)
  })
  const { customElements } = window
  const define = customElements.define.bind(customElements)
  customElements.define = (name, constructor, options) => {
    const waiting = [...core.page.getElementsByTagName(name)].map(
      (element) => [element, Object.entries(element)] as const,
    )
    define(name, constructor, options)
    late.add(name)
    for (const [element, properties] of waiting)
      for (const [property, value] of properties) setAgain(element, property, value)
  }
}

/** Sets what hides an accessor of its class. */
function showHidden(element: Element): void {
  const constructor = customElements.get(element.localName)
  if (!constructor || !(element instanceof constructor)) return
  for (const [property, value] of Object.entries(element))
    if (property in constructor.prototype) setAgain(element, property, value)
}

function setAgain(element: Element, property: string, value: unknown): void {
  Reflect.deleteProperty(element, property)
  Reflect.set(element, property, value)
}
