/**
 * Elements with names hide members: `<img name="querySelector">` those of the document, and
 * `<input name="matches">` those of its form. https://html.spec.whatwg.org/#dom-document-nameditem
 */

/** The document, with the members that documents have by nature. */
export const page: Document = unhidden(document, Document.prototype)

/** The node, with the members that it has by nature. Only forms hide any. */
export function natural<Type extends Node>(element: Type): Type {
  // The class of a form has what its type says.
  return element instanceof HTMLFormElement ? unhidden(element, HTMLFormElement.prototype as Node) : element
}

function unhidden<Target extends object>(target: Target, members: object): Target {
  return new Proxy(target, {
    get(_, name) {
      const member: unknown = Reflect.get(members, name, target)
      // `bind` is typed as giving anything.
      return typeof member === 'function' ? (member.bind(target) as unknown) : member
    },
    set: (_, name, value) => Reflect.set(members, name, value, target),
  })
}
