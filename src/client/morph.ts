/**
 * The script that `page.morph` needs, loaded when it is first used: new content, with the elements kept that
 * it has in common with the old. The algorithm is idiomorph.
 */
import { Idiomorph } from 'idiomorph'

/** Makes the children of an element equal to this content. */
export function morph(target: Element, content: DocumentFragment): void {
  // It is a promise for heads of documents only.
  void Idiomorph.morph(target, [...content.childNodes], {
    morphStyle: 'innerHTML',
    ignoreActiveValue: true,
    callbacks: {
      // Views, components and foreign elements look after themselves.
      beforeNodeMorphed: (node: Node) =>
        !(node instanceof Element && node.matches('[data-live-root],[data-live-foreign]')),
      beforeAttributeUpdated: (name: string, element: Element) =>
        name !== 'data-live-pending' && !isDirty(name, element),
    },
  })
}

/** Whether the user has changed what this attribute starts. */
function isDirty(name: string, element: Element): boolean {
  // `defaultValue`, `defaultChecked`, `defaultSelected`: only controls have them.
  const control = element as unknown as Record<string, unknown>
  const start = control[`default${name.charAt(0).toUpperCase()}${name.slice(1)}`]
  return start !== undefined && start !== control[name]
}
