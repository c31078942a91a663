/**
 * The lazy module of `page.morph`: new content, with the elements kept that it has in common with the old. The
 * algorithm is idiomorph.
 */
import { Idiomorph } from 'idiomorph'
import { FOREIGN, ROOT } from '../marks.ts'
import type { ClientPort } from '../port.ts'
import { lookForObserved } from '../observers/look-for-observed.ts'
import { core, useCore } from './core.ts'
import { parseFor } from './parse-for.ts'
import { editable } from './targets.ts'
import { unlessLate } from './unless-late.ts'

type MorphEffect = readonly ['morph', selector: string, html: string]

export function start(port: ClientPort): object {
  useCore(port)
  const { performers, loaded } = port
  return (performers['morph'] = unlessLate((effect: MorphEffect, event) => {
    const [, selector, html] = effect
    const targets = editable('morph', selector)
    loaded.liveHistory?.changes(targets, effect, event)
    for (const target of targets) {
      morph(target, parseFor(target, html))
    }
    lookForObserved()
  }))
}

/**
 * Makes the children of an element equal to this content. What users can change in an element that stays is theirs:
 * whether it is open or was found, and what a control shows that they have changed.
 */
function morph(target: Element, content: DocumentFragment): void {
  const changes: Changes = new Map()
  // It is a promise for heads of documents only.
  void Idiomorph.morph(target, [...content.childNodes], {
    morphStyle: 'innerHTML',
    callbacks: {
      beforeNodeMorphed(node: Node, next: Node) {
        if (!(node instanceof Element && next instanceof Element)) return true
        // Views, components and foreign elements look after themselves.
        if (core.natural(node).matches(`[${ROOT}],[${FOREIGN}]`)) return false
        keepShown(node, next)
        // Before any of its options or radios becomes another one.
        isChanged(node, changes)
        return true
      },
      beforeAttributeUpdated: (name: string, element: Element) =>
        name !== 'data-live-pending' &&
        // It says no more than the other one.
        !(name === 'aria-busy' && core.natural(element).hasAttribute('data-live-pending')) &&
        name !== 'data-live-behind' &&
        !(/^(value|checked|selected)$/.test(name) && isChanged(element, changes)),
    },
  })
}

/** Browsers write into attributes what is open, and what was found in the page. */
function keepShown(element: Element, next: Element): void {
  const [unhidden, content] = [core.natural(element), core.natural(next)]
  if (/^(details|dialog)$/.test(content.localName))
    content.toggleAttribute('open', unhidden.hasAttribute('open'))
  if (content.getAttribute('hidden') === 'until-found' && !unhidden.hasAttribute('hidden'))
    content.removeAttribute('hidden')
}

/** For each control that was looked at, whether it shows something else than its HTML says. */
type Changes = Map<Element, boolean>

/** Whether the user has changed a control: with an option its select, with a radio its group. */
function isChanged(element: Element, changes: Changes): boolean {
  const control = element instanceof HTMLOptionElement ? element.closest('select') : element
  if (!control) return false
  let known = changes.get(control)
  if (known === undefined) {
    const group = groupOf(control)
    known = group.some(isDirty)
    for (const each of group) changes.set(each, known)
  }
  return known
}

/** The radios that only one of can be chosen, or the element. */
function groupOf(element: Element): Element[] {
  if (!(element instanceof HTMLInputElement && element.type === 'radio' && element.name)) return [element]
  return [...core.page.querySelectorAll<HTMLInputElement>('input[type=radio]')].filter(
    ({ name, form }) => name === element.name && form === element.form,
  )
}

/** Compares a control with what its HTML says: with a copy that was reset. */
function isDirty(element: Element): boolean {
  if (!isControl(element)) return false
  const form = core.page.createElement('form')
  const copy = form.appendChild(element.cloneNode(true))
  // The copy may be called like a member.
  core.natural(form).reset()
  return shownBy(element) !== shownBy(copy)
}

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

function isControl(node: Node): node is Control {
  return (
    node instanceof HTMLInputElement ||
    node instanceof HTMLTextAreaElement ||
    node instanceof HTMLSelectElement
  )
}

function shownBy(node: Node): string {
  if (!isControl(node)) return ''
  if (node instanceof HTMLSelectElement) return [...node.selectedOptions].map(({ index }) => index).join()
  return node instanceof HTMLInputElement ? `${node.checked} ${node.value}` : node.value
}
