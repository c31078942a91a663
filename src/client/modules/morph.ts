/**
 * The lazy module of `page.morph`: new content, with the elements kept that it has in common with the old. The
 * algorithm is idiomorph.
 */
import { Idiomorph } from 'idiomorph'
import { FOREIGN, ROOT } from '../marks.ts'
import type { ClientPort } from '../port.ts'
import { core, useCore } from './core.ts'
import { parseFor } from './parse-for.ts'
import { editable } from './targets.ts'

type MorphEffect = readonly ['morph', selector: string, html: string]

export function start(port: ClientPort): object {
  useCore(port)
  const { performers, loaded } = port
  return (performers['morph'] = ([, selector, html]: MorphEffect) => {
    for (const target of editable('morph', selector)) {
      loaded.liveActions?.keep(target)
      morph(target, parseFor(target, html))
    }
    // What is changed in place cannot be put back.
    loaded.liveActions?.forget()
  })
}

/** Makes the children of an element equal to this content. */
function morph(target: Element, content: DocumentFragment): void {
  // It is a promise for heads of documents only.
  void Idiomorph.morph(target, [...content.childNodes], {
    morphStyle: 'innerHTML',
    ignoreActiveValue: true,
    callbacks: {
      // Views, components and foreign elements look after themselves.
      beforeNodeMorphed: (node: Node) =>
        !(node instanceof Element && core.natural(node).matches(`[${ROOT}],[${FOREIGN}]`)),
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
